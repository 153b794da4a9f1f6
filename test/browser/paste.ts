import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Lang } from "../../src/domain/bilingual.ts";
import { seedFile } from "../../src/intake/test/seed-file.ts";
import { faultsOf } from "./accessibility.ts";
import { said, type Shown, signIn } from "./browser.ts";

const texts = {
  ar: "قال محافظ الأنبار كريم العاني إن طريق الإمداد قُطع في ١١ آذار الماضي، ونُقل الجرحى إلى الرقة وحديثة.",
  en: "The governor of Anbar, Karim al-Ani, said the supply road was cut on 11 March 2015. The wounded went to Raqqa and Haditha.",
} as const;
const article = seedFile("article-ar.txt");

/** Pasting a text into the report form. */
export function pasteTests(shown: Shown): void {
  for (const lang of ["ar", "en"] as const) {
    test(`a text is pasted, what it names is confirmed by keyboard alone, and the record has it, ${lang}`, async () => {
      const words = said[lang];
      const { page, context, faults } = await signIn(shown, { at: "baghdad", role: "watch", lang });
      await openPaste(page, lang);
      await page.keyboard.insertText(texts[lang]);
      await page.getByLabel(words["paste.day"]).fill("2015-03-20");
      await page.getByLabel(words["paste.day"]).press("Enter");

      const marks = page.locator("dialog .text button");
      await marks.first().waitFor();
      assert.deepEqual(await faultsOf(page), []);
      // Nothing is confirmed by itself.
      assert.equal(await page.locator('dialog [aria-pressed="true"]').count(), 0);
      await confirm(page, "speaker", words["paste.asSpeaker"]);
      await confirm(page, "place", lang === "ar" ? "محافظة الأنبار" : "Anbar Governorate");
      await confirm(page, "date", lang === "ar" ? "11 آذار 2015" : "11 March 2015");
      await activate(page, words["paste.use"]);
      await page.keyboard.insertText(lang === "ar" ? "قطع طريق في الأنبار" : "Road cut in Anbar");
      await activate(page, words["report.save"]);

      await page.getByRole("link", { name: words["report.audienceWhy"] }).press("Enter");
      const record = page.locator("article");
      await record
        .getByText(lang === "ar" ? "محافظة الأنبار" : "Anbar Governorate")
        .first()
        .waitFor();
      await record.getByText("11MAR15").first().waitFor();
      await record
        .getByText(lang === "ar" ? "كريم العاني" : "Karim al-Ani")
        .first()
        .waitFor();
      // An area is pinned nowhere.
      assert.equal(await record.getByText(words["detail.coordinates"]).count(), 0);
      assert.deepEqual(faults, []);
      await context.close();
    });
  }

  test(
    "the article is pasted, and its places, dates and speakers are proposed",
    {
      skip: article === null && "the article is not here",
    },
    async () => {
      const { page, context } = await signIn(shown, { at: "baghdad", role: "watch", lang: "ar" });
      await openPaste(page, "ar");
      await page.keyboard.insertText(readFileSync(article!, "utf8"));
      await page.getByLabel(said.ar["paste.day"]).fill("2015-03-20");
      await page.getByLabel(said.ar["paste.day"]).press("Enter");
      for (const place of ["الأنبار", "صلاح الدين", "عين العرب", "دير الزور"])
        await page.locator("dialog .text button.place", { hasText: place }).first().waitFor();
      assert.ok((await page.locator("dialog .text button.speaker").count()) > 3);
      assert.ok((await page.locator("dialog .text button.date").count()) > 3);
      await context.close();
    },
  );
}

async function openPaste(page: Page, lang: Lang): Promise<void> {
  await page.getByRole("button", { name: said[lang]["nav.report"] }).press("Enter");
  await page.getByRole("button", { name: said[lang]["paste.open"] }).press("Enter");
  await page.locator("dialog textarea:focus").waitFor();
}

/** From the first mark of a kind to its candidates by Enter, on to the named one by Tab, and confirmed by the space bar. */
async function confirm(page: Page, kind: string, name: string): Promise<void> {
  await page.locator(`dialog .text button.${kind}`).first().press("Enter");
  const focused = page.locator("dialog .findings button:focus");
  await focused.waitFor();
  for (let step = 0; step < 4 && !(await focused.innerText()).includes(name); step++)
    await page.keyboard.press("Tab");
  assert.ok((await focused.innerText()).includes(name), await focused.innerText());
  await page.keyboard.press("Space");
  assert.equal(await focused.getAttribute("aria-pressed"), "true");
}

async function activate(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name }).press("Enter");
}
