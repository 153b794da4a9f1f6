import type { DatabaseSync } from "node:sqlite";

/** Rows of one full-text table: a prefix that very many words share is collected within one, not over all rows. */
const rowsOfShard = 32_768;

/** ASCII punctuation is part of a word here: the words come normalised, so the tokeniser only splits at spaces. */
const wordCharacters = "!#$%&()*+,-./:;<=>?@[\\]^_`{|}~''\"\"";

/** The full-text table that holds the words of `row`. */
export function shardOf(row: number): string {
  return `words_${Math.floor(row / rowsOfShard)}`;
}

/** Without its own copy of the words, and without their positions: phrases are not searched. */
export function createShard(db: DatabaseSync, shard: string): void {
  db.exec(`CREATE VIRTUAL TABLE ${shard} USING fts5 (
    text, content = '', contentless_delete = 1, detail = none,
    tokenize = "ascii tokenchars '${wordCharacters}'"
  )`);
}

/** Newest rows first. */
export function shards(db: DatabaseSync): string[] {
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE name GLOB 'words_*' AND rootpage = 0")
    .all() as { name: string }[];
  const number = (shard: string): number => Number(shard.slice("words_".length));
  return tables.map(({ name }) => name).sort((a, b) => number(b) - number(a));
}
