import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Batch, CommitResult, PartWritten, Store } from "../port.ts";
import { lock } from "./lock.ts";
import { type Remote, startThread } from "./remote.ts";
import type { Reads } from "./thread-messages.ts";

export interface StoreOptions {
  /** ms UTC; gives `date_added`. */
  clock?: () => number;
  /** Upper limit of the file in pages of 4 KiB: beyond it commits are refused with `store-full`. */
  maxPages?: number;
  /** The caller's own lock on the directory; stays the caller's. Left out: it is locked here. */
  held?: { release(): void };
}

const writerScript = new URL("./writer-thread.ts", import.meta.url);
const readerScript = new URL("./reader-thread.ts", import.meta.url);

const reads = [
  ...(["epoch", "record", "versions", "history", "byRows", "heads", "ofKind", "scan"] as const),
  ...(["withdrawals", "newestBy", "versionColumns", "bare", "bareRows"] as const),
  ...([
    "referrers",
    "newestReferrers",
    "translations",
    "search",
    "pictureColumns",
    "classes",
    "outbox",
  ] as const),
  ...(["bodies", "outboxState", "offersOf", "quarantine", "quarantineCount"] as const),
  ...(["firstOfClasses", "referring", "superseded", "servedOf"] as const),
  ...(["inventory", "openRows", "dependents"] as const),
  ...(["readLog", "readEntries", "lastReads", "readersOf", "notices", "everyNotice"] as const),
  ...(["journal", "journalEntry", "journalSeries", "journalLog"] as const),
  ...(["unlogged", "ledgerStretch", "ledgerRoot", "ledgers", "ledgerEntries"] as const),
  ...(["ledgerNodes", "servedChain", "servedUnlogged", "lastRow"] as const),
  ...([
    "quarantinedFor",
    "quarantinedOfType",
    "status",
    "documents",
    "lastDocuments",
    "document",
    "backup",
  ] as const),
] satisfies (keyof Reads)[];

/**
 * Opens the store in `dir` (created if need be): one SQLite file, a thread that writes and one that reads.
 * Throws `store-locked`, `store-newer`, `store-corrupt`, `store-broken`.
 */
export async function openStore(dir: string, options: StoreOptions = {}): Promise<Store> {
  const { clock = Date.now, maxPages } = options;
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const held = options.held ? { release: () => undefined } : lock(dir);
  const file = join(dir, "store.sqlite");
  let writer: Remote | null = null;
  try {
    const limit = maxPages === undefined ? {} : { maxPages };
    // The writer first: it makes the file and brings its schema up to date.
    writer = await startThread(writerScript, { file, cacheKib: 32_768, ...limit });
    const reader = await startThread(readerScript, { file, cacheKib: 16_384 });
    return storeOf(writer, reader, clock, () => held.release());
  } catch (error) {
    await writer?.stop();
    held.release();
    throw error;
  }
}

/** The port over one that writes and one that reads, wherever they run. `clock`: ms UTC; `closed`: told when both ended. */
export function storeOf(
  writer: Remote,
  reader: Remote,
  clock: () => number,
  closed: () => void,
): Store {
  const asked = reads.map((name) => [name, (...args: unknown[]) => reader.call(name, args)]);
  return {
    ...(Object.fromEntries(asked) as Reads),
    async commit(batch, written) {
      const args = [batch, clock()];
      if (batch.priority === "bulk") return commitBulk(writer, args, batch, written);
      return (await writer.call("commit", args)) as CommitResult;
    },
    async close() {
      // The writer last: it folds the write-ahead log into the file.
      await reader.stop();
      await writer.stop();
      closed();
    },
  };
}

/** The whole result, put together from what the parts told. */
async function commitBulk(
  writer: Remote,
  args: unknown[],
  { groups }: Batch,
  written: PartWritten | undefined,
): Promise<CommitResult> {
  const parts: CommitResult[] = [];
  let next = 0;
  await writer.call("commit", args, ({ part, groups: count }) => {
    parts.push(part);
    written?.(part, groups.slice(next, (next += count)));
  });
  return {
    records: parts.flatMap(({ records }) => records),
    offered: [...new Set(parts.flatMap(({ offered }) => offered))],
    withdrawn: parts.flatMap(({ withdrawn }) => withdrawn),
    moved: together(parts),
    told: [...new Set(parts.flatMap(({ told }) => told))],
    journal: parts.flatMap(({ journal }) => journal),
  };
}

function together(parts: readonly CommitResult[]): CommitResult["moved"] {
  const moved: CommitResult["moved"] = new Map();
  for (const [partner, rows] of parts.flatMap((part) => [...part.moved])) {
    moved.set(partner, [...(moved.get(partner) ?? []), ...rows]);
  }
  return moved;
}
