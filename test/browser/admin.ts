import assert from "node:assert/strict";
import { test } from "node:test";
import { identityId, partnerIdentity } from "../../src/domain/partner-identity.ts";
import { newKeyPair, signerFrom, signObject } from "../../src/proof/signature.ts";
import { faultsOf } from "./accessibility.ts";
import { deliver } from "./deliver.ts";
import { openContext, said, type Shown, signIn, signInAs } from "./browser.ts";

/** Who may sign in at a node, and how an admin says so. */
export function adminTests(shown: Shown): void {
  test("an admin adds a person, who then signs in and is signed out once that is taken back", async () => {
    const words = said.ar;
    const admin = { at: "baghdad", role: "admin", lang: "ar" } as const;
    const { page, context, faults } = await signIn(shown, admin);
    await page.getByRole("navigation").getByRole("link", { name: words["nav.admin"] }).click();
    const form = page.locator("form", { hasText: words["people.addHint"] });
    await form.getByLabel(words["signin.name"]).fill("نورا");
    await form.getByLabel(words["people.clearance"]).selectOption("restricted");
    await form.getByLabel(words["caveat.source-sensitive"]).check();
    await form.getByText(words["caveats.another"]).click();
    await form.getByLabel(words["caveats.code"]).fill("NOFORN");
    assert.deepEqual(await faultsOf(page), []);
    await form.getByRole("button", { name: words["people.add"] }).click();
    const once = page.getByRole("dialog");
    const password = await once.locator("output").innerText();
    assert.deepEqual(await faultsOf(page), []);
    await once.getByRole("button", { name: words["people.kept"] }).click();

    const hers = await openContext(shown.browser, shown.demo.url("baghdad"), "ar");
    const nora = await signInAs(hers, "ar", { name: "نورا", password });
    assert.equal(
      await nora.getByRole("link", { name: words["nav.admin"], exact: true }).count(),
      0,
    );

    const row = page.getByRole("row", { name: /نورا/ });
    const caveats = ["NOFORN", words["caveat.source-sensitive"]].join(words["app.listSeparator"]);
    await row.getByText(caveats).waitFor();
    await row.getByRole("button", { name: words["people.change"], exact: true }).click();
    const change = page.getByRole("dialog");
    await change.getByLabel(words["people.mayNot"]).check();
    await change.getByRole("button", { name: words["people.change"], exact: true }).click();
    await row.getByText(words["people.disabled"]).waitFor();
    // The focus is back where the dialog was opened.
    await row.locator("button:focus", { hasText: words["people.change"] }).waitFor();
    await nora.reload();
    await nora.getByLabel(words["signin.password"]).waitFor();
    assert.deepEqual(faults, []);
    await hers.context.close();
    await context.close();
  });

  test("an admin signs her out, finds her in the log of reads, has that checked, and sees what the node lacks", async () => {
    const words = said.en;
    const admin = { at: "baghdad", role: "admin", lang: "en" } as const;
    const { page, context, faults } = await signIn(shown, admin);
    await page.goto("/#/admin/people");
    const row = page.getByRole("row", { name: /نورا/ });
    await row.getByRole("button", { name: words["people.end"], exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: words["people.end"] }).click();
    await page.getByText(words["people.ended"].replace("{name}", "نورا")).waitFor();
    await page.goto("/#/admin/reads");
    const added = words["reads.fact.act.add"].split("{name}")[0]!;
    const entry = page.getByRole("row", { name: `${added}نورا` });
    await entry.getByText(words["reads.how.administered"]).waitFor();
    await page.getByRole("button", { name: words["reads.verifyStart"] }).click();
    assert.match(await page.locator("output").innerText(), /^[0-9a-f]{64}$/);
    await page.getByRole("link", { name: words["admin.node"], exact: true }).click();
    await page.getByRole("heading", { name: words["health.warn.backup-unknown"] }).waitFor();
    await page.getByText("tansiq backup --data").first().waitFor();
    await page.getByRole("button", { name: words["health.backupNow"] }).click();
    await page.getByText(/backups\/baghdad-.*\.sqlite/).waitFor();
    await page
      .getByRole("heading", { name: words["health.warn.backup-unknown"] })
      .waitFor({ state: "detached" });
    assert.deepEqual(faults, []);
    await context.close();
  });

  test("an admin accepts whom a lead introduces once the key was compared, and drops it again", async () => {
    const words = said.ar;
    const admin = { at: "baghdad", role: "admin", lang: "ar" } as const;
    const { page, context, faults } = await signIn(shown, admin);
    await page.goto("/#/partners");
    await page.getByText(words["introduced.empty"]).waitFor();
    const { privatePem, publicKey } = newKeyPair();
    const name = { ar: "أربيل", en: "Erbil" };
    const party = { id: "erbil", name, identity: identityId("erbil"), keys: [publicKey] };
    const identity = partnerIdentity(party, Date.now());
    await deliver(shown.demo, signObject(identity, signerFrom(privatePem)).object);
    const waiting = page.getByRole("listitem").filter({ hasText: publicKey.kid });
    await waiting.getByText(words["introduced.state.waiting"]).waitFor();
    await waiting.getByRole("button", { name: words["introduced.accept"] }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(publicKey.kid).waitFor();
    await dialog.getByRole("checkbox").check();
    assert.deepEqual(await faultsOf(page), []);
    await dialog.getByRole("button", { name: words["introduced.accept"] }).click();
    await waiting.getByText(words["introduced.state.known"]).waitFor();
    await page.getByRole("row", { name: name.ar }).getByText(words["link.none"]).waitFor();
    await waiting.getByRole("button", { name: words["introduced.drop"] }).click();
    await dialog.getByRole("button", { name: words["introduced.drop"] }).click();
    await page.getByText(words["introduced.empty"]).waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  });
}
