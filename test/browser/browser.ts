import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { findChromium } from "../../scripts/chromium.mjs";
import type { Lang } from "../../src/domain/bilingual.ts";
import type { Role } from "../../src/desk/documents.ts";
import { en } from "../../web/src/text/en.ts";
import { ar } from "../../web/src/text/ar.ts";
import type { Demonstration } from "./demonstration.ts";

const executable = findChromium();

/** For `describe`: a reason to skip where the system has no Chromium. */
export const withoutChromium: string | false =
  executable === undefined && "no Chromium on this system";

/** What the page itself says, by language: tests ask for it by its keys. */
export const said = { ar, en };

/** For waiting for anything on a machine that is busy with other things. */
export const patienceMs = 30_000;

/** Chromium that draws with WebGL without a graphics card, and speaks to nobody by itself. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable ?? "chromium",
    args: [
      "--no-sandbox",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
      "--ignore-gpu-blocklist",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--disable-quic",
      // Debian's own start of it asks for this even where the processor has to play the card.
      "--disable-gpu-rasterization",
    ],
  });
}

/** What the tests of the page look at. */
export interface Shown {
  demo: Demonstration;
  browser: Browser;
}

/** What went wrong in a context's pages beside what they show. */
export interface Watched {
  context: BrowserContext;
  /** Errors on the console, uncaught errors, violations of the security policy. */
  faults: string[];
  /** Addresses of requests that left the page's own node. */
  strays: string[];
}

/** A fresh browser profile of a person who reads this language. */
export async function openContext(browser: Browser, url: string, lang: Lang): Promise<Watched> {
  const context = await browser.newContext({
    baseURL: url,
    locale: lang === "ar" ? "ar-IQ" : "en-GB",
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(patienceMs);
  const faults: string[] = [];
  const strays: string[] = [];
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  context.on("weberror", (error) => faults.push(String(error.error())));
  context.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    const inside = protocol === "data:" || protocol === "blob:";
    if (!inside && origin !== new URL(url).origin) strays.push(request.url());
  });
  return { context, faults, strays };
}

/** Signs a person of the demonstration in through the page and waits for records and map. */
export async function signIn(
  { demo, browser }: Shown,
  { at, role, lang }: { at: string; role: Role; lang: Lang },
): Promise<Watched & { page: Page }> {
  const watched = await openContext(browser, demo.url(at), lang);
  const page = await signInAs(watched, lang, { name: role, password: demo.password(at, role) });
  await page.getByRole("button", { name: said[lang]["map.zoomIn"] }).waitFor();
  return { ...watched, page };
}

/** Signs a person in through the page and waits for records. */
export async function signInAs(
  { context }: Watched,
  lang: Lang,
  { name, password }: { name: string; password: string },
): Promise<Page> {
  const page = await context.newPage();
  const words = said[lang];
  await page.goto("/");
  await page.getByLabel(words["signin.name"], { exact: true }).fill(name);
  await page.getByLabel(words["signin.password"]).fill(password);
  await page.getByRole("button", { name: words["signin.submit"] }).click();
  await page.locator("a.item").first().waitFor();
  return page;
}
