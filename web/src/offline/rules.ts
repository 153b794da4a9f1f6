/*
 * What of the node's answers the page's worker keeps on this machine, so that what was loaded can be read while
 * the node is not reached. Not named here: not kept.
 */

/** Where in the browser's Cache storage the answers lie; the page deletes it by this name too. */
export const answersName = "tansiq-answers";
/** On an answer that was kept: when it was asked for, ISO 8601 UTC. */
export const readAtHeader = "tansiq-read-at";
export const sessionPath = "/api/session";
/** Of answers only the newest so many are kept, and of those only such as are no larger. */
const mostKept = 400;
export const mostBytes = 32 * 1024 * 1024;

const stixId = "[a-z][a-z0-9-]*--[0-9a-f-]{36}";

/** What holds no record of anybody: it outlives a break in the stream of events, not the session. */
const standing = /^(node|session|places|vocabulary)$/;
/** Files, images, what waits unchecked in quarantine, protected places, named sources and the read log are left out on purpose. */
const ofRecords = [
  "picture(/records)?",
  `records(-words|/${stixId}(/(versions|sources|same-event|said|release|recall|consents))?)?`,
  `agreements(/matrix|/${stixId}(/versions)?)?`,
  "parts",
  `tasks(/${stixId}(/(parts(/${stixId}/(checks|versions))?|clashes|versions|history|notes))?)?`,
  `(clashes|requests|units|consents)(/${stixId})?`,
  "warnings|notices|waiting|partners|ledger|journal|handovers",
  "situation-reports(/\\d{1,20})?",
].map((path) => new RegExp(`^(${path})$`));

const within = (url: URL) => url.pathname.slice("/api/".length);

/** Whether an answer to a GET of this address is kept. */
export function isKept(url: URL): boolean {
  if (!url.pathname.startsWith("/api/") || url.searchParams.has("export")) return false;
  // A part of the picture is never asked for by the same address again.
  if (url.pathname === "/api/picture" && url.searchParams.has("id")) return false;
  return isStanding(url) || ofRecords.some((path) => path.test(within(url)));
}

export function isStanding(url: URL): boolean {
  return url.pathname.startsWith("/api/") && standing.test(within(url));
}

/** What the worker asks for anew by itself when it had to be dropped: charts and texts of the picture. */
export function isPicture(url: URL): boolean {
  return /^picture(\/records)?$/.test(within(url));
}

/** The record that this address alone is about: where the node refuses it, all that holds it goes. */
export function recordOf(url: URL): string | null {
  return new RegExp(`^records/(${stixId})$`).exec(within(url))?.[1] ?? null;
}

/** Charts name their records in bytes, where an id is not found by its letters. */
export function isChart(url: URL): boolean {
  return url.pathname === "/api/picture";
}

/** Whether what was kept may be given: only while the session lasts for which it was kept. `expires`: ISO 8601; null: there is none. */
export function mayGive(expires: string | null, now: number): boolean {
  return expires !== null && Date.parse(expires) > now;
}

/** Whether an answer, asked for at `readAt` (ISO 8601), is too old once the stream of events has opened; `opened` in ms. */
export function isOutdated(url: URL, readAt: string | null, opened: number): boolean {
  return !isStanding(url) && !(Date.parse(readAt ?? "") >= opened);
}

/** Those that must go, of all that are kept, oldest first. */
export function beyond(addresses: readonly string[]): string[] {
  const droppable = addresses.filter((address) => !isStanding(new URL(address)));
  return droppable.slice(0, Math.max(0, addresses.length - mostKept));
}

/** What the page tells its worker. */
export type Told =
  /** The record was recalled, or is not this person's to read any more. */
  | { do: "forget"; id: string }
  /** The stream of events is open: what was asked for before then (ms) may miss what happened since. */
  | { do: "opened"; at: number }
  /** Records came or changed: the kept charts do not show it yet. */
  | { do: "refresh" }
  /** The page asked for these before the worker was there. */
  | { do: "ask"; addresses: string[] }
  | { do: "clear" };
