import type { DatabaseSync } from "node:sqlite";

/** What is searched, each in full-text tables of its own: records, entries of the journal. */
export type Searched = "words" | "journal_words";

/** Rows of one full-text table: a prefix that very many words share is collected within one, not over all rows. */
const rowsOfShard = 32_768;

/** ASCII punctuation is part of a word here: the words come normalised, so the tokeniser only splits at spaces. */
const wordCharacters = "!#$%&()*+,-./:;<=>?@[\\]^_`{|}~''\"\"";

/** The full-text table that holds the words of `row`. */
export function shardOf(searched: Searched, row: number): string {
  return `${searched}_${Math.floor(row / rowsOfShard)}`;
}

/** Without its own copy of the words, and without their positions: phrases are not searched. */
export function createShard(db: DatabaseSync, shard: string): void {
  db.exec(`CREATE VIRTUAL TABLE ${shard} USING fts5 (
    text, content = '', contentless_delete = 1, detail = none,
    tokenize = "ascii tokenchars '${wordCharacters}'"
  )`);
}

/** Newest rows first. */
export function shards(db: DatabaseSync, searched: Searched): string[] {
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE name GLOB ? AND rootpage = 0")
    .all(`${searched}_*`) as { name: string }[];
  const number = (shard: string): number => Number(shard.slice(searched.length + 1));
  return tables.map(({ name }) => name).sort((a, b) => number(b) - number(a));
}

/** Finds words that begin so; where the tokeniser separates, so does the question: phrases are not indexed. */
export function prefixes(words: readonly string[]): string[] {
  return words.flatMap(separate).map((word) => `${exactly(word)}*`);
}

/** Finds this word and no longer one. */
export function exactly(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}

function separate(word: string): string[] {
  // oxlint-disable-next-line no-control-regex
  return word.split(/[\x00-\x20\x7f]+/).filter((part) => part !== "");
}
