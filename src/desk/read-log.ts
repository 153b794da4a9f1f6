import { createHash } from "node:crypto";
import { AppError } from "../errors.ts";
import type { Change, ReadEntry, ReadLine, Store } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import type { Progress } from "./long-check.ts";
import type { Viewer } from "./viewer.ts";

/**
 * How a person was given records; `bundled`: had what a partner may have written into a file that this partner alone can read;
 * `administered`: changed who may sign in, and see how much; `audited`: read this log.
 */
export type Way =
  | "listed"
  | "charted"
  | "opened"
  | "versions"
  | "previewed"
  | "exported"
  | "reported"
  | "held"
  | "bundled"
  | "administered"
  | "audited";

/** While the disk is full, so many answers are given that nobody could write down; then none. */
const mostUnwritten = 1000;

/**
 * Writes down who is given what; to be awaited before it is given out. Entries that wait at the same time share one
 * synced commit. On a full disk people go on reading: their entries are written with the first that fits again.
 * Errors: those of the store.
 */
export async function noteRead(
  desk: Desk,
  viewer: Viewer,
  read: { how: Way; versions: ReadEntry["versions"]; query?: string },
): Promise<void> {
  if (read.versions.length === 0 && read.query === undefined) return;
  const entry: ReadEntry = { at: desk.clock(), person: viewer.name, ...read };
  const earlier = desk.unwrittenReads.splice(0);
  const group = [...earlier, entry].map((read) => ({ do: "read" as const, read }));
  try {
    const { told } = await desk.store.commit({ priority: "interactive", groups: [group] });
    tellReaders(desk, told);
  } catch (error) {
    desk.unwrittenReads.unshift(...earlier);
    const full = error instanceof AppError && error.code === "store-full";
    // What is refused was not given: no line of it waits.
    if (!full || desk.unwrittenReads.length >= mostUnwritten) throw error;
    desk.unwrittenReads.push(entry);
    desk.log.error(
      { waiting: desk.unwrittenReads.length },
      "disk full: reads not written down yet",
    );
  }
}

/** Writes down in the commit of an admin's act what was done; `said` begins with the name of the act. */
export function administered(
  { clock }: Pick<Desk, "clock">,
  { name }: Pick<Viewer, "name">,
  said: { act: string; [more: string]: unknown },
): Change {
  const how: Way = "administered";
  const query = JSON.stringify(said);
  return { do: "read", read: { at: clock(), person: name, how, query, versions: [] } };
}

/** Tells people that there is a notice for them. */
export function tellReaders(desk: Desk, people: readonly string[]): void {
  if (people.length > 0) desk.events.emit({ type: "notice", data: {}, to: people });
}

export interface ReadLogState {
  lines: number;
  /** Hash (hex) of the last line: who keeps it elsewhere can tell later whether earlier lines were changed. */
  head: string | null;
  /** Number of the first line that does not follow from those before it; null: there is none. */
  broken: number | null;
}

/** Recomputes the chain of the log of reads from its first line: goes through all of it. */
export async function verifyReads(
  store: Store,
  progress: Progress = () => undefined,
): Promise<ReadLogState> {
  const newest = await store.lastReads({ limit: 1, within: 1, versions: 0 });
  const of = newest.reads[0]?.number ?? 0;
  let hash = noReads;
  let lines = 0;
  for (;;) {
    progress(lines, of);
    const page = await store.readLog(lines, 1000);
    for (const line of page) {
      const next = chainedRead(hash, line);
      if (line.number !== lines + 1 || next !== line.hash) {
        return { lines, head: lines === 0 ? null : hash, broken: lines + 1 };
      }
      hash = next;
      lines++;
    }
    if (page.length < 1000) {
      progress(lines, of);
      return { lines, head: lines === 0 ? null : hash, broken: null };
    }
  }
}

/** Hash (hex) before the first line. */
export const noReads = "00".repeat(32);

/** Hash (hex) of a line that follows on `hash`. */
export function chainedRead(hash: string, { text }: Pick<ReadLine, "text">): string {
  return createHash("sha256").update(Buffer.from(hash, "hex")).update(text).digest("hex");
}
