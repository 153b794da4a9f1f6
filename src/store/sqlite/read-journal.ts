import type { DatabaseSync } from "node:sqlite";
import { setImmediate as othersFirst } from "node:timers/promises";
import type { JournalLine, JournalLogLine, JournalQuery } from "../port.ts";
import { markWord, seriesMark } from "./journal-writer.ts";
import { exactly, prefixes, shards } from "./search-shards.ts";
import type { Reader } from "./thread-messages.ts";

/** A search looks at this many entries that hold the words, those that were written last. */
const mostHits = 20_000;

/** Where an entry stands in the order of the journal: by time, then by writing. */
interface Place {
  at: number;
  line: number;
}

const end: Place = { at: Number.MAX_SAFE_INTEGER, line: Number.MAX_SAFE_INTEGER };

/** Questions about the journal. A page costs the same however long the journal is. */
export function journalReader(
  db: DatabaseSync,
): Pick<Reader, "journal" | "journalEntry" | "journalSeries" | "journalLog"> {
  const names = db.prepare("SELECT series, name FROM journal_series");
  const placeOf = db.prepare("SELECT at, line FROM journal WHERE series = ? AND number = ?");
  const page = db.prepare(
    `SELECT at, line FROM journal WHERE series = ? AND (at, line) < (?, ?) AND at >= ? AND at < ?
     ORDER BY at DESC, line DESC LIMIT ?`,
  );
  const whole = db.prepare("SELECT series, number, at, corrects, text FROM journal WHERE line = ?");
  const corrections = db.prepare(
    "SELECT number FROM journal WHERE series = ? AND corrects = ? ORDER BY number",
  );
  const log = db.prepare(
    `SELECT j.line AS number, j.text, lower(hex(j.hash)) AS hash, s.name AS series,
       j.number AS seriesNumber, j.at
     FROM journal j JOIN journal_series s ON s.series = j.series
     WHERE j.line > ? ORDER BY j.line LIMIT ?`,
  );

  function seriesNamed(): Map<string, number> {
    const all = names.all() as { series: number; name: string }[];
    return new Map(all.map(({ series, name }) => [name, series]));
  }

  /** In the order of writing, which needs no more than the page. */
  async function hits(query: string, { from, until, limit }: JournalQuery, behind: Place) {
    const found: Place[] = [];
    let looked = 0;
    for (const shard of shards(db, "journal_words")) {
      const matching = db.prepare(
        `SELECT j.at, j.line FROM ${shard} w CROSS JOIN journal j ON j.line = w.rowid
         WHERE ${shard} MATCH ? AND w.rowid < ? ORDER BY w.rowid DESC`,
      );
      const some = matching.iterate(query, behind.line) as Iterable<unknown> as Iterable<Place>;
      for (const place of some) {
        if (place.at >= (from ?? -Infinity) && place.at < (until ?? Infinity)) found.push(place);
        if (++looked >= mostHits || found.length >= limit) return found;
      }
      await othersFirst();
    }
    return found;
  }

  function ofSeries(series: number, { from, until, limit }: JournalQuery, behind: Place): Place[] {
    const since = from ?? -Number.MAX_SAFE_INTEGER;
    const before = until ?? Number.MAX_SAFE_INTEGER;
    return page.all(series, behind.at, behind.line, since, before, limit) as unknown as Place[];
  }

  function lineAt({ line }: Place): JournalLine {
    const { series, number, at, corrects, text } = whole.get(line) as {
      series: number;
      number: number;
      at: number;
      corrects: number | null;
      text: string;
    };
    const { series: name, value } = JSON.parse(text) as { series: string; value: string };
    const by = corrections.all(series, number) as { number: number }[];
    return {
      ...{ series: name, number, at, corrects, value },
      correctedBy: by.map((one) => one.number),
    };
  }

  return {
    async journal(query) {
      const { series: asked, behind, words = [], marks = [], limit } = query;
      const known = seriesNamed();
      const series = asked.flatMap((name) => known.get(name) ?? []);
      const from = (behind ? placeOf.get(known.get(behind.series) ?? 0, behind.number) : end) as
        | Place
        | undefined;
      if (series.length === 0 || !from) return [];
      const terms = [...prefixes(words), ...marks.map((mark) => exactly(markWord(mark)))];
      const anyOf = series.map((one) => exactly(seriesMark(one))).join(" OR ");
      const found =
        terms.length > 0
          ? await hits(`(${anyOf}) AND ${terms.join(" AND ")}`, query, from)
          : series.flatMap((one) => ofSeries(one, query, from)).sort(newestFirst);
      return found.slice(0, limit).map(lineAt);
    },
    journalEntry(series, number) {
      const place = placeOf.get(seriesNamed().get(series) ?? 0, number) as Place | undefined;
      return place ? lineAt(place) : null;
    },
    journalSeries: () => [...seriesNamed().keys()],
    journalLog: (after, limit) => log.all(after, limit) as unknown as JournalLogLine[],
  };
}

function newestFirst(a: Place, b: Place): number {
  return b.at - a.at || b.line - a.line;
}
