import type { DatabaseSync } from "node:sqlite";

export type OutboxTable = "outbox" | "outbox_earlier";

/**
 * Finds in one outbox table the highest sequence whose date_added (µs) is not above `added`; 0 if none.
 * Both ascend together, so halving the range takes some twenty look-ups and no index of its own.
 */
export function sequenceAt(
  db: DatabaseSync,
  table: OutboxTable,
): (partner: number, added: number) => number {
  const atOrAbove = db.prepare(
    `SELECT seq, added FROM ${table} WHERE partner = ? AND seq >= ? ORDER BY seq LIMIT 1`,
  );
  const highest = db.prepare(
    `SELECT seq, added FROM ${table} WHERE partner = ? ORDER BY seq DESC LIMIT 1`,
  );
  type Place = { seq: number; added: number };
  return (partner, added) => {
    const end = highest.get(partner) as Place | undefined;
    if (!end) return 0;
    if (end.added <= added) return end.seq;
    // Invariant: every entry with seq < low is at or before `added`, the first one with seq >= high is after it.
    let low = 1;
    let high = end.seq;
    let found = 0;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const place = atOrAbove.get(partner, middle) as Place;
      if (place.added <= added) {
        found = place.seq;
        low = place.seq + 1;
      } else high = middle;
    }
    return found;
  };
}
