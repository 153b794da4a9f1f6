import type { DatabaseSync, StatementSync } from "node:sqlite";
import { createShard, type Searched, shardOf, shards } from "./search-shards.ts";

export interface SearchIndex {
  /** `words`: normalised, space-separated. */
  add(row: number, words: string): void;
  remove(row: number): void;
  /** After a rollback: a table made in it is gone. */
  forget(): void;
}

interface Shard {
  insert: StatementSync;
  remove: StatementSync;
}

export function searchIndex(db: DatabaseSync, searched: Searched): SearchIndex {
  let existing: Set<string> | null = null;
  const prepared = new Map<string, Shard>();

  function shardFor(row: number): Shard {
    const name = shardOf(searched, row);
    const known = prepared.get(name);
    if (known) return known;
    existing ??= new Set(shards(db, searched));
    if (!existing.has(name)) createShard(db, name);
    existing.add(name);
    const shard = {
      insert: db.prepare(`INSERT INTO ${name} (rowid, text) VALUES (?, ?)`),
      remove: db.prepare(`DELETE FROM ${name} WHERE rowid = ?`),
    };
    prepared.set(name, shard);
    return shard;
  }

  return {
    add: (row, words) => void shardFor(row).insert.run(row, words),
    remove: (row) => void shardFor(row).remove.run(row),
    forget() {
      existing = null;
      prepared.clear();
    },
  };
}
