import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { JournalEntry } from "../port.ts";
import { searchIndex } from "./search-index.ts";

export interface JournalWriter {
  /** Gives the number of the entry in its series. */
  append(entry: JournalEntry): number;
  /** After a rollback: a search table made in it is gone. */
  forget(): void;
}

const before = new Uint8Array(32);

/** The word by which all entries of a series are found. */
export function seriesMark(series: number): string {
  return `#${series}`;
}

/** A mark as a word of the search index, which no word of a text can be: those hold letters and digits alone. */
export function markWord(mark: string): string {
  return `@${mark}`;
}

/** Adds to the journal, each line with the hash of all before it, and makes it found by words and marks. */
export function journalWriter(db: DatabaseSync): JournalWriter {
  const search = searchIndex(db, "journal_words");
  const next = db.prepare(
    `INSERT INTO journal_series (name, last) VALUES (?, 1)
     ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING series, last`,
  );
  const last = db.prepare(
    "SELECT line, hash FROM journal WHERE line = (SELECT max(line) FROM journal)",
  );
  const insert = db.prepare(
    `INSERT INTO journal (line, series, number, at, corrects, text, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );

  return {
    append({ series: name, at, corrects, value, words, marks }) {
      const { series, last: number } = next.get(name) as { series: number; last: number };
      const { line, hash } = (last.get() ?? { line: 0, hash: before }) as {
        line: number;
        hash: Uint8Array;
      };
      const text = JSON.stringify({
        ...{ series: name, number, at, ...(corrects !== undefined && { corrects }), value },
      });
      const chained = createHash("sha256").update(hash).update(text).digest();
      insert.run(line + 1, series, number, at, corrects ?? null, text, chained);
      search.add(line + 1, [words, seriesMark(series), ...marks.map(markWord)].join(" "));
      return number;
    },
    forget: () => search.forget(),
  };
}
