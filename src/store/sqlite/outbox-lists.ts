import type { DatabaseSync } from "node:sqlite";
import type { NameWriter } from "./names.ts";
import type { NumberedKey } from "./object-keys.ts";
import type { Recipients } from "./recipients.ts";
import * as state from "./state.ts";

/** The versions of one object that a partner may be served now. */
interface OpenOffer {
  seq: number;
  row: number;
  added: number;
  kind: number;
  modified: number;
}

export interface OutboxLists {
  isServed(partner: number, seq: number): boolean;
  /** Puts a new open offer of an object into the lists. */
  enter(partner: number, object: NumberedKey, offer: OpenOffer): void;
  /** The same where no other version was ever offered to this partner. */
  enterFirst(partner: number, offer: OpenOffer): void;
  /** Takes an entry out of whichever list it stands in. */
  leave(partner: number, seq: number): void;
  /** Sorts an object's open offers anew, after some of them left. */
  relist(partner: number, object: NumberedKey): void;
}

/** Keeps `outbox` (last version of each object, as offered to this partner) and `outbox_earlier` true. */
export function outboxLists(
  db: DatabaseSync,
  names: NameWriter,
  recipients: Recipients,
): OutboxLists {
  const servedOnly = db.prepare("SELECT 1 FROM served_only WHERE partner = ? AND seq = ?");
  const receivedOnly = db.prepare(
    "SELECT 1 FROM served_only WHERE partner = ? AND seq = ? AND received = 1",
  );
  const ofObject = `SELECT o.seq, o.row, o.added, r.kind, r.modified
    FROM record r JOIN offer o ON o.row = r.row AND o.partner = ?
    WHERE r.local = ? AND r.type = ? AND o.state = ${state.open}`;
  const openOffers = db.prepare(`${ofObject} ORDER BY r.modified DESC`);
  const lastOther = db.prepare(`${ofObject} AND o.seq <> ? ORDER BY r.modified DESC LIMIT 1`);
  const insertLast = db.prepare("INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?)");
  const insertEarlier = db.prepare("INSERT INTO outbox_earlier VALUES (?, ?, ?, ?, ?, ?)");
  const deleteLast = db.prepare("DELETE FROM outbox WHERE partner = ? AND seq = ? RETURNING kind");
  const deleteEarlier = db.prepare("DELETE FROM outbox_earlier WHERE partner = ? AND seq = ?");
  const isFirst = db.prepare("SELECT first FROM outbox WHERE partner = ? AND seq = ?");

  function isServed(partner: number, seq: number): boolean {
    return recipients.of(partner).served >= seq || servedOnly.get(partner, seq) !== undefined;
  }

  function putLast(partner: number, offer: OpenOffer, first: number): void {
    insertLast.run(partner, offer.seq, offer.row, offer.added, offer.kind, first);
    if (!isPending(partner, offer)) return;
    const recipient = recipients.of(partner);
    const alone = recipient.pending === 0;
    recipient.pendingFrom = alone ? offer.seq : Math.min(recipient.pendingFrom, offer.seq);
    recipient.pending++;
  }

  /** Nobody signs for a receipt, so none is waited for. */
  function isPending(partner: number, { seq, kind }: Pick<OpenOffer, "seq" | "kind">): boolean {
    if (kind === names.number("receipt")) return false;
    return recipients.of(partner).received < seq && !receivedOnly.get(partner, seq);
  }

  function putEarlier(partner: number, offer: OpenOffer, first: number): void {
    insertEarlier.run(partner, offer.seq, offer.row, offer.added, offer.kind, first);
  }

  function leave(partner: number, seq: number): void {
    const last = deleteLast.get(partner, seq) as { kind: number } | undefined;
    if (!last) deleteEarlier.run(partner, seq);
    else if (isPending(partner, { seq, kind: last.kind })) recipients.of(partner).pending--;
  }

  function relist(partner: number, { local, type }: NumberedKey): void {
    const offers = openOffers.all(partner, local, type) as unknown as OpenOffer[];
    for (const offer of offers) leave(partner, offer.seq);
    offers.forEach((offer, index) => {
      const first = index === offers.length - 1 ? 1 : 0;
      if (index > 0) return putEarlier(partner, offer, first);
      putLast(partner, offer, first);
    });
  }

  return {
    isServed,
    leave,
    relist,
    enterFirst: (partner, offer) => putLast(partner, offer, 1),
    enter(partner, object, offer) {
      const { local, type } = object;
      const before = lastOther.get(partner, local, type, offer.seq) as OpenOffer | undefined;
      if (!before) return putLast(partner, offer, 1);
      if (before.modified > offer.modified) return relist(partner, object);
      // The usual case, whatever the number of versions: the one before steps back.
      const { first } = isFirst.get(partner, before.seq) as { first: number };
      leave(partner, before.seq);
      putEarlier(partner, before, first);
      putLast(partner, offer, 0);
    },
  };
}
