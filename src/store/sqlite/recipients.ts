import type { DatabaseSync } from "node:sqlite";

/** Where one partner's outbox stands. Times of `added` in µs, of `servedAt` and `receivedAt` in ms. */
export interface Recipient {
  last: number;
  added: number;
  served: number;
  received: number;
  /** Entries that no receipt covers, without receipts: nobody signs for these. */
  pending: number;
  /** No pending entry stands before this sequence. */
  pendingFrom: number;
  servedAt: number | null;
  receivedAt: number | null;
  /** Entries up to this sequence were offered before there were ledgers. */
  unlogged: number;
}

/** The rows of `recipient`, kept while a transaction runs and written once at its end. */
export interface Recipients {
  of(partner: number): Recipient;
  /** Writes down what `of` gave out and was changed. */
  flush(): void;
  forget(): void;
}

export function recipients(db: DatabaseSync): Recipients {
  const select = db.prepare(
    `SELECT last, added, served, received, pending, pending_from AS pendingFrom,
       served_at AS servedAt, received_at AS receivedAt, unlogged
     FROM recipient WHERE partner = ?`,
  );
  const replace = db.prepare(
    `INSERT OR REPLACE INTO recipient
       (partner, last, added, served, received, pending, pending_from, served_at, received_at, unlogged)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const loaded = new Map<number, Recipient>();
  return {
    of(partner) {
      let recipient = loaded.get(partner);
      if (!recipient) {
        recipient = (select.get(partner) as Recipient | undefined) ?? {
          ...{ last: 0, added: 0, served: 0, received: 0, pending: 0, pendingFrom: 0 },
          ...{ servedAt: null, receivedAt: null, unlogged: 0 },
        };
        loaded.set(partner, recipient);
      }
      return recipient;
    },
    flush() {
      for (const [partner, r] of loaded) {
        const watermarks = [
          r.last,
          r.added,
          r.served,
          r.received,
          r.pending,
          r.pendingFrom,
        ] as const;
        replace.run(partner, ...watermarks, r.servedAt, r.receivedAt, r.unlogged);
      }
      loaded.clear();
    },
    forget: () => loaded.clear(),
  };
}
