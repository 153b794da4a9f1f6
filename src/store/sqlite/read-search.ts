import type { DatabaseSync } from "node:sqlite";
import { liveLatest } from "./stored-records.ts";

/** Up to this many words a prefix is spelled out; beyond, FTS5 collects the matches of the prefix itself. */
const wordsOfPrefix = 256;

/** Rows that match all words, newest first. */
export function searchReader(
  db: DatabaseSync,
): (words: readonly string[], limit: number) => Int32Array {
  const expand = db.prepare("SELECT text FROM word WHERE text >= ? AND text < ? LIMIT ?");
  const match = db.prepare(
    `SELECT words.rowid AS row, t.local, t.type FROM words
     LEFT JOIN translation t ON t.row = words.rowid
     WHERE words MATCH ? ORDER BY words.rowid DESC`,
  );
  const latestOf = db.prepare(
    `SELECT r.row FROM record r WHERE r.local = ? AND r.type = ? AND ${liveLatest}`,
  );

  /** null: no word begins like this. */
  function clause(prefix: string): string | null {
    const found = expand.all(prefix, `${prefix}\u{10ffff}`, wordsOfPrefix + 1);
    if (found.length === 0) return null;
    if (found.length > wordsOfPrefix) return `${quoted(prefix)}*`;
    return `(${found.map((word) => quoted(word["text"] as string)).join(" OR ")})`;
  }

  return (words, limit) => {
    const clauses = words.filter((word) => word !== "").map(clause);
    if (clauses.length === 0 || clauses.includes(null)) return new Int32Array();
    const rows = new Set<number>();
    type Hit = { row: number; local: Uint8Array | string | null; type: number };
    for (const hit of match.iterate(clauses.join(" AND ")) as Iterable<unknown>) {
      if (rows.size >= limit) break;
      const { row, local, type } = hit as Hit;
      if (local === null) rows.add(row);
      else {
        const object = latestOf.get(local, type) as { row: number } | undefined;
        if (object) rows.add(object.row);
      }
    }
    return Int32Array.from(rows).sort().reverse();
  };
}

function quoted(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}
