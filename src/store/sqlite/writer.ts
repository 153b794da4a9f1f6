import type { DatabaseSync } from "node:sqlite";
import { AppError } from "../../errors.ts";
import type { Change, RecordOutcome } from "../port.ts";
import type { FreshRecords } from "./fresh-records.ts";
import { journalWriter } from "./journal-writer.ts";
import { ledgerWriter } from "./ledger-writer.ts";
import { nameWriter } from "./names.ts";
import { objectKeys } from "./object-keys.ts";
import { outboxWriter, type Moves } from "./outbox-writer.ts";
import { readsWriter } from "./reads-writer.ts";
import { recipients } from "./recipients.ts";
import { recordWriter } from "./record-writer.ts";
import { searchIndex } from "./search-index.ts";
import { shelfWriter } from "./shelf-writer.ts";
import { withdrawWriter } from "./withdraw-writer.ts";
import { unsettler, withholdWriter } from "./withhold-writer.ts";

/** What a batch did so far. */
export interface Effects {
  records: RecordOutcome[];
  offered: Set<string>;
  withdrawn: number[];
  moved: Moves;
  told: Set<string>;
  journal: number[];
  /** `id modified` of records that were refused: an offer of them would send the version that stands instead. */
  refused: Set<string>;
}

/** `refused`: of the parts before, where it is one part of a batch. */
export function noEffects(refused = new Set<string>()): Effects {
  return {
    ...{ records: [], offered: new Set(), withdrawn: [] },
    ...{ moved: new Map(), told: new Set(), journal: [], refused },
  };
}

export interface Writer {
  epoch(): number;
  setEpoch(epoch: number): void;
  /** Applies changes in order inside the transaction that the caller opened. `now`: ms UTC. */
  apply(changes: readonly Change[], now: number, effects: Effects): void;
  /** To be called before the transaction, or a savepoint in it, ends well. */
  flush(): void;
  /** To be called after a rollback, also of a savepoint. */
  forget(): void;
}

/** Everything that changes a store, on an open connection; no threads, no transactions of its own. */
export function openWriter(db: DatabaseSync): Writer {
  const names = nameWriter(db);
  const keys = objectKeys(names);
  const fresh: FreshRecords = new Map();
  const search = searchIndex(db, "words");
  const journal = journalWriter(db);
  const outboxes = recipients(db);
  const ledger = ledgerWriter(db, names, outboxes);
  const records = recordWriter(db, names, keys, fresh, search);
  const outbox = outboxWriter(db, names, keys, fresh, outboxes, ledger);
  const rowsOf = db.prepare("SELECT row FROM record WHERE local = ? AND type = ?");
  const rename = db.prepare("UPDATE record SET local = ? WHERE local = ? AND type = ?");
  const withdraw = withdrawWriter(db, keys, fresh, search, outbox);
  const withhold = withholdWriter(db, names, keys, fresh, outboxes, outbox);
  const unsettle = unsettler(db, keys);
  const shelve = shelfWriter(db);
  const reads = readsWriter(db, names, keys);
  const epoch = db.prepare("SELECT value FROM meta WHERE key = 'epoch'");
  const setEpoch = db.prepare("UPDATE meta SET value = ? WHERE key = 'epoch'");

  function applyOne(change: Change, now: number, effects: Effects): void {
    switch (change.do) {
      case "record": {
        const outcome = records.write(change.row);
        effects.records.push(outcome);
        if (outcome.outcome === "conflict" || outcome.outcome === "withdrawn") {
          effects.refused.add(`${change.row.id} ${change.row.modified}`);
        }
        return;
      }
      case "offer": {
        const { offer } = change;
        if (effects.refused.has(`${offer.id} ${offer.modified}`)) return;
        if (outbox.offer(offer, now, effects.moved)) effects.offered.add(offer.partner);
        return;
      }
      case "void":
        return outbox.void(change, effects.moved);
      case "recall-offer":
        return outbox.recall(change, effects.moved);
      case "withhold":
        return withhold(change, effects.moved);
      case "unsettle":
        return unsettle(change);
      case "expect": {
        const { id, modified } = change;
        const now = records.latest(id);
        if (now !== modified)
          throw new AppError("epoch-moved", { decidedUnder: modified, now: now ?? 0 });
        return;
      }
      case "served":
        return outbox.served(change);
      case "sign-served":
        return ledger.sign(change.ledger, change.size, change.note);
      case "received":
        return outbox.received(change);
      case "withdraw":
        effects.withdrawn.push(...withdraw(change, effects.moved));
        return;
      case "set-aside": {
        const { id, as, reason, at } = change;
        const throughModified = Number.MAX_SAFE_INTEGER;
        fresh.delete(id);
        const from = keys.of(id);
        const to = keys.of(as);
        // Out of every outbox while it still goes by its id.
        for (const { row } of rowsOf.all(from.local, from.type) as { row: number }[])
          outbox.withdraw(row, from, effects.moved);
        rename.run(to.local, from.local, from.type);
        const hidden = { do: "withdraw", id: as, throughModified, reason, at } as const;
        effects.withdrawn.push(...withdraw(hidden, effects.moved));
        return;
      }
      case "read":
      case "tell-readers":
      case "notice":
      case "confirm-notice":
        for (const person of reads(change)) effects.told.add(person);
        return;
      case "journal":
        effects.journal.push(journal.append(change.entry));
        return;
      default:
        return shelve(change, now);
    }
  }

  return {
    epoch: () => (epoch.get() as { value: number }).value,
    setEpoch: (value) => void setEpoch.run(value),
    apply(changes, now, effects) {
      for (const change of changes) applyOne(change, now, effects);
    },
    flush() {
      outboxes.flush();
      ledger.flush();
      fresh.clear();
    },
    forget() {
      fresh.clear();
      names.forget();
      keys.forget();
      records.forget();
      search.forget();
      journal.forget();
      outboxes.forget();
      ledger.forget();
    },
  };
}

/** Throws `epoch-moved` unless the batch was decided under the store's epoch. */
export function requireEpoch(writer: Writer, decidedUnder: number | undefined): void {
  if (decidedUnder === undefined) return;
  const now = writer.epoch();
  if (now !== decidedUnder) throw new AppError("epoch-moved", { decidedUnder, now });
}
