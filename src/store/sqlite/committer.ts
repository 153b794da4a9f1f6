import type { DatabaseSync } from "node:sqlite";
import type { CommitResult } from "../port.ts";
import type { CommitQueue, Waiting, Work } from "./commit-queue.ts";
import { type Effects, noEffects, openWriter, requireEpoch } from "./writer.ts";

/** null: of a bulk batch, whose parts told it. */
type Outcome = { value: CommitResult | null } | { error: unknown };

/**
 * Writes one piece of work in one synced transaction and answers the calls that are thereby complete. Nothing is
 * answered before COMMIT returned. `written` is told of each part of a bulk batch.
 */
export function committer(
  db: DatabaseSync,
  queue: CommitQueue,
  answer: (call: number, outcome: Outcome) => void,
  written: (call: number, part: CommitResult, groups: number) => void,
): (work: Work) => void {
  const writer = openWriter(db);
  /** Records refused so far in the bulk batch whose parts are being written. */
  let refused = new Set<string>();

  function rollback(): void {
    // SQLite itself ends the transaction on some errors, a full disk among them.
    if (db.isTransaction) db.exec("ROLLBACK");
    writer.forget();
  }

  function transaction(body: () => void): void {
    try {
      db.exec("BEGIN IMMEDIATE");
      body();
      writer.flush();
      db.exec("COMMIT");
    } catch (error) {
      rollback();
      throw error;
    }
  }

  function writeWhole({ batch, now }: Waiting): Effects {
    const effects = noEffects();
    requireEpoch(writer, batch.epoch);
    for (const group of batch.groups) writer.apply(group, now, effects);
    if (batch.nextEpoch !== undefined) writer.setEpoch(batch.nextEpoch);
    writer.flush();
    return effects;
  }

  /** One batch of several. A batch that fails leaves the others untouched. */
  function writeInSavepoint(waiting: Waiting): Outcome {
    db.exec("SAVEPOINT batch");
    try {
      const value = result(writeWhole(waiting));
      db.exec("RELEASE batch");
      return { value };
    } catch (error) {
      if (!db.isTransaction) throw error;
      db.exec("ROLLBACK TO batch");
      db.exec("RELEASE batch");
      writer.forget();
      return { error };
    }
  }

  function alone(waiting: Waiting): void {
    try {
      let effects = noEffects();
      transaction(() => (effects = writeWhole(waiting)));
      answer(waiting.call, { value: result(effects) });
    } catch (error) {
      answer(waiting.call, { error });
    }
  }

  function together(batches: Waiting[]): void {
    if (batches.length === 1) return alone(batches[0]!);
    let outcomes: Outcome[] = [];
    try {
      transaction(() => (outcomes = batches.map(writeInSavepoint)));
    } catch {
      // The shared transaction was lost as a whole, so none is written: each gets its own answer.
      return batches.forEach(alone);
    }
    batches.forEach((waiting, index) => answer(waiting.call, outcomes[index]!));
  }

  function part(work: Extract<Work, { part: unknown }>): void {
    const { batch, now, call } = work.of;
    if (work.first) refused = new Set();
    const effects = noEffects(refused);
    try {
      transaction(() => {
        requireEpoch(writer, batch.epoch);
        for (const group of work.part) writer.apply(group, now, effects);
        if (work.last && batch.nextEpoch !== undefined) writer.setEpoch(batch.nextEpoch);
      });
      written(call, result(effects), work.part.length);
      if (work.last) answer(call, { value: null });
    } catch (error) {
      queue.drop(work.of);
      answer(call, { error });
    }
  }

  return (work) => ("together" in work ? together(work.together) : part(work));
}

function result({ records, offered, withdrawn, moved, told, journal }: Effects): CommitResult {
  return { records, offered: [...offered], withdrawn, moved, told: [...told], journal };
}
