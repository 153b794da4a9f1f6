import assert from "node:assert/strict";
import { test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { said, type Shown, signIn } from "./browser.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

async function assertAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  const faults = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  assert.deepEqual(faults, []);
}

const texts = {
  ar: { entry: "اتصلنا بنقطة الحدود في القائم", point: "ننتظر موعد فتح المعبر", query: "بالقايم" },
  en: {
    entry: "Called the border post at al-Qaim",
    point: "The crossing opens when?",
    query: "CALLED",
  },
} as const;

/** The watch: journal, handover, situation report, each as a person does it, in both languages. */
export function watchTests(shown: Shown): void {
  for (const lang of ["ar", "en"] as const) {
    const words = said[lang];
    const text = texts[lang];

    test(`a watch is kept, handed over and reported on, ${lang}`, async (t) => {
      const { page, context } = await signIn(shown, { at: "baghdad", role: "watch", lang });
      const part = (key: "watch.handover" | "watch.reports") =>
        page.getByRole("link", { name: words[key], exact: true }).click();

      await t.test("journal", async () => {
        await page.getByRole("link", { name: words["nav.watch"], exact: true }).click();
        await page.getByLabel(words["journal.text"], { exact: true }).fill(text.entry);
        await page.getByRole("button", { name: words["journal.write"], exact: true }).click();
        const entry = page.locator("ol > li", { hasText: text.entry });
        await entry.waitFor();
        await page.getByLabel(words["journal.search"]).fill(text.query);
        await page.locator("ol > li").nth(1).waitFor({ state: "detached" });
        assert.equal(await entry.count(), 1);
        await assertAccessible(page);
      });
      await t.test("handover", async () => {
        await part("watch.handover");
        await page.locator("summary", { hasText: words["handover.addPoint"] }).click();
        await page.getByLabel(words["handover.pointText"]).fill(text.point);
        await page.getByRole("button", { name: words["handover.addPoint"] }).click();
        await page.locator("ul > li", { hasText: text.point }).first().waitFor();
        await page.locator(".page select").selectOption("liaison");
        await page.getByRole("button", { name: words["handover.give"] }).click();
        await page.getByText(words["handover.given"]).first().waitFor();
        await assertAccessible(page);
        const other = await signIn(shown, { at: "baghdad", role: "liaison", lang });
        await other.page.goto("/#/watch/handover");
        await other.page.getByRole("button", { name: words["handover.take"] }).click();
        // The page of who handed over learns of it by itself.
        await page.getByText(words["handover.taken"], { exact: true }).first().waitFor();
        await other.context.close();
      });
      await t.test("situation report, on the page and as it is printed", async () => {
        await part("watch.reports");
        await page.getByLabel(words["situation.from"]).fill("2015-03-10T00:00");
        await page.getByLabel(words["situation.until"]).fill("2015-03-12T00:00");
        await page.locator(".page label", { hasText: words["class.restricted"] }).first().click();
        await assertAccessible(page);
        await page.getByRole("button", { name: words["situation.make"] }).click();
        const heading = page.getByLabel(words["situation.heading"]);
        await heading.first().waitFor();
        await page.getByLabel(words["situation.title"]).fill(text.entry);
        await page.getByRole("button", { name: words["situation.save"] }).click();
        await page.getByText(words["situation.version"].replace("{version}", "2")).waitFor();
        await assertAccessible(page);
        const [printed] = await Promise.all([
          context.waitForEvent("page"),
          page.getByRole("link", { name: words["situation.html"] }).click(),
        ]);
        await printed.getByRole("heading", { name: text.entry }).waitFor();
        await assertAccessible(printed);
      });
      await context.close();
    });
  }
}
