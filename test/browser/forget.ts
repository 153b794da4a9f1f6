import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page, Route } from "playwright-core";
import { eventually } from "../network/network.ts";
import { openContext, said, type Shown, signInAs } from "./browser.ts";

const words = said.en;

/**
 * Before the page begins: time limits pass ten times as fast, no worker comes between the page and the test, and it is noted in
 * which order sessions end and begin.
 */
const hastened = `
  const { timeout } = AbortSignal;
  AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms / 10);
  navigator.serviceWorker.register = () => new Promise(() => undefined);
  const { fetch } = window;
  window.order = [];
  window.fetch = (url, options = {}) => {
    const answer = fetch(url, options);
    if (!String(url).endsWith("/api/session")) return answer;
    if (options.method === "POST") order.push("signs in");
    if (options.method === "DELETE") answer.catch(() => order.push("ended"));
    return answer;
  };
`;

/** Whoever leaves the page to another person, without a reload, while the node is slow or silent. */
export function forgetTests(shown: Shown): void {
  const password = (role: "liaison" | "reader") => shown.demo.password("baghdad", role);

  async function enter(page: Page, role: "liaison" | "reader"): Promise<void> {
    await page.getByLabel(words["signin.name"], { exact: true }).fill(role);
    await page.getByLabel(words["signin.password"]).fill(password(role));
    await page.getByRole("button", { name: words["signin.submit"] }).click();
    await page.getByRole("button", { name: words["signin.out"] }).waitFor();
  }

  test("who signs in next sees nothing of who was there before, kept or on its way; a node that is silent keeps nobody out", async () => {
    const watched = await openContext(shown.browser, shown.demo.url("baghdad"), "en");
    const { context } = watched;
    await context.addInitScript(hastened);
    const person = { name: "liaison", password: password("liaison") };
    const page = await signInAs(watched, "en", person);
    await page.getByRole("button", { name: words["time.zoomIn"] }).click();
    await page.getByRole("button", { name: words["time.usual"] }).waitFor();
    await page.getByRole("button", { name: words["list.filters"] }).click();
    await page.getByRole("combobox", { name: words["list.partner"] }).selectOption("damascus");
    await page.waitForURL(/partner=damascus/);
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith("/api/agreements")),
      page.getByRole("link", { name: words["agreements.title"] }).click(),
    ]);
    const theirs = (await answer.json()) as { agreements: { form: { title: { en: string } } }[] };
    const titles = theirs.agreements.map(({ form }) => form.title.en);
    await page.getByText(titles[0]!).first().waitFor();

    // From now on the node answers nothing but who signs in.
    const held: Route[] = [];
    await page.route(/\/api\/(?!node|events)/, (route) => {
      if (route.request().method() === "POST") return route.continue();
      held.push(route);
      return undefined;
    });
    await page.getByRole("link", { name: words["nav.picture"] }).click();
    await page.getByRole("link", { name: words["agreements.title"] }).click();
    const asked = () => held.filter((route) => route.request().url().endsWith("/api/agreements"));
    await eventually(() => asked().length > 0);
    const late = asked();
    await page.getByRole("button", { name: words["signin.out"] }).click();
    assert.equal(new URL(page.url()).search, "");
    await enter(page, "reader");
    const order = () => page.evaluate("window.order");
    // What was before is that of the first who came.
    assert.deepEqual(await order(), ["signs in", "ended", "signs in"]);

    for (const route of late) await route.fulfill({ json: theirs });
    await eventually(() => asked().length > late.length);
    for (const round of ["at first", "on the picture"]) {
      const shownNow = await page.locator("body").innerText();
      assert.deepEqual(
        titles.filter((title) => shownNow.includes(title)),
        [],
        round,
      );
      await page.getByRole("link", { name: words["nav.picture"] }).click();
    }
    await page.getByRole("slider", { name: words["time.shown"] }).waitFor();
    assert.equal(await page.getByRole("button", { name: words["time.usual"] }).count(), 0);
    assert.equal(await page.locator("a.item").count(), 0);

    // A lock, with a full storage and the same silence.
    await page.evaluate("Storage.prototype.setItem = () => { throw new Error('full'); }");
    await page.getByLabel(words["prefs.title"]).click();
    await page.getByRole("button", { name: words["lock.now"] }).click();
    await page.getByLabel(words["signin.password"]).fill(password("reader"));
    await page.getByRole("button", { name: words["lock.unlock"] }).click();
    await page.getByRole("button", { name: words["signin.out"] }).waitFor();
    assert.deepEqual(await order(), ["signs in", "ended", "signs in", "ended", "signs in"]);
    await context.close();
  });
}
