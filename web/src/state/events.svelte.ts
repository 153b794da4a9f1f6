import { SvelteMap } from "svelte/reactivity";
import { sameEventApi } from "../api/same-event.ts";
import { whenForgotten } from "./forget.ts";
import { onLive } from "./live.svelte.ts";

const atOnce = 100;
/** ms: who moves the map or goes down the list asks when that is over. */
const pauseMs = 200;
/** Beyond this it is asked anew. */
const mostKnown = 20_000;

/** The records of its event by a record's id, itself first. */
const known = new SvelteMap<string, readonly string[]>();
/** Counts up whenever something else is known: for what is drawn from many at once. */
export const events = $state({ changes: 0 });
/** What list and map show now. */
const wanted = new Map<"list" | "map", readonly string[]>();
let asking: ReturnType<typeof setTimeout> | undefined;
let running = false;
/** Counts up with what is forgotten: an answer from before may not know of it. */
let forgotten = 0;
whenForgotten(() => {
  clearTimeout(asking);
  running = false;
  known.clear();
  wanted.clear();
});

/** All records of one event with this one, itself first; alone where nobody linked it, or while that is not known here. */
export function eventWith(id: string): readonly string[] {
  return known.get(id) ?? [id];
}

/** Sees to it that it is soon known of these which others are of one event with each. */
export function wantEvents(by: "list" | "map", ids: readonly string[]): void {
  wanted.set(
    by,
    ids.filter((id) => /^(incident|report)--/.test(id)),
  );
  askSoon();
}

/** Keeps what is known true, until the end that it gives back is called. */
export function followEvents(): () => void {
  const forget = (ids: unknown) => {
    forgotten++;
    if (!Array.isArray(ids)) known.clear();
    for (const id of Array.isArray(ids) ? (ids as string[]) : [])
      for (const one of known.get(id) ?? [id]) known.delete(one);
    events.changes++;
    askSoon();
  };
  const ends = [
    onLive("related", ({ records }) => forget(records)),
    onLive("recall", ({ id }) => forget(typeof id === "string" ? [id] : null)),
  ];
  return () => {
    ends.forEach((end) => end());
    clearTimeout(asking);
    known.clear();
    wanted.clear();
  };
}

function askSoon(): void {
  clearTimeout(asking);
  asking = setTimeout(() => void ask(), pauseMs);
}

async function ask(): Promise<void> {
  if (running) return askSoon();
  const missing = [...new Set([...wanted.values()].flat())].filter((id) => !known.has(id));
  if (missing.length === 0) return;
  if (known.size > mostKnown) known.clear();
  running = true;
  const before = forgotten;
  try {
    for (let from = 0; from < missing.length; from += atOnce) {
      const found = (await sameEventApi.events(missing.slice(from, from + atOnce))).events;
      if (before !== forgotten) break;
      for (const event of found) known.set(event[0]!, event);
      if (found.some((event) => event.length > 1)) events.changes++;
    }
  } catch {
    // Without the answer each stands by itself; the next look asks again.
  }
  running = false;
}
