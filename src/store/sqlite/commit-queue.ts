import type { Batch, Change } from "../port.ts";

/** A batch on its way to disk; `now`: ms UTC when it was handed in. */
export interface Waiting {
  call: number;
  batch: Batch;
  now: number;
}

/** What to write in the next transaction. */
export type Work =
  /** Interactive batches that waited at the same time: one transaction, a savepoint each. */
  | { together: Waiting[] }
  /** The next groups of the bulk batch in hand. */
  | { part: Change[][]; of: Waiting; first: boolean; last: boolean };

export interface CommitQueue {
  push(waiting: Waiting): void;
  next(): Work | null;
  /** Gives up what is left of the bulk batch in hand. */
  drop(waiting: Waiting): void;
}

/** Changes in one transaction: few enough that an interactive batch does not wait long, enough to share the sync. */
const changesAtOnce = 1500;

/**
 * Interactive batches go before bulk; each kind keeps its order. One that moves the epoch waits for a bulk batch
 * that was begun under the old one: a batch is never half decided under each.
 */
export function commitQueue(): CommitQueue {
  const interactive: Waiting[] = [];
  const bulk: Waiting[] = [];
  /** Groups of bulk[0] that are handed out. */
  let done = 0;

  function together(): Waiting[] {
    const held = done > 0 && bulk[0]?.batch.epoch !== undefined;
    const taken: Waiting[] = [];
    for (let changes = 0; interactive.length > 0 && changes < changesAtOnce;) {
      const next = interactive[0]!;
      if (held && next.batch.nextEpoch !== undefined) break;
      changes += next.batch.groups.reduce((sum, group) => sum + group.length, 0);
      taken.push(interactive.shift()!);
    }
    return taken;
  }

  function part(of: Waiting): Work {
    const { groups } = of.batch;
    const from = done;
    for (let changes = 0; done < groups.length && changes < changesAtOnce; done++) {
      changes += groups[done]!.length;
    }
    const last = done >= groups.length;
    const taken = groups.slice(from, done);
    if (last) drop(of);
    return { part: taken, of, first: from === 0, last };
  }

  function drop(waiting: Waiting): void {
    if (bulk[0] !== waiting) return;
    bulk.shift();
    done = 0;
  }

  return {
    push: (waiting) =>
      void (waiting.batch.priority === "interactive" ? interactive : bulk).push(waiting),
    next() {
      const batches = together();
      if (batches.length > 0) return { together: batches };
      return bulk[0] ? part(bulk[0]) : null;
    },
    drop,
  };
}
