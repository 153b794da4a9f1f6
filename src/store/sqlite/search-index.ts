import type { DatabaseSync } from "node:sqlite";

export interface SearchIndex {
  /** `words`: normalised, space-separated. */
  add(row: number, words: string): void;
  remove(row: number): void;
  /** After a rollback: the word list may not be on disk. */
  forget(): void;
}

/** Words remembered as written, so that a common word costs no statement. */
const rememberedWords = 50_000;

export function searchIndex(db: DatabaseSync): SearchIndex {
  const insert = db.prepare("INSERT INTO words (rowid, text) VALUES (?, ?)");
  const remove = db.prepare("DELETE FROM words WHERE rowid = ?");
  const insertWord = db.prepare("INSERT OR IGNORE INTO word (text) VALUES (?)");
  let known = new Set<string>();
  return {
    add(row, words) {
      insert.run(row, words);
      for (const word of words.split(" ")) {
        if (known.has(word) || word === "") continue;
        if (known.size >= rememberedWords) known = new Set();
        insertWord.run(word);
        known.add(word);
      }
    },
    remove: (row) => void remove.run(row),
    forget: () => known.clear(),
  };
}
