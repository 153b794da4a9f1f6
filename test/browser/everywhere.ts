import assert from "node:assert/strict";
import { test } from "node:test";
import { said, type Shown, signIn } from "./browser.ts";

/** What a person has wherever in the page: paper, and taking back a slip. */
export function everywhereTests(shown: Shown): void {
  for (const lang of ["ar", "en"] as const)
    test(`a record is printed with marking, grade, times, place and grid, ${lang}`, async () => {
      const words = said[lang];
      const { page, context, faults } = await signIn(shown, { at: "baghdad", role: "watch", lang });
      await page.goto("/?kind=incident#/");
      await page.locator("a.item").nth(3).click();
      await page.getByRole("heading", { name: words["release.title"] }).waitFor();
      // The browser's own window for it would wait for a person.
      await page.evaluate("window.print = () => undefined");
      await page.getByRole("button", { name: words["sheet.print"], exact: true }).click();
      await page.emulateMedia({ media: "print" });
      const sheet = page.locator(".sheet");
      const text = await sheet.innerText();
      assert.equal(await page.locator("#app").isVisible(), false);
      assert.match(text, /incident--[0-9a-f-]{36}/);
      assert.match(text, /\d+\.\d{4}° N, \d+\.\d{4}° E · MGRS \d\d[A-Z]/);
      assert.match(text, /[A-F][1-6] · /);
      assert.match(text, /\d{6}Z[A-Z]{3}\d\d/);
      assert.ok(text.includes(words["sheet.expires"]));
      assert.equal(await sheet.locator(".marking").count(), 2);
      await sheet.getByRole("img", { name: words["sheet.locator"] }).waitFor();
      assert.deepEqual(faults, []);
      await context.close();
    });

  test("a cleared filter and a closed report form come back; what is typed survives a reload, not the session", async () => {
    const words = said.en;
    const watch = { at: "baghdad", role: "watch", lang: "en" } as const;
    const { page, context } = await signIn(shown, watch);
    const count = page.locator(".count b");
    await page.getByRole("button", { name: words["list.filters"] }).click();
    await page.getByRole("combobox", { name: words["list.partner"] }).selectOption("damascus");
    const narrowed = await count.innerText();
    await page.getByRole("button", { name: words["list.clear"] }).click();
    assert.notEqual(await count.innerText(), narrowed);
    await page.keyboard.press("Control+z");
    assert.equal(await count.innerText(), narrowed);

    await page.getByRole("button", { name: words["nav.report"] }).click();
    const name = page.getByLabel(words["report.name"], { exact: true });
    await name.fill("Bridge closed");
    await page.getByLabel(words["report.sourceName"]).fill("Abu Karim");
    await page.reload();
    await name.waitFor();
    assert.equal(await name.inputValue(), "Bridge closed");
    // Who said it is kept at the node alone.
    assert.equal(
      await page.evaluate("JSON.stringify({ ...sessionStorage }).includes('Karim')"),
      false,
    );
    await page.locator(".report header").getByRole("button").click();
    await name.waitFor({ state: "detached" });
    await page.getByRole("button", { name: words["undo.undo"] }).press("Enter");
    await name.waitFor();
    assert.equal(await name.inputValue(), "Bridge closed");
    await page.getByRole("button", { name: words["signin.out"] }).click();
    await page.getByLabel(words["signin.password"]).waitFor();
    assert.equal(await page.evaluate("sessionStorage.length"), 0);
    await context.close();
  });
}
