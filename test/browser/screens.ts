// Makes docs/screens/*.png from a demonstration of its own:
// `node scripts/with-set-up.mjs test/browser/screens.ts`
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { buildPage } from "../../scripts/set-up.mjs";
import type { Role } from "../../src/desk/documents.ts";
import type { Lang } from "../../src/domain/bilingual.ts";
import { exampleWarningDraft } from "../../src/http/schema/warnings.ts";
import { mapColours } from "../../web/src/map/map-colours.ts";
import { partnerColours } from "../../web/src/map/partner-colours.ts";
import { launch, said, signIn } from "./browser.ts";
import { coloursOf } from "./colours.ts";
import { startDemonstration } from "./demonstration.ts";
import { attachImages } from "./images.ts";
import { fillReport } from "./report-form.ts";

const folder = fileURLToPath(new URL("../../docs/screens/", import.meta.url));
const views = [
  ...[
    "agreements",
    "agreements/new",
    "tasks",
    "tasks/map",
    "tasks/new",
    "requests",
    "partners",
    "held",
    "waiting",
    "warnings",
  ],
  ...["ledger", "ledger/damascus", "bundles", "consents"],
  ...["watch", "watch/handover", "watch/reports", "help", "style"],
];
const inArabic = [
  "قطع طريق الإمداد غرب حديثة",
  "حديثة",
  "أفادت دورية بأن الطريق مقطوع عند الجسر في الاتجاهين، ولا حركة للشاحنات منذ الفجر.",
] as const;
const inEnglish = [
  "Supply road cut west of Haditha",
  "Haditha",
  "A patrol says that the road is cut at the bridge both ways; no lorries have moved since dawn.",
] as const;
await buildPage(process.execPath);
const demo = await startDemonstration();
const browser = await launch();
try {
  for (const lang of ["en", "ar"] as const) {
    const liaison = { at: "baghdad", role: "liaison", lang } as const;
    const { page, context } = await signIn({ demo, browser }, liaison);
    await take(page, `picture-${lang}`);
    await recordAndReport(page, lang);
    await context.close();
  }
  await fillWatch();
  const told = await twoSources();
  for (const lang of ["en", "ar"] as const) {
    const liaison = { at: "baghdad", role: "liaison", lang } as const;
    const { page, context } = await signIn({ demo, browser }, liaison);
    for (const view of views) await takeView(page, lang, view);
    const admin = await signIn({ demo, browser }, { ...liaison, role: "admin" });
    for (const view of ["admin/people", "admin/reads", "admin/node"])
      await takeView(admin.page, lang, view);
    await admin.context.close();
    await eventAndRevision(page, lang, told);
    await context.close();
  }
} finally {
  await browser.close();
  await demo.stop();
}

/** What a day of the watch brings: a warning in force, one that waits, a draft of the situation report. */
async function fillWatch(): Promise<void> {
  const watch = await caller("watch");
  const admin = await caller("admin");
  const warning = { ...exampleWarningDraft, from: new Date().toISOString() };
  delete warning.until;
  const { id } = await watch("/api/warnings", warning);
  await admin(`/api/warnings/${id}/decision`, { approve: true, over: false });
  await watch("/api/warnings", warning);
  await watch("/api/situation-reports", { lang: "ar", classification: "restricted" });
}

/** One event that two reports tell of; gives the id of the later one. */
async function twoSources(): Promise<string> {
  const watch = await caller("watch");
  const common = {
    kind: "incident",
    topics: ["supply-route"],
    classification: "restricted",
    lang: "ar",
  };
  const write = async (draft: object) => {
    const { record } = await watch("/api/reports", { ...common, ...draft });
    return (record as { id: string }).id;
  };
  const first = await write({
    name: {
      ar: "قطع الطريق غرب حديثة بسواتر ترابية",
      en: "Road west of Haditha cut with earth banks",
    },
    description: {
      ar: "أُحرقت 3 شاحنات وشوهد 12 رجلاً.",
      en: "3 lorries were burnt, 12 men were seen.",
    },
    ...{ at: "2015-03-11T06:00:00Z", position: [42.35, 34.13], reliability: "B", credibility: "2" },
  });
  const second = await write({
    name: { ar: "قطع الطريق غرب حديثة", en: "Road cut west of Haditha" },
    description: {
      ar: "أُحرقت 5 شاحنات وشوهد 12 رجلاً.",
      en: "5 lorries were burnt, 12 men were seen.",
    },
    ...{ at: "2015-03-11T09:30:00Z", position: [42.37, 34.14], reliability: "C", credibility: "3" },
    sameEventAs: [first],
  });
  const explanation = {
    ar: "عدّت دوريتنا ثلاث شاحنات فقط.",
    en: "Our patrol counted three lorries only.",
  };
  await watch(`/api/records/${second}/opinion`, { opinion: "disagree", explanation, lang: "ar" });
  return second;
}

type Body = Record<string, unknown>;

async function caller(role: Role): Promise<(path: string, body: object) => Promise<Body>> {
  const send = async (path: string, body: object, token?: string): Promise<Body> => {
    const answer = await fetch(`${demo.url("baghdad")}${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as Body;
  };
  const password = demo.password("baghdad", role);
  const { token } = await send("/api/session", { name: role, password });
  return (path, body) => send(path, body, token as string);
}

/** A page without a map of its own, once it shows what it has. */
async function takeView(page: Page, lang: Lang, hash: string): Promise<void> {
  await page.goto(`/#/${hash}`);
  await page.locator("h1:visible:not(.visually-hidden), h2:visible").first().waitFor();
  await page.waitForLoadState("networkidle");
  for (const loading of await page.getByText(said[lang]["app.loading"]).all())
    await loading.waitFor({ state: "hidden" });
  // A map of its own goes on being painted after all that it needs has come.
  if (hash === "tasks/map" || hash === "tasks/new") await page.waitForTimeout(4000);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `${hash.replace("/", "-")}-${lang}.png`) });
}

/** The sources of one event side by side; then what changes with a new version of one, and who loses it. */
async function eventAndRevision(page: Page, lang: Lang, id: string): Promise<void> {
  const words = said[lang];
  await page.goto(`/#/record/${id}`);
  await page.getByRole("button", { name: words["compare.open"] }).click();
  await page.getByRole("dialog").locator("tbody .said").first().waitFor();
  await page.screenshot({ path: join(folder, `same-event-${lang}.png`) });
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: words["edit.button"] }).click();
  const described = page.getByLabel(
    words["report.descriptionIn"].replace("{language}", words[`language.${lang}`]),
  );
  await described.fill((await described.inputValue()).replace("5", "3"));
  await page.getByRole("checkbox", { name: words["topic.force-position"] }).check();
  await page.getByRole("button", { name: words["edit.review"] }).click();
  await page.getByRole("heading", { name: words["edit.lose"] }).waitFor();
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `revision-${lang}.png`) });
  await page.goto("/#/");
}

/** A record that lists Damascus by name, and yet a red line keeps it back; then a report being written. */
async function recordAndReport(page: Page, lang: Lang): Promise<void> {
  const words = said[lang];
  await page.getByRole("searchbox").fill(lang === "ar" ? "توضيحي" : "illustrative");
  await page
    .getByRole("link", {
      name: lang === "ar" ? "موضع مُدرَج باسم دمشق" : "Position listed for Damascus",
    })
    .first()
    .click();
  await page.locator(".reasons li").first().waitFor();
  const heading = page.getByRole("heading", { name: words["release.title"] });
  await heading.hover();
  const { y } = (await heading.boundingBox())!;
  await page.mouse.wheel(0, y - 160);
  await take(page, `record-${lang}`);

  await page.getByRole("searchbox").fill("");
  const [title, place, text] = lang === "ar" ? inArabic : inEnglish;
  await fillReport(page, lang, { title, place, topic: "supply-route" });
  await page.getByLabel(words["report.description"], { exact: true }).fill(text);
  await take(page, `report-${lang}`);
  await attachImages(page, text);
  await page.locator(".report .said").last().scrollIntoViewIfNeeded();
  await take(page, `report-images-${lang}`);
}

/** Takes the picture once the map is drawn. */
async function take(page: Page, name: string): Promise<void> {
  const map = page.getByRole("region", { name: /خريطة|Map/ });
  await coloursOf(map, [mapColours.day.land, partnerColours[0]]);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
