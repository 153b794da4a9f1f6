import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { faultsOf } from "./accessibility.ts";
import { patienceMs, said, type Shown, signIn } from "./browser.ts";

/** What a liaison officer does with the ledger and with bundles. */
export function exchangePagesTests(shown: Shown): void {
  test("a liaison officer reads what Damascus was served and why, verifies the ledgers, and writes a bundle", async () => {
    const words = said.ar;
    const liaison = { at: "baghdad", role: "liaison", lang: "ar" } as const;
    const { page, context, faults } = await signIn(shown, liaison);
    await page.getByRole("link", { name: words["nav.exchange"], exact: true }).click();
    const tabs = page.getByRole("navigation", { name: words["nav.exchange"] });
    await tabs.getByRole("link", { name: words["ledger.title"] }).click();
    await page.getByRole("button", { name: words["verify.start"] }).click();
    await page.getByText(words["verify.sound"]).waitFor();
    assert.deepEqual(await faultsOf(page), []);

    await page.getByRole("row", { name: "دمشق" }).getByRole("link").click();
    const served = page.getByRole("row").filter({ has: page.locator('a[href^="#/record/"]') });
    await served.first().locator('a[href^="#/agreements/"]').first().waitFor();
    assert.deepEqual(await faultsOf(page), []);
    const [table] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: words["ledger.export"] }).click(),
    ]);
    assert.match(table.suggestedFilename(), /^baghdad-ledger-damascus-.*\.csv$/);

    await tabs.getByRole("link", { name: words["bundles.title"] }).click();
    await page.getByRole("combobox").selectOption("damascus");
    const main = page.getByRole("main");
    await main.getByRole("button", { name: words["bundles.write"] }).click();
    const dialog = page.getByRole("dialog");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: words["bundles.write"] }).click(),
    ]);
    assert.equal(file.suggestedFilename(), "bundle-for-damascus.tansiq");
    assert.ok((await stat(await file.path())).size > 100);
    await page.getByRole("row", { name: "liaison" }).first().waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await tabs.getByRole("link", { name: words["consents.title"] }).click();
    await page.getByText(words["consents.byUsHint"]).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    assert.deepEqual(faults, []);
    await context.close();
  });

  test("an admin writes a card, and adds the one that came only after comparing its fingerprint", async () => {
    const words = said.en;
    const save = async (at: string, partner: string) => {
      const { page, context } = await signIn(shown, { at, role: "admin", lang: "en" });
      await page.goto("/#/partners");
      await page.getByLabel(words["card.for"]).fill(partner);
      await page.getByRole("button", { name: words["card.write"] }).click();
      const dialog = page.getByRole("dialog");
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        dialog.getByRole("button", { name: words["card.write"] }).click(),
      ]);
      await dialog.waitFor({ state: "detached" });
      const kid = await page.locator("form code").innerText();
      const card = await readFile(await file.path(), "utf8");
      assert.deepEqual(await faultsOf(page), []);
      await context.close();
      return { card, kid };
    };
    const { card, kid } = await save("damascus", "baghdad");
    const { page, context, faults } = await signIn(shown, {
      ...{ at: "baghdad", role: "admin", lang: "en" },
    } as const);
    await page.goto("/#/partners");
    await page.getByLabel(words["card.paste"]).fill(card);
    await page.getByRole("button", { name: words["card.open"] }).click();
    await page.getByText(kid).waitFor();
    const trust = page.getByRole("button", { name: words["card.trust"] });
    assert.equal(await trust.isDisabled(), true);
    await page.getByLabel(words["card.compared"]).check();
    assert.deepEqual(await faultsOf(page), []);
    await trust.click();
    await page.getByText("Damascus was added").first().waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  });

  test("a liaison officer asks Damascus on the record's page for its consent, and Damascus refuses on its own", async () => {
    const words = said.ar;
    const id = await controlledRecord(shown.demo);
    const baghdad = await signIn(shown, { at: "baghdad", role: "liaison", lang: "ar" });
    await baghdad.page.goto(`/#/record/${id}`);
    const washington = baghdad.page.locator(".release li", { hasText: "واشنطن" }).first();
    const ask = washington.getByRole("button", { name: words["consents.ask"] });
    await ask.click();
    const dialog = baghdad.page.getByRole("dialog");
    await dialog.getByLabel(words["consents.askReason"]).fill("طائرات استطلاعهم فوق المعبر");
    assert.deepEqual(await faultsOf(baghdad.page), []);
    await dialog.getByRole("button", { name: words["consents.askNow"] }).click();
    const standing = baghdad.page.locator(".release article");
    await standing.getByText(words["consentState.asked"]).waitFor();
    assert.equal(await ask.count(), 0, "it waits for the answer");
    assert.deepEqual(await faultsOf(baghdad.page), []);

    const damascus = await signIn(shown, { at: "damascus", role: "liaison", lang: "ar" });
    await damascus.page.goto(`/#/record/${id}`);
    await damascus.page.getByRole("button", { name: words["consents.refuse"] }).click();
    const refusal = damascus.page.getByRole("dialog");
    await refusal.getByRole("textbox").fill("ليس الآن");
    await refusal.getByRole("button", { name: words["consents.refuse"] }).click();
    await standing.getByText(words["consentState.refused"]).first().waitFor();
    await standing.getByText("ليس الآن").waitFor();
    for (const { context, faults } of [baghdad, damascus]) {
      assert.deepEqual(faults, []);
      await context.close();
    }
  });
}

/** A report of Damascus that Baghdad has and passes on only with its consent. */
async function controlledRecord(demo: Shown["demo"]): Promise<string> {
  const call = async (at: string, path: string, token?: string, body?: object) => {
    const answer = await fetch(`${demo.url(at)}${path}`, {
      headers: {
        ...(body && { "content-type": "application/json" }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    });
    return { ok: answer.ok, body: (await answer.json()) as Record<string, unknown> };
  };
  const tokenAt = async (at: string) => {
    const password = demo.password(at, "liaison");
    return (await call(at, "/api/session", undefined, { name: "liaison", password })).body["token"];
  };
  const [there, here] = [await tokenAt("damascus"), await tokenAt("baghdad")] as string[];
  const draft = {
    ...{ kind: "incident", lang: "ar", name: { ar: "قافلة إغاثة تعبر عند البوكمال" } },
    ...{ classification: "restricted", topics: ["border"], originatorControl: true },
    ...{ at: "2015-03-11T06:00:00Z", position: [40.9, 34.45] },
  };
  const { body } = await call("damascus", "/api/reports", there, draft);
  const { id } = body["record"] as { id: string };
  for (const end = performance.now() + patienceMs; performance.now() < end; await pause(100))
    if ((await call("baghdad", `/api/records/${id}`, here)).ok) return id;
  throw new Error("the record did not come to Baghdad");
}
