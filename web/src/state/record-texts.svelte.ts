import { SvelteMap } from "svelte/reactivity";
import { api } from "../api/calls.ts";
import type { ListedRecord } from "../api/shapes.ts";
import { whenForgotten } from "./forget.ts";

const atOnce = 100;
/** Lists of this length stay readable without asking again. */
const mostKept = 5000;

const kept = new SvelteMap<string, ListedRecord>();
const wanted = new Set<string>();
let asking: ReturnType<typeof setTimeout> | undefined;
whenForgotten(() => {
  clearTimeout(asking);
  asking = undefined;
  kept.clear();
  wanted.clear();
});

/** A version (id@modified) with its texts; undefined until it was loaded. */
export function textsOf(version: string): ListedRecord | undefined {
  return kept.get(version);
}

/** Whether the first texts came. */
export function isAnyThere(): boolean {
  return kept.size > 0;
}

/** Sees to it that these versions are loaded soon; those wanted before and not asked for yet are forgotten. */
export function want(versions: readonly string[]): void {
  wanted.clear();
  for (const version of versions) if (!kept.has(version)) wanted.add(version);
  if (wanted.size > 0) asking ??= setTimeout(() => void askForWanted(), 40);
}

/** These versions with their texts, loaded where they are not here yet; what is gone is left out. */
export async function load(versions: readonly string[]): Promise<ListedRecord[]> {
  const missing = versions.filter((version) => !kept.has(version));
  for (let from = 0; from < missing.length; from += atOnce)
    keep((await api.pictureRecords(missing.slice(from, from + atOnce))).records);
  return versions.flatMap((version) => kept.get(version) ?? []);
}

/** A recalled record leaves the machine's memory at once. */
export function forget(id: string): void {
  for (const version of kept.keys()) if (version.startsWith(`${id}@`)) kept.delete(version);
}

async function askForWanted(): Promise<void> {
  const versions = [...wanted].slice(0, atOnce);
  for (const version of versions) wanted.delete(version);
  try {
    if (versions.length > 0) keep((await api.pictureRecords(versions)).records);
  } catch {
    // The list says what is missing by itself; the next look at it asks again.
  }
  asking = wanted.size > 0 ? setTimeout(() => void askForWanted(), 0) : undefined;
}

function keep(records: readonly ListedRecord[]): void {
  for (const record of records) kept.set(`${record.id}@${Date.parse(record.modified)}`, record);
  for (const version of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(version);
  }
}
