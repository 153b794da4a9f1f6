import { setTimeout as pause } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { rounded } from "../statistics.ts";

export interface PageFigures {
  /** Compressed bytes of all scripts until the list stands there, and until the map with its symbols is drawn. */
  scripts: { beforeMapKb: number; withMapKb: number };
  /** ms from the opening of the page, nothing cached, until the newest records can be read, and until the map is drawn. */
  firstViewMs: number;
  mapMs: number;
  /** ms until everything that can be shown is here. */
  allMs: number;
  records: number;
  /**
   * The longest that the main thread was held up: until the first view, later while all of it came, with all of it there, and
   * while it plays.
   */
  blockedMs: { first: number; loading: number; working: number; playing: number };
  /** ms from a choice in the filter until the counts are painted, the longest of several. */
  filterMs: number;
  /** ms from a click or key to the paint after it (Event Timing, as INP has it), the longest: at rest, and while it plays. */
  interactionMs: { working: number; playing: number };
  /** While playing, a second: times that are shown, and symbols that come and go by it. */
  steps: number;
  changes: number;
}

interface Notes {
  /** ms from the opening of the page: when something stood there first; `count`: the most records that were counted. */
  seen: Record<string, number>;
  tasks: Stretch[];
  interactions: Stretch[];
}

interface Stretch {
  at: number;
  ms: number;
}

/** Runs in the page before all else: notes when what was waited for stands there, and every long task. */
const notes = `
  window.seen = {}; window.tasks = []; window.interactions = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration, interactionId } of list.getEntries())
      if (interactionId) window.interactions.push({ at: startTime, ms: duration });
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.tasks.push({ at: startTime, ms: duration });
  }).observe({ type: "longtask", buffered: true });
  const look = () => {
    const first = document.querySelector("a.item .name:not(.waiting)");
    if (first) window.seen.list ??= performance.now();
    if (document.querySelector(".tools")) window.seen.map ??= performance.now();
    const count = Number((document.querySelector(".count b")?.textContent ?? "").replace(/\\D/g, ""));
    if (count > (window.seen.count ?? 0)) { window.seen.count = count; window.seen.all = performance.now(); }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
`;

/** Opens the page of a node as a person who signed in before, in a browser that has nothing of it. */
export async function measurePage(
  browser: Browser,
  {
    url,
    cookie,
    records,
  }: { url: string; cookie: { name: string; value: string }; records: number },
): Promise<PageFigures> {
  const context = await browser.newContext({
    baseURL: url,
    locale: "en-GB",
    // What the page keeps for reading without the node is loaded behind, and tells no compressed sizes.
    serviceWorkers: "block",
    viewport: { width: 1280, height: 800 },
  });
  await context.addCookies([{ ...cookie, url }]);
  await context.addInitScript(`${notes}; localStorage.setItem("tansiq.signed-in", "yes");`);
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto("/");
  await until(page, "window.seen.list");
  const beforeMapKb = await scriptKb(page, "picture-map");
  await until(page, `window.seen.map && window.seen.count >= ${records}`);
  await page.waitForTimeout(3000);
  const loaded = (await page.evaluate("performance.now()")) as number;
  const withMapKb = await scriptKb(page, null);
  const filterMs = await longestFilter(page);
  await interact(page);
  const played = (await page.evaluate("performance.now()")) as number;
  const { steps, changes } = await playing(page);
  const { seen, tasks, interactions } = (await page.evaluate(
    "({ seen: window.seen, tasks: window.tasks, interactions: window.interactions })",
  )) as Notes;
  await context.close();
  return {
    scripts: { beforeMapKb, withMapKb },
    firstViewMs: rounded(seen["list"]!),
    mapMs: rounded(seen["map"]!),
    allMs: rounded(seen["all"]!),
    records: seen["count"]!,
    blockedMs: {
      first: longest(tasks, 0, seen["list"]!),
      loading: longest(tasks, seen["list"]!, loaded),
      working: longest(tasks, loaded, played),
      playing: longest(tasks, played, Infinity),
    },
    filterMs,
    interactionMs: {
      working: longest(interactions, loaded, played),
      playing: longest(interactions, played, Infinity),
    },
    steps,
    changes,
  };
}

/** The page's security policy lets nobody watch from inside: it is asked now and then. */
async function until(page: Page, condition: string): Promise<void> {
  for (const end = performance.now() + 180_000; !(await page.evaluate(condition)); await pause(100))
    if (performance.now() > end) throw new Error(`never came true: ${condition}`);
}

/** Of the scripts that came so far; `without`: chunks that do not count. */
async function scriptKb(page: Page, without: string | null): Promise<number> {
  const entries = (await page.evaluate(
    "performance.getEntriesByType('resource').map(({ name, encodedBodySize }) => ({ name, bytes: encodedBodySize }))",
  )) as { name: string; bytes: number }[];
  const scripts = entries.filter(
    ({ name }) => /\.m?js$/.test(name) && (without === null || !/map|symbol|held/.test(name)),
  );
  // What is preloaded and then used stands there twice.
  const sizes = new Map(scripts.map(({ name, bytes }) => [name, bytes]));
  return rounded([...sizes.values()].reduce((sum, bytes) => sum + bytes, 0) / 1000);
}

async function longestFilter(page: Page): Promise<number> {
  await page.getByRole("button", { name: /^Filters/ }).click();
  const topic = page.getByLabel("Topic");
  const taken: number[] = [];
  for (const value of ["border", "humanitarian", "supply-route", ""]) {
    const began = (await page.evaluate("performance.now()")) as number;
    await topic.selectOption(value);
    // Two frames later it has been painted.
    const painted = await page.evaluate(
      "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))",
    );
    taken.push((painted as number) - began);
  }
  return rounded(Math.max(...taken));
}

/** ms from what a person does to the next: who is quick at it. */
const pace = 500;

/** What a watch officer does most: opens records, from the list and from the map, and closes them by key. */
async function interact(page: Page): Promise<void> {
  for (const nth of [0, 2, 4]) {
    await page.waitForTimeout(pace);
    await page.locator("a.item").nth(nth).click();
    await page.getByRole("complementary").last().waitFor();
    await page.waitForTimeout(pace);
    await page.keyboard.press("Escape");
    await page.waitForTimeout(pace);
    await page.locator(".map canvas").click({ position: { x: 300 + nth * 20, y: 200 } });
    await page.waitForTimeout(pace);
    await page.keyboard.press("Escape");
  }
}

const playedMs = 3000;

async function playing(page: Page): Promise<{ steps: number; changes: number }> {
  // Slow enough that it has not come to its end before the count has.
  await page.getByLabel("Speed").selectOption("604800000");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  const counted = page.evaluate(`new Promise((done) => {
    let steps = 0;
    const slider = document.querySelector("[role=slider]");
    const shown = () => Number(document.querySelector(".count b").textContent.replace(/\\D/g, ""));
    let [changes, before] = [0, shown()];
    new MutationObserver(() => {
      steps++;
      const now = shown();
      changes += Math.abs(now - before);
      before = now;
    }).observe(slider, { attributeFilter: ["aria-valuenow"] });
    setTimeout(() => done({ steps, changes }), ${playedMs});
  })`) as Promise<{ steps: number; changes: number }>;
  await page.waitForTimeout(pace);
  await page.locator("a.item").first().click();
  await page.waitForTimeout(pace);
  await page.keyboard.press("Escape");
  const { steps, changes } = await counted;
  const aSecond = (count: number) => rounded((count * 1000) / playedMs);
  return { steps: aSecond(steps), changes: aSecond(changes) };
}

function longest(stretches: readonly Stretch[], from: number, until: number): number {
  const within = stretches.filter(({ at }) => at >= from && at < until);
  return rounded(Math.max(0, ...within.map(({ ms }) => ms)));
}
