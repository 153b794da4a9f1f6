import assert from "node:assert/strict";
import { test } from "node:test";
import { said, type Shown, signIn } from "./browser.ts";

const words = said.ar;

/** Joint tasks by keyboard over the board, and a clash seen on both sides over map and time. */
export function taskTests(shown: Shown): void {
  test("a clash is seen where and when it is, with both sides beside each other", async () => {
    const liaison = { at: "baghdad", role: "liaison", lang: "ar" } as const;
    const { page, context, faults } = await signIn(shown, liaison);
    await page.goto("/#/tasks");
    const column = page.getByRole("region", { name: words["tasks.column.committed"] });
    const cards = column.getByRole("link");
    await cards.nth(1).waitFor();
    await cards.first().focus();
    await page.keyboard.press("ArrowDown");
    assert.ok(await cards.nth(1).evaluate((card) => card.matches(":focus")));
    await page.getByLabel(words["tasks.mine"]).check();
    await cards.nth(1).waitFor({ state: "detached" });
    assert.match(await cards.first().innerText(), /القطاع الشرقي/);
    await page.getByLabel(words["tasks.mine"]).uncheck();

    await page.getByRole("link", { name: words["tasks.mapAndTime"] }).click();
    await page.locator(".pane canvas").waitFor();
    const bars = page.getByRole("region", { name: words["tasks.timeChart"] });
    const times = await bars.locator(".tick").evaluateAll((all) => {
      const { left, right } = all[0]!.closest("section")!.getBoundingClientRect();
      return all.map((tick) => {
        const box = tick.getBoundingClientRect();
        return { right: box.right, whole: box.left >= left && box.right <= right };
      });
    });
    assert.ok(times.length > 1);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b.right - a.right),
      "time goes from the right to the left in Arabic",
    );
    assert.ok(
      times.every(({ whole }) => whole),
      "no time is cut at the edge",
    );
    const crossing = bars.getByRole("button", { name: words["clash.shared-use"] });
    await crossing.first().click();
    assert.deepEqual(
      await crossing.evaluateAll((all) => all.map((one) => one.getAttribute("aria-pressed"))),
      ["true", "true"],
    );
    const sides = page.getByRole("complementary", { name: words["tasks.chosen"] });
    for (const side of ["القطاع الشرقي", "القطاع الغربي"]) await sides.getByText(side).waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  });
}
