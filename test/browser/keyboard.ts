import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { faultsOf } from "./accessibility.ts";
import { said, type Shown, signIn } from "./browser.ts";

/** Presses a key until the thing that has the focus is called that; gives how often. */
async function pressUntil(page: Page, key: string, name: string): Promise<number> {
  const focused = `document.activeElement?.labels?.[0]?.innerText ?? document.activeElement?.innerText`;
  for (let times = 0; times < 40; times++) {
    if (((await page.evaluate(focused)) as string)?.includes(name)) return times;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never leads to ${name}`);
}

/** No hand leaves the keyboard. */
export function keyboardTests(shown: Shown): void {
  test("a simple report is written and saved by keyboard alone, in some forty presses beside its words", async () => {
    const words = said.ar;
    const watch = { at: "baghdad", role: "watch", lang: "ar" } as const;
    const { page, context, faults } = await signIn(shown, watch);
    const title = "جسر مقطوع قرب حديثة";
    let presses = 1;
    await page.keyboard.press("KeyN");
    await page
      .getByLabel(words["report.name"], { exact: true })
      .and(page.locator(":focus"))
      .waitFor();
    await page.keyboard.insertText(title);
    presses += await pressUntil(page, "Tab", words["report.placeSearch"]);
    await page.keyboard.insertText("حديثة");
    await page.getByRole("option", { name: "حديثة" }).first().waitFor();
    for (const key of ["ArrowDown", "Enter"]) await page.keyboard.press(key);
    presses += 2 + (await pressUntil(page, "Tab", words["topic.supply-route"]));
    for (const key of ["Space", "Enter"]) await page.keyboard.press(key);
    presses += 2;
    await page.locator("a.item", { hasText: title }).waitFor();
    assert.ok(presses <= 45, `${presses} presses`);

    // Written letters are letters, and the keys can be switched off.
    await page.keyboard.press("Slash");
    await page.getByRole("searchbox").and(page.locator(":focus")).waitFor();
    await page.keyboard.press("KeyN");
    assert.equal(await page.getByLabel(words["report.name"], { exact: true }).count(), 0);
    await page.keyboard.press("Escape");
    await page.goto("/#/help");
    await page.getByRole("checkbox", { name: words["help.keysOn"] }).press("Space");
    assert.deepEqual(await faultsOf(page), []);
    await page.locator("#content").press("KeyN");
    assert.ok(page.url().endsWith("#/help"));
    assert.deepEqual(faults, []);
    await context.close();
  });
}
