// Makes docs/screens/*.png from a demonstration of its own:
// `node scripts/with-set-up.mjs test/browser/screens.ts`
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import type { Lang } from "../../src/domain/bilingual.ts";
import { launch, said, signIn } from "./browser.ts";
import { startDemonstration } from "./demonstration.ts";

const folder = fileURLToPath(new URL("../../docs/screens/", import.meta.url));
const demo = await startDemonstration();
const browser = await launch();
try {
  for (const lang of ["en", "ar"] as const) {
    const { page, context } = await signIn(demo, browser, { at: "baghdad", role: "liaison", lang });
    await take(page, `picture-${lang}`);
    if (lang === "ar") await arabicOnly(page);
    else await agreements(page, lang);
    await context.close();
  }
} finally {
  await browser.close();
  await demo.stop();
}

async function arabicOnly(page: Page): Promise<void> {
  const words = said.ar;
  await page.getByRole("searchbox").fill("قطع طريق الإمداد");
  await page.locator("a.item").first().click();
  await page.getByRole("heading", { name: words["release.title"] }).scrollIntoViewIfNeeded();
  await take(page, "record-ar");
  await page.getByRole("button", { name: words["nav.report"] }).click();
  await take(page, "report-ar");
}

async function agreements(page: Page, lang: Lang): Promise<void> {
  await page.getByRole("link", { name: said[lang]["nav.agreements"] }).click();
  await take(page, "agreements-en");
}

async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState("networkidle").catch(() => undefined);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
