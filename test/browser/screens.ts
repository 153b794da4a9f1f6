// Makes docs/screens/*.png from a demonstration of its own:
// `node scripts/with-set-up.mjs test/browser/screens.ts`
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { buildPage } from "../../scripts/set-up.mjs";
import { mapColours } from "../../web/src/map/map-colours.ts";
import { partnerColours } from "../../web/src/map/partner-colours.ts";
import { launch, said, signIn } from "./browser.ts";
import { coloursOf } from "./colours.ts";
import { startDemonstration } from "./demonstration.ts";
import { fillReport } from "./report-form.ts";

const folder = fileURLToPath(new URL("../../docs/screens/", import.meta.url));
await buildPage(process.execPath);
const demo = await startDemonstration();
const browser = await launch();
try {
  for (const lang of ["en", "ar"] as const) {
    const liaison = { at: "baghdad", role: "liaison", lang } as const;
    const { page, context } = await signIn({ demo, browser }, liaison);
    await take(page, `picture-${lang}`);
    if (lang === "en") await agreements(page);
    else await recordAndReport(page);
    await context.close();
  }
} finally {
  await browser.close();
  await demo.stop();
}

async function agreements(page: Page): Promise<void> {
  await page.getByRole("link", { name: said.en["nav.agreements"] }).click();
  await page.locator(".reading li").first().waitFor();
  await page.screenshot({ path: join(folder, "agreements-en.png") });
}

/** A record that lists Damascus by name, and yet a red line keeps it back; then a report being written. */
async function recordAndReport(page: Page): Promise<void> {
  const words = said.ar;
  await page.getByRole("searchbox").fill("توضيحي");
  await page.getByRole("link", { name: "موضع مُدرَج باسم دمشق" }).click();
  await page.locator(".reasons li").first().waitFor();
  const heading = page.getByRole("heading", { name: words["release.title"] });
  await heading.hover();
  const { y } = (await heading.boundingBox())!;
  await page.mouse.wheel(0, y - 160);
  await take(page, "record-ar");

  await page.getByRole("searchbox").fill("");
  await fillReport(page, "ar", {
    title: "قطع طريق الإمداد غرب حديثة",
    place: "حديثة",
    topic: "supply-route",
  });
  await page
    .getByLabel(words["report.description"], { exact: true })
    .fill("أفادت دورية بأن الطريق مقطوع عند الجسر في الاتجاهين، ولا حركة للشاحنات منذ الفجر.");
  await take(page, "report-ar");
}

/** Takes the picture once the map is drawn. */
async function take(page: Page, name: string): Promise<void> {
  const map = page.getByRole("region", { name: /خريطة|Map/ });
  await coloursOf(map, [mapColours.day.land, mapColours.day.water, partnerColours[0]]);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
