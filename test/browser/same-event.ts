import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { faultsOf } from "./accessibility.ts";
import { said } from "./browser.ts";
import { fillReport } from "./report-form.ts";

const words = said.ar;
const ours = "قصف سوق الرطبة بقذائف الهاون";
const theirs = "قذائف هاون على سوق الرطبة صباحاً";
const changed = "قصف سوق الرطبة الرئيسي بقذائف الهاون";
const why = "مركزنا هناك لم يسمع قصفاً";
const written = { place: "الرطبة", topic: "supply-route" } as const;

/** From Damascus's report to Baghdad's of the same event, on the pages of both. */
export function sameEventTests(pages: () => { baghdad: Page; damascus: Page }): void {
  test("who reports what another reported is asked whether it is the same event, and both show it as one", async () => {
    const { baghdad, damascus } = pages();
    await fillReport(damascus, "ar", { title: theirs, ...written });
    await damascus.getByRole("button", { name: words["report.save"] }).click();
    await damascus.getByRole("link", { name: words["report.audienceWhy"] }).click();
    await damascus.getByRole("heading", { name: theirs }).waitFor();
    await baghdad.goto("/#/");
    await baghdad.locator("a.item", { hasText: theirs }).waitFor();

    await fillReport(baghdad, "ar", { title: ours, ...written });
    const proposed = baghdad.locator(".report li", { hasText: theirs });
    await proposed.getByText(words["alike.samePlace"]).waitFor();
    await proposed.getByRole("checkbox", { name: words["alike.same"] }).check();
    await baghdad.getByRole("button", { name: words["report.save"] }).click();
    await baghdad.getByRole("link", { name: words["report.audienceWhy"] }).click();

    // The link came to Damascus with the record: its open page shows both by itself.
    for (const page of [baghdad, damascus]) {
      const event = page.getByRole("region", { name: /مصدران/ });
      await event.getByText(ours, { exact: true }).waitFor();
      await event.getByText(theirs, { exact: true }).waitFor();
    }
    assert.equal(await damascus.getByRole("button", { name: words["event.unlink"] }).count(), 0);

    // Baghdad reads why Damascus disagrees as it is said, and beside each other what both say.
    await damascus.locator("a", { hasText: ours }).last().click();
    await damascus.getByRole("button", { name: words["said.say"] }).click();
    await damascus.getByLabel(words["said.howFar"]).selectOption("disagree");
    await damascus.getByLabel(words["said.why"]).fill(why);
    await damascus.getByRole("button", { name: words["said.save"] }).click();
    await baghdad.getByText(why).waitFor();
    await baghdad.locator("a.item", { hasText: ours }).getByText("مصدران").waitFor();
    assert.equal(await baghdad.locator("a.item", { hasText: theirs }).count(), 0);
    await baghdad.getByRole("button", { name: words["compare.open"] }).click();
    const beside = baghdad.getByRole("dialog");
    await beside
      .getByRole("row", { name: words["detail.place"] })
      .getByText(words["compare.agree"])
      .waitFor();
    await beside.getByText(why).waitFor();
    assert.deepEqual(await faultsOf(baghdad), []);
    await baghdad.keyboard.press("Escape");

    await baghdad.getByRole("button", { name: words["event.unlink"] }).click();
    const sure = baghdad.getByRole("dialog");
    await sure.getByRole("button", { name: words["event.unlink"] }).click();
    await damascus.getByRole("region", { name: /مصدران/ }).waitFor({ state: "detached" });
  });

  test("a new version of an own report is read as what changes and who loses it before it goes", async () => {
    const { baghdad, damascus } = pages();
    await baghdad.getByRole("link", { name: words["edit.button"] }).click();
    await baghdad.getByLabel(words["report.name"], { exact: true }).fill(changed);
    await baghdad.getByRole("checkbox", { name: words["topic.force-position"] }).check();
    await baghdad.getByRole("checkbox", { name: words["topic.supply-route"] }).uncheck();
    await baghdad.getByRole("button", { name: words["edit.review"] }).click();
    await baghdad.locator("ins", { hasText: "الرئيسي" }).waitFor();
    await baghdad.locator("del", { hasText: words["topic.supply-route"] }).waitFor();
    const lose = baghdad.locator("section", { hasText: words["edit.lose"] });
    await lose.locator(".chip", { hasText: "دمشق" }).waitFor();
    assert.deepEqual(await faultsOf(baghdad), []);
    await baghdad.getByRole("button", { name: words["edit.save"] }).click();
    await baghdad.getByRole("link", { name: words["report.audienceWhy"] }).click();
    await damascus.locator("a.item", { hasText: ours }).waitFor({ state: "detached" });
    // Each version stands there with what changed with it.
    await baghdad.getByText(words["edit.whatChanged"]).click();
    await baghdad.locator("article ins", { hasText: "الرئيسي" }).waitFor();
  });
}
