import type { DatabaseSync } from "node:sqlite";

/** Numbers for the few texts that repeat in every row. */
export interface NameWriter {
  /** The number of `text`, given now if it is new; 0 for null. */
  number(text: string | null): number;
  /** After a rollback: what was given may not be on disk. */
  forget(): void;
}

export interface NameReader {
  /** null: never written, so nothing can match it. */
  number(text: string): number | null;
  /** null for 0. */
  text(number: number): string | null;
}

export function nameWriter(db: DatabaseSync): NameWriter {
  const find = db.prepare("SELECT number FROM name WHERE text = ?");
  const insert = db.prepare("INSERT INTO name (text) VALUES (?)");
  const known = new Map<string, number>();
  return {
    number(text) {
      if (text === null) return 0;
      const cached = known.get(text);
      if (cached !== undefined) return cached;
      const found = find.get(text) as { number: number } | undefined;
      const number = found?.number ?? Number(insert.run(text).lastInsertRowid);
      known.set(text, number);
      return number;
    },
    forget: () => known.clear(),
  };
}

/** A name once committed never changes: the cache needs no invalidation. */
export function nameReader(db: DatabaseSync): NameReader {
  const byText = db.prepare("SELECT number FROM name WHERE text = ?");
  const byNumber = db.prepare("SELECT text FROM name WHERE number = ?");
  const numbers = new Map<string, number>();
  const texts = new Map<number, string>();
  return {
    number(text) {
      const cached = numbers.get(text);
      if (cached !== undefined) return cached;
      const found = byText.get(text) as { number: number } | undefined;
      if (!found) return null;
      numbers.set(text, found.number);
      return found.number;
    },
    text(number) {
      if (number === 0) return null;
      const cached = texts.get(number);
      if (cached !== undefined) return cached;
      const { text } = byNumber.get(number) as { text: string };
      texts.set(number, text);
      return text;
    },
  };
}
