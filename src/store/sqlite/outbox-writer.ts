import type { DatabaseSync } from "node:sqlite";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import type { Change, Offer } from "../port.ts";
import type { Fresh, FreshRecords } from "./fresh-records.ts";
import type { LedgerWriter } from "./ledger-writer.ts";
import type { NameWriter } from "./names.ts";
import type { NumberedKey, ObjectKeys } from "./object-keys.ts";
import { outboxLists } from "./outbox-lists.ts";
import type { Recipients } from "./recipients.ts";
import { sequenceAt } from "./sequence-at.ts";
import * as state from "./state.ts";

type Of<Kind extends Change["do"]> = Extract<Change, { do: Kind }>;

/** By partner: rows that entered its outbox, negative where they left it. */
export type Moves = Map<PartnerId, number[]>;

export interface OutboxWriter {
  /** False: nothing was appended (unknown or withdrawn version, or it stands there already). `now`: ms UTC. */
  offer(offer: Offer, now: number, moves: Moves): boolean;
  void(change: Of<"void">, moves: Moves): void;
  recall(change: Of<"recall-offer">, moves: Moves): void;
  served(change: Of<"served">): void;
  received(change: Of<"received">): void;
  /** Closes every offer of a withdrawn record version, to whomever: recalled if it was served, else voided. */
  withdraw(row: number, key: NumberedKey, moves: Moves): void;
  /** Voids one record version's open offer to one partner, unless it was served. */
  voidRow(row: number, key: NumberedKey, partner: PartnerId, moves: Moves): void;
}

/** µs that a partner's word may lie ahead of this node's clock, which may be behind by days. */
const mostAheadUs = 8 * 24 * 3_600_000_000;

export function outboxWriter(
  db: DatabaseSync,
  names: NameWriter,
  keys: ObjectKeys,
  fresh: FreshRecords,
  recipients: Recipients,
  ledger: LedgerWriter,
): OutboxWriter {
  const lists = outboxLists(db, names, recipients);
  const findVersion = db.prepare(
    "SELECT row, state, kind, modified FROM record WHERE local = ? AND type = ? AND modified = ?",
  );
  const latestVersion = db.prepare(
    `SELECT row, state, kind, modified FROM record WHERE local = ? AND type = ?
     ORDER BY modified DESC LIMIT 1`,
  );
  const findOffer = db.prepare("SELECT seq, state FROM offer WHERE row = ? AND partner = ?");
  const anyOffer = db.prepare(
    `SELECT 1 FROM record r JOIN offer o ON o.row = r.row AND o.partner = ?
     WHERE r.local = ? AND r.type = ? AND o.state <> ${state.voided} LIMIT 1`,
  );
  const openOrRecalled = db.prepare(
    `SELECT o.seq, o.state FROM record r JOIN offer o ON o.row = r.row AND o.partner = ?
     WHERE r.local = ? AND r.type = ? AND o.state IN (${state.open}, ${state.recalled})`,
  );
  const insertOffer = db.prepare("INSERT OR REPLACE INTO offer VALUES (?, ?, ?, ?, ?, ?, ?)");
  const setState = db.prepare("UPDATE offer SET state = ? WHERE row = ? AND partner = ?");
  const offersOfVersions = db.prepare(
    `SELECT o.row, o.seq, o.state FROM record r JOIN offer o ON o.row = r.row AND o.partner = ?
     WHERE r.local = ? AND r.type = ? AND r.modified BETWEEN ? AND ?`,
  );
  const openOffersOfRow = db.prepare(
    `SELECT o.partner, o.seq, n.text AS name FROM offer o JOIN name n ON n.number = o.partner
     WHERE o.row = ? AND o.state = ${state.open}`,
  );
  const newlyReceived = db.prepare(
    `SELECT count(*) AS n FROM outbox o WHERE partner = ? AND seq > ? AND seq <= ? AND kind <> ?
     AND NOT EXISTS (
       SELECT 1 FROM served_only s WHERE s.partner = o.partner AND s.seq = o.seq AND s.received = 1
     )`,
  );
  const newlyReceivedOnes = db.prepare(
    `SELECT count(*) AS n FROM served_only s
     JOIN outbox o ON o.partner = s.partner AND o.seq = s.seq
     WHERE s.partner = ? AND s.seq > ? AND s.seq <= ? AND s.received = 0 AND o.kind <> ?`,
  );
  const serveOne = db.prepare("INSERT OR IGNORE INTO served_only VALUES (?, ?, 0)");
  const receiveOnes = db.prepare(
    "UPDATE served_only SET received = 1 WHERE partner = ? AND seq <= ?",
  );
  const dropPassed = db.prepare(
    "DELETE FROM served_only WHERE partner = ? AND seq <= ? AND (received = 0 OR seq <= ?)",
  );
  const lastAt = sequenceAt(db, "outbox");
  const earlierAt = sequenceAt(db, "outbox_earlier");

  function close(
    change: { partner: string; id: string },
    [from, through]: [number, number],
    next: (seq: number, partner: number) => number | null,
    moves: Moves,
  ): void {
    fresh.delete(change.id);
    const { local, type } = keys.of(change.id);
    const partner = names.number(change.partner);
    const offers = offersOfVersions.all(partner, local, type, from, through);
    let left = false;
    for (const offer of offers as { row: number; seq: number; state: number }[]) {
      const closed = offer.state === state.open ? next(offer.seq, partner) : null;
      if (closed === null) continue;
      lists.leave(partner, offer.seq);
      setState.run(closed, offer.row, partner);
      move(moves, change.partner, -offer.row);
      left = true;
    }
    if (left) lists.relist(partner, { local, type });
  }

  function wasServed(id: StixId, partner: number): boolean {
    const { local, type } = keys.of(id);
    const offers = openOrRecalled.all(partner, local, type);
    return (offers as { seq: number; state: number }[]).some(
      (offer) => offer.state === state.recalled || lists.isServed(partner, offer.seq),
    );
  }

  /** Sequence and date_added of a new entry. */
  function nextPlace(partner: number, now: number): { seq: number; added: number } {
    const recipient = recipients.of(partner);
    recipient.added = Math.max(now * 1000, recipient.added + 1);
    return { seq: ++recipient.last, added: recipient.added };
  }

  function clausesOf({ decidedBy = [] }: Offer): number {
    return decidedBy.length === 0 ? 0 : names.number(decidedBy.join("\n"));
  }

  function offerFresh(record: Fresh, offer: Offer, now: number, moves: Moves): boolean {
    const partner = names.number(offer.partner);
    if (record.offered.has(partner)) return false;
    record.offered.add(partner);
    const { row, kind, modified } = record;
    const place = nextPlace(partner, now);
    const control = offer.control ? 1 : 0;
    insertOffer.run(row, partner, place.seq, place.added, control, state.open, clausesOf(offer));
    move(moves, offer.partner, row);
    lists.enterFirst(partner, { ...place, row, kind, modified });
    return true;
  }

  return {
    offer(offer, now, moves) {
      const partner = names.number(offer.partner);
      const written = fresh.get(offer.id);
      const same = offer.modified === undefined || offer.modified === written?.modified;
      if (written && same && offer.ifServed === undefined) {
        return offerFresh(written, offer, now, moves);
      }
      fresh.delete(offer.id);
      const { local, type } = keys.of(offer.id);
      if (offer.ifServed !== undefined && !wasServed(offer.ifServed, partner)) return false;
      const version = (
        offer.modified === undefined
          ? latestVersion.get(local, type)
          : findVersion.get(local, type, offer.modified)
      ) as { row: number; state: number; kind: number; modified: number } | undefined;
      if (!version || version.state & state.withdrawn) return false;
      if (offer.modified === undefined && anyOffer.get(partner, local, type)) return false;
      const { row, kind, modified } = version;
      const standing = findOffer.get(row, partner) as { state: number } | undefined;
      if (standing && standing.state !== state.voided) return false;
      const place = nextPlace(partner, now);
      const control = offer.control ? 1 : 0;
      insertOffer.run(row, partner, place.seq, place.added, control, state.open, clausesOf(offer));
      move(moves, offer.partner, row);
      lists.enter(partner, { local, type }, { ...place, row, kind, modified });
      return true;
    },
    void(change, moves) {
      const versions: [number, number] =
        change.modified === undefined
          ? [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]
          : [change.modified, change.modified];
      const next = (seq: number, partner: number) =>
        lists.isServed(partner, seq) ? null : state.voided;
      close(change, versions, next, moves);
    },
    recall(change, moves) {
      const next = (seq: number, partner: number) =>
        lists.isServed(partner, seq) ? state.recalled : state.stopped;
      close(change, [Number.MIN_SAFE_INTEGER, change.throughModified], next, moves);
    },
    served({ partner: id, seq, only, leaves, at }) {
      const partner = names.number(id);
      const recipient = recipients.of(partner);
      recipient.servedAt = at;
      if (leaves) ledger.append(id, leaves, at);
      if (only) {
        for (const one of only) {
          if (one > recipient.last || lists.isServed(partner, one)) continue;
          serveOne.run(partner, one);
        }
        return;
      }
      // Never beyond what was offered: a later entry would count as served unseen.
      const mark = Math.min(seq, recipient.last);
      if (mark <= recipient.served) return;
      recipient.served = mark;
      dropPassed.run(partner, recipient.served, recipient.received);
    },
    received({ partner: id, through, at }) {
      const partner = names.number(id);
      const recipient = recipients.of(partner);
      recipient.receivedAt = at;
      // It has read further than this store knows: what comes next must not seem old to it.
      if (through <= at * 1000 + mostAheadUs) recipient.added = Math.max(recipient.added, through);
      const seq = Math.max(lastAt(partner, through), earlierAt(partner, through));
      // Nobody can have received what was not served.
      const mark = Math.max(recipient.received, Math.min(seq, recipient.served));
      const receipt = names.number("receipt");
      for (const covered of [
        newlyReceived.get(partner, recipient.received, mark, receipt),
        newlyReceivedOnes.get(partner, mark, seq, receipt),
      ]) {
        recipient.pending -= (covered as { n: number }).n;
      }
      receiveOnes.run(partner, seq);
      recipient.received = mark;
      dropPassed.run(partner, recipient.served, recipient.received);
    },
    withdraw(row, key, moves) {
      const offers = openOffersOfRow.all(row) as { partner: number; seq: number; name: string }[];
      for (const { partner, seq, name } of offers) {
        const served = lists.isServed(partner, seq);
        lists.leave(partner, seq);
        setState.run(served ? state.recalled : state.voided, row, partner);
        move(moves, name, -row);
        lists.relist(partner, key);
      }
    },
    voidRow(row, key, partnerId, moves) {
      const partner = names.number(partnerId);
      const offer = findOffer.get(row, partner) as { seq: number; state: number } | undefined;
      if (offer?.state !== state.open || lists.isServed(partner, offer.seq)) return;
      lists.leave(partner, offer.seq);
      setState.run(state.voided, row, partner);
      move(moves, partnerId, -row);
      lists.relist(partner, key);
    },
  };
}

function move(moves: Moves, partner: PartnerId, row: number): void {
  const rows = moves.get(partner);
  if (rows) rows.push(row);
  else moves.set(partner, [row]);
}
