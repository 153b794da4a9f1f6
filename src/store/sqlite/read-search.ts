import type { DatabaseSync, StatementSync } from "node:sqlite";
import { setImmediate as othersFirst } from "node:timers/promises";
import { prefixes, shards } from "./search-shards.ts";
import { liveLatest } from "./stored-records.ts";

interface Hit {
  row: number;
  /** Of the object that a language-content translates; null for other records. */
  local: Uint8Array | string | null;
  type: number;
}

/** Rows that match all words, newest first. Between two tables other questions get their turn. */
export function searchReader(
  db: DatabaseSync,
): (words: readonly string[], limit: number) => Promise<Int32Array> {
  const latestOf = db.prepare(
    `SELECT r.row FROM record r WHERE r.local = ? AND r.type = ? AND ${liveLatest}`,
  );
  const prepared = new Map<string, StatementSync>();

  function matching(shard: string): StatementSync {
    let statement = prepared.get(shard);
    if (!statement) {
      statement = db.prepare(
        `SELECT w.rowid AS row, t.local, t.type FROM ${shard} w
         LEFT JOIN translation t ON t.row = w.rowid
         WHERE ${shard} MATCH ? ORDER BY w.rowid DESC`,
      );
      prepared.set(shard, statement);
    }
    return statement;
  }

  function collect(shard: string, query: string, limit: number, rows: Set<number>): void {
    const hits = matching(shard).iterate(query) as Iterable<unknown> as Iterable<Hit>;
    for (const { row, local, type } of hits) {
      if (rows.size >= limit) return;
      const object = local === null ? { row } : latestOf.get(local, type);
      if (object) rows.add((object as { row: number }).row);
    }
  }

  return async (words, limit) => {
    const query = prefixes(words).join(" AND ");
    const rows = new Set<number>();
    if (query === "") return new Int32Array();
    for (const shard of shards(db, "words")) {
      if (rows.size >= limit) break;
      collect(shard, query, limit, rows);
      await othersFirst();
    }
    return Int32Array.from(rows).sort().reverse();
  };
}
