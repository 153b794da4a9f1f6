import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { said, type Shown, signIn } from "./browser.ts";

/** The picture over time, as a watch officer moves through it. */
export function pictureTests(shown: Shown): void {
  // At Damascus: what it knows of Kobani was not released to Baghdad.
  test("Kobani goes from contested to held on 26 January 2015; the list follows", async () => {
    const watch = { at: "damascus", role: "watch", lang: "en" } as const;
    const { page, context, faults } = await signIn(shown, watch);
    // The map's middle lies on the town.
    await page.goto("/?t=2015-01-25T00:00:00Z&days=7&map=38.3540,36.8910,9#/");
    const map = page.getByRole("region", { name: said.en["map.label"] });
    const card = page.getByRole("dialog", { name: "Kobani" });
    for (let tries = 0; tries < 40 && !(await card.isVisible()); tries++) {
      const { width, height } = (await map.boundingBox())!;
      await map.click({ position: { x: width / 2, y: height / 2 } });
      await page.waitForTimeout(100);
    }
    await card.getByText(/^Contested by/).waitFor();
    const item = page.locator("a.item", { hasText: /^(?=.*Kobani)/ });
    assert.equal(await item.count(), 0);

    const time = page.getByRole("slider", { name: said.en["time.shown"] });
    await time.press("ArrowRight");
    await card.getByText("Held by People's Protection Units (YPG)").waitFor();
    await card.getByText("26JAN15").waitFor();
    await item.first().waitFor();
    await page.waitForURL(/t=2015-01-26T00:00:00Z/);

    // Nobody had written it down yet on that morning.
    await page.getByText(said.en["time.known"], { exact: true }).click();
    await card.getByText(/^Contested by/).waitFor();
    assert.equal(await item.count(), 0);

    // An address that leads nowhere is not answered with the picture alone.
    await page.goto("/#/nonsense");
    await page
      .getByText(said.en["nav.unknown"].replace("{view}", said.en["nav.picture"]))
      .waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  });

  test("time plays; a saved view, an own file, a table taken out and written down, a lock", async () => {
    const liaison = { at: "baghdad", role: "liaison", lang: "ar" } as const;
    const { page, context, faults, strays } = await signIn(shown, liaison);
    const words = said.ar;
    const count = page.locator(".count b");
    const all = await count.innerText();
    // Another button than the main one moves nothing.
    const track = (await page.getByRole("slider", { name: words["time.shown"] }).boundingBox())!;
    await page.mouse.click(track.x + track.width / 2, track.y + 10, { button: "right" });
    assert.equal(await page.getByText(words["list.atTime"]).count(), 0);
    // A button that goes away hands the keyboard on to the line.
    const focused = () => page.evaluate("document.activeElement?.getAttribute('role')");
    await page.getByRole("button", { name: words["time.zoomIn"] }).click();
    await page.getByRole("button", { name: words["time.earlier"].split("{")[0]! }).click();
    assert.equal(await focused(), "slider");
    await page.getByRole("button", { name: words["time.usual"] }).click();
    assert.equal(await focused(), "slider");
    assert.equal(await page.getByRole("button", { name: words["time.usual"] }).count(), 0);
    await page.getByRole("button", { name: words["time.play"] }).click();
    await page.getByRole("button", { name: words["time.pause"] }).click();
    await page.getByText(words["list.atTime"]).waitFor();
    assert.notEqual(await count.innerText(), all);

    await page.getByRole("button", { name: words["list.filters"] }).click();
    await page.getByRole("combobox", { name: words["list.partner"] }).selectOption("damascus");
    await page.getByRole("slider", { name: words["time.shown"] }).press("Escape");
    const narrowed = await count.innerText();
    assert.notEqual(narrowed, all);
    await page.getByLabel(words["views.name"]).fill("من دمشق");
    await page.getByRole("button", { name: words["views.save"] }).click();
    await page.getByRole("button", { name: words["list.clear"] }).click();
    assert.equal(await count.innerText(), all);
    await page.getByRole("button", { name: "من دمشق", exact: true }).click();
    assert.equal(await count.innerText(), narrowed);
    await page.waitForURL(/partner=damascus/);
    // Whatever the page asks for carries nothing with it.
    const sent: string[] = [];
    page.on("request", (request) => {
      if (request.method() !== "GET") sent.push(request.url());
    });
    await page.getByLabel(words["map.tools"]).click();
    const file = page.locator("input[type=file]");
    await file.setInputFiles({ name: "own.kml", mimeType: "text/xml", buffer: Buffer.from(kml) });
    await page.getByText("own.kml").waitFor();
    await file.setInputFiles({ name: "no.txt", mimeType: "text/plain", buffer: Buffer.from("x") });
    await page.getByText(words["map.overlayFault.type"].replace("{name}", "no.txt")).waitFor();
    assert.deepEqual(sent, []);

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: words["out.csv"] }).click(),
    ]);
    const table = await readFile((await download.path())!, "utf8");
    const [, id = ""] = /\r\n(incident--[0-9a-f-]{36}),/.exec(table) ?? [];
    assert.match(table, /restricted|unclassified/);
    const reads = await page.evaluate(
      async (record) => (await fetch(`/api/records/${record}/reads`)).text(),
      id,
    );
    assert.match(reads, /"how":"exported"/);
    await page.evaluate("HTMLCanvasElement.prototype.toDataURL = () => { throw new Error(); }");
    await page.getByRole("button", { name: words["out.print"] }).click();
    await page.getByText(words["print.failed"]).waitFor();

    await page.getByLabel(words["prefs.title"]).click();
    await Promise.all([
      page.waitForResponse(
        (answer) => answer.request().method() === "DELETE" && answer.url().endsWith("/api/session"),
      ),
      page.getByRole("button", { name: words["lock.now"] }).click(),
    ]);
    await page.getByLabel(words["signin.password"]).fill(shown.demo.password("baghdad", "liaison"));
    assert.equal(await page.locator("a.item").first().isVisible(), false);
    const session = await page.evaluate(async () => (await fetch("/api/session")).status);
    assert.equal(session, 401);
    await page.getByRole("button", { name: words["lock.unlock"] }).click();
    await page.locator("a.item").first().waitFor();
    assert.equal(await count.innerText(), narrowed);
    assert.deepEqual(
      faults.filter((fault) => !fault.includes("401")),
      [],
    );
    assert.deepEqual(strays, []);
    await context.close();
  });
}

const kml = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>Way</name>
<LineString><coordinates>42,34 43,35</coordinates></LineString></Placemark></kml>`;
