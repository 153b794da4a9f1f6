import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { catalogue } from "../../src/error-catalogue.ts";
import { mapColours } from "../../web/src/map/map-colours.ts";
import { partnerColours } from "../../web/src/map/partner-colours.ts";
import { openContext, said, type Shown, signIn } from "./browser.ts";
import { coloursOf } from "./colours.ts";

const languages = ["ar", "en"] as const;
const washington = { ar: "واشنطن", en: "Washington" } as const;
const direction = { ar: "rtl", en: "ltr" } as const;

/** The page in both languages. */
export function languageTests(shown: Shown): void {
  test("a wrong password is refused in the language of the page", async () => {
    for (const lang of languages) {
      const { context } = await openContext(shown.browser, shown.demo.url("baghdad"), lang);
      const page = await context.newPage();
      await page.goto("/");
      await page.getByLabel(said[lang]["signin.name"], { exact: true }).fill("watch");
      await page.getByLabel(said[lang]["signin.password"]).fill("not the password");
      await page.getByRole("button", { name: said[lang]["signin.submit"] }).click();
      await page.getByRole("alert").getByText(catalogue["sign-in-failed"][lang]).waitFor();
      assert.equal(await page.locator("html").getAttribute("dir"), direction[lang]);
      await context.close();
    }
  });

  test("map, list and standing marks are there; nothing fails and nothing comes from elsewhere", async () => {
    for (const lang of languages) {
      const watch = { at: "baghdad", role: "watch", lang } as const;
      const { page, context, faults, strays } = await signIn(shown, watch);
      const strip = page.getByRole("complementary", { name: said[lang]["node.standing"] });
      for (const mark of ["node.demonstration", "node.partnersMayHoldMore"] as const)
        assert.equal(await strip.getByText(said[lang][mark], { exact: true }).isVisible(), true);
      const canvas = page.getByRole("region", { name: said[lang]["map.label"] });
      // Baghdad sees records of all three partners; each has its colour on the map.
      await page
        .getByRole("list", { name: said[lang]["map.legend"] })
        .getByText(washington[lang])
        .waitFor();
      await coloursOf(canvas, [
        mapColours.day.land,
        mapColours.day.water,
        ...partnerColours.slice(0, 3),
      ]);
      assert.deepEqual(faults, []);
      assert.deepEqual(strays, []);
      await context.close();
    }
  });

  test("switching the language turns the page and keeps what is open, where the map is, and every number", async () => {
    const watch = { at: "baghdad", role: "watch", lang: "ar" } as const;
    const { page, context } = await signIn(shown, watch);
    await page.goto("/?kind=incident&t=2015-06-20T00:00:00Z&clock=known#/");
    await page.locator("a.item").nth(3).click();
    await page.getByRole("button", { name: said.ar["detail.showOnMap"] }).click();
    await page.getByRole("button", { name: said.ar["map.zoomIn"] }).click();
    await page.waitForURL(/&map=.*,8\.00/);
    const arabic = await state(page, "ar");

    await page.getByRole("button", { name: said.ar["app.otherLanguageLong"] }).click();
    await page.getByRole("heading", { name: said.en["release.title"] }).waitFor();
    const english = await state(page, "en");

    assert.equal(arabic.dir, "rtl");
    assert.equal(english.dir, "ltr");
    assert.match(arabic.coordinates, /^\d+\.\d{4}° N, \d+\.\d{4}° E$/);
    assert.match(arabic.name, /\p{Script=Arabic}/u);
    assert.doesNotMatch(english.name, /\p{Script=Arabic}/u);
    const { dir: _, name: __, ...kept } = arabic;
    const { dir: ___, name: ____, ...keptInEnglish } = english;
    assert.deepEqual(keptInEnglish, kept);
    await context.close();
  });
}

/** What a switch of language must keep, and two things that it must not. */
async function state(page: Page, lang: "ar" | "en") {
  const coordinates = page.getByText(/° [NS], .*° [EW]$/);
  const current = page.locator("a.item[aria-current]");
  const { search, hash } = new URL(page.url());
  const time = page.getByRole("slider", { name: said[lang]["time.shown"] });
  return {
    dir: await page.locator("html").getAttribute("dir"),
    name: (await page.locator("article h2").innerText()).trim(),
    // Time, clock, and where the map is; the record that is open.
    address: search + hash,
    time: await time.getAttribute("aria-valuenow"),
    coordinates: await coordinates.innerText(),
    current: await current.getAttribute("href"),
  };
}
