import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { patienceMs, said, type Shown, signIn } from "./browser.ts";
import { report } from "./report-form.ts";

const words = said.ar;
const road = "انهيار جزئي في جسر حديثة";

/** What was loaded, while the node is not reached. */
export function offlineTests(shown: Shown): void {
  test("what was loaded is readable without the node, a recall and the end of the session take it away", async () => {
    const watch = { at: "damascus", role: "watch", lang: "ar" } as const;
    const { page, context, strays } = await signIn(shown, watch);
    const baghdad = await signIn(shown, { at: "baghdad", role: "liaison", lang: "ar" });
    await report(baghdad.page, "ar", { title: road, place: "حديثة", topic: "supply-route" });
    const item = page.locator("a.item", { hasText: road });
    const id = (await item.getAttribute("href"))!.replace("#/record/", "");
    await item.click();
    const heading = page.getByRole("heading", { name: road });
    await heading.waitFor();
    // The worker has come, and the page as it is now is what it keeps.
    await until(page, "navigator.serviceWorker.controller !== null");
    await page.reload();
    await heading.waitFor();
    await until(page, holding(road));

    await context.setOffline(true);
    await page.reload();
    await heading.waitFor();
    await item.waitFor();
    await page.getByRole("alert").getByText(words["link.kept"]).waitFor();
    await page.getByRole("link", { name: words["link.away"] }).first().waitFor();
    await page.getByRole("button", { name: words["map.zoomIn"] }).waitFor();
    // What is written is not lost, and not taken for saved.
    await page.getByRole("button", { name: words["nav.report"] }).click();
    await page.getByLabel(words["report.name"], { exact: true }).fill(road);
    await page.getByLabel(words["report.coordinates"]).fill("34.1, 42.4");
    await page.getByRole("button", { name: words["report.save"] }).click();
    // Who would get it cannot be asked either: that may say so as well.
    await page.locator("footer > .trouble").getByText(words["error.offline"]).last().waitFor();
    assert.equal(await page.getByLabel(words["report.name"], { exact: true }).inputValue(), road);

    await context.setOffline(false);
    await page.getByRole("alert").getByText(words["link.kept"]).waitFor({ state: "detached" });
    await page.goto(`/#/record/${id}`);
    await heading.waitFor();
    await until(page, holding(road));
    await baghdad.page.goto(`/#/record/${id}`);
    await baghdad.page.getByRole("button", { name: words["recall.button"] }).click();
    const dialog = baghdad.page.getByRole("dialog");
    await dialog.getByLabel(words["recall.reason"]).fill("خطأ في المكان");
    await dialog.getByRole("button", { name: words["recall.confirm"] }).click();
    await item.waitFor({ state: "detached" });
    await until(page, `${holding(road)}.then((held) => !held)`);

    assert.notEqual(await page.evaluate(answers), 0);
    await context.setOffline(true);
    await page.getByRole("button", { name: words["signin.out"] }).click();
    await page.getByLabel(words["signin.password"]).waitFor();
    await until(page, `${answers}.then((count) => count === 0)`);
    await page.reload();
    await page.getByLabel(words["signin.password"]).waitFor();
    assert.equal(await page.locator("a.item").count(), 0);
    // Back with the node, the session that was left is ended there too.
    await context.setOffline(false);
    await page.reload();
    await page.getByLabel(words["signin.password"]).waitFor();
    assert.equal(await page.evaluate("fetch('/api/session').then(({ status }) => status)"), 401);
    assert.deepEqual(strays, []);
    await Promise.all([context.close(), baghdad.context.close()]);
  });
}

/** How many answers the page's worker keeps. */
const answers =
  "caches.open('tansiq-answers').then((cache) => cache.keys()).then((keys) => keys.length)";

/** Whether one of them holds these letters. */
const holding = (letters: string) =>
  `caches.open('tansiq-answers').then(async (cache) => {
    for (const key of await cache.keys())
      if ((await (await cache.match(key))?.text())?.includes(${JSON.stringify(letters)})) return true;
    return false;
  })`;

/** The page's security policy lets nobody watch from inside: it is asked now and then. */
async function until(page: Page, condition: string): Promise<void> {
  for (const end = performance.now() + patienceMs; !(await page.evaluate(condition));) {
    assert.ok(performance.now() < end, `never came true: ${condition}`);
    await page.waitForTimeout(50);
  }
}
