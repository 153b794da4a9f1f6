import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { fill } from "../../web/src/text/fill.ts";
import { faultsOf } from "./accessibility.ts";
import { said, type Shown, signIn } from "./browser.ts";
import type { Demonstration } from "./demonstration.ts";
import { report } from "./report-form.ts";

const words = said.ar;
/** The agreement that Baghdad proposed to Damascus. */
const border = "agreement--b3d94c70-15e2-4f6a-8e0d-71c2a6f8d925";
/** The coalition's, which Washington leads. */
const charter = "agreement--6f0c2b1e-8a53-4d7e-9c41-2b7d5e90a314";
const stopped = "بيان عن حركة الشاحنات";
const gone = "حركة شاحنات عند المعبر";

/** From a new version on the page of Baghdad's liaison officer to what Damascus gets no more. */
export function agreementTests(shown: Shown, pages: () => { baghdad: Page; damascus: Page }): void {
  test("a liaison officer writes, previews and signs a tightening, and the next record stops", async () => {
    const liaison = { at: "baghdad", role: "liaison", lang: "ar" } as const;
    const { page, context } = await signIn(shown, liaison);
    await page.goto(`/#/agreements/${border}`);
    await page.getByRole("link", { name: words["agreements.newVersion"] }).click();
    const clause = page.locator("li.card", { hasText: "g1" }).first();
    const edit = clause.getByRole("button", {
      name: fill(words["editor.editClause"], { clause: "g1" }),
    });
    const statements = clause.getByRole("checkbox", { name: words["topic.statement"] });
    await edit.click();
    await statements.uncheck();
    // What was written outlives a reload.
    await page.reload();
    await edit.click();
    assert.equal(await statements.isChecked(), false);
    await page.getByText(words["agreements.previewStops"]).first().waitFor();
    // What it would hold is said as it is chosen.
    const hold = clause.getByLabel(words["editor.hold"]);
    await hold.selectOption("second-person");
    await page.getByText(words["holds.second"]).waitFor();
    await hold.selectOption("none");
    await page.getByText(words["holds.second"]).waitFor({ state: "detached" });
    await page.getByRole("button", { name: words["editor.propose"], exact: true }).click();

    await page.getByRole("button", { name: words["agreements.sign"], exact: true }).click();
    await page.getByText(words["agreements.previewStops"]).first().waitFor();
    const sure = page.getByRole("dialog");
    await sure.getByRole("button", { name: words["agreements.sign"] }).click();
    await sure.waitFor({ state: "detached" });
    // The other grants go on while Damascus has not signed; this one begins again, and narrower, once it has.
    const waits = page.getByText(words["renewal.title"]);
    await waits.waitFor();
    await signAt(shown.demo, "damascus");
    await waits.waitFor({ state: "detached" });
    const standing = page.locator("li.card", { hasText: "g1" }).first();
    await standing.getByText(words["agreements.applies"]).waitFor();
    await page.getByText(words["history.title"]).click();
    await page.getByText(words["history.changed"]).waitFor();
    assert.deepEqual(await faultsOf(page), []);

    const { baghdad, damascus } = pages();
    const statement = { title: stopped, place: "حديثة", topic: "statement" } as const;
    assert.deepEqual(await report(baghdad, "ar", statement), ["واشنطن"]);
    const lorries = { title: gone, place: "حديثة", topic: "border" } as const;
    assert.deepEqual(await report(baghdad, "ar", lorries), ["دمشق", "واشنطن"]);
    await damascus.goto("/#/");
    await damascus.locator("a.item", { hasText: gone }).waitFor();
    // It was written first, so it would stand there by now.
    assert.equal(await damascus.locator("a.item", { hasText: stopped }).count(), 0);

    await page.goto("/#/agreements/matrix");
    const row = page.getByRole("row", { name: words["topic.statement"] });
    await row.getByRole("button", { name: words["matrix.nothing"] }).click();
    assert.deepEqual(await faultsOf(page), []);
    await context.close();
  });

  test("a member leaves its coalition, reads it in the history, and comes back", async () => {
    const liaison = { at: "baghdad", role: "liaison", lang: "ar" } as const;
    const { page, context } = await signIn(shown, liaison);
    await page.goto(`/#/agreements/${charter}`);
    const sure = page.getByRole("dialog");
    const leave = page.getByRole("button", { name: words["agreements.leave"], exact: true });
    await leave.click();
    await sure.getByText(words["agreements.previewLeave"]).waitFor();
    await sure.getByText(words["agreements.previewStops"]).first().waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await sure.getByRole("textbox").fill("مراجعة المشاركة");
    await sure.getByRole("button", { name: words["agreements.leave"] }).click();
    await sure.waitFor({ state: "detached" });
    const chip = (state: "in-force" | "ended") =>
      page.locator("article header .chip", { hasText: words[`agreement.${state}`] });
    await chip("ended").waitFor();
    assert.equal(await leave.count(), 0);
    await page.getByText(words["history.title"]).click();
    await page.getByText(fill(words["said.leave"], { by: "بغداد" })).waitFor();

    await page.getByRole("button", { name: words["agreements.sign"], exact: true }).click();
    await sure.getByRole("button", { name: words["agreements.sign"] }).click();
    await chip("in-force").waitFor();
    await context.close();
  });
}

/** The signature of another partner's liaison officer on the latest version, once it has come there. */
async function signAt(demo: Demonstration, at: string): Promise<void> {
  const call = async (path: string, body?: object, token?: string) => {
    const answer = await fetch(`${demo.url(at)}/api${path}`, {
      method: body ? "POST" : "GET",
      headers: {
        ...(body && { "content-type": "application/json" }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    assert.ok(answer.ok, `${path}: ${answer.status}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  const password = demo.password(at, "liaison");
  const { token } = await call("/session", { name: "liaison", password });
  const versions = async () => {
    const found = await call(`/agreements/${border}/versions`, undefined, token as string);
    return found["versions"] as unknown[];
  };
  while ((await versions()).length < 2) await pause(50);
  await call(`/agreements/${border}/signature`, { act: "sign" }, token as string);
}
