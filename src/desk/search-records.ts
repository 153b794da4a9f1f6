import type { PartnerId } from "../domain/partner.ts";
import { searchWords } from "../domain/search-words.ts";
import { AppError } from "../errors.ts";
import type { PictureQuery } from "../picture/picture.ts";
import type { Desk } from "./desk.ts";
import { listed, type ListedRecord } from "./list-records.ts";

export interface RecordQuery {
  /** [west, south, east, north], degrees; west > east crosses the date line. */
  bbox?: [number, number, number, number];
  /** ms UTC, inclusive. */
  from?: number;
  /** ms UTC, exclusive. */
  to?: number;
  kinds?: string[];
  topics?: string[];
  partners?: PartnerId[];
  q?: string;
  limit: number;
  cursor?: string;
}

/** A text search looks at this many of its newest hits. */
const mostHits = 20_000;

/** What this node's people see, newest first. Errors: cursor-unknown. */
export async function searchRecords(
  desk: Desk,
  { bbox, from, to, kinds, topics, partners, q, limit, cursor }: RecordQuery,
): Promise<{ records: ListedRecord[]; next: string | null }> {
  const words = q === undefined ? [] : searchWords(q);
  if (q !== undefined && q.trim() !== "" && words.length === 0) return { records: [], next: null };
  const query: PictureQuery = {
    limit: limit + 1,
    ...(bbox && { box: bbox }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(kinds && { kinds }),
    ...(partners && { originators: partners }),
    ...(topics && { label: (id) => bearsAny(desk, id, topics) }),
    ...(words.length > 0 && { rows: await desk.store.search(words, mostHits) }),
    ...(cursor !== undefined && { after: readCursor(cursor) }),
  };
  const found = desk.picture.query(query);
  const page = found.slice(0, limit);
  const stored = await desk.store.byRows(page.map(({ row }) => row));
  const last = page.at(-1);
  return {
    records: await listed(desk, stored),
    next: last && found.length > limit ? `${last.at}.${last.row}` : null,
  };
}

function bearsAny(desk: Desk, label: string, topics: readonly string[]): boolean {
  return desk.labels.get(label)?.topics.some((topic) => topics.includes(topic)) ?? false;
}

function readCursor(cursor: string): { at: number; row: number } {
  const match = /^(-?\d{1,16})\.(\d{1,12})$/.exec(cursor);
  if (!match) throw new AppError("cursor-unknown");
  return { at: Number(match[1]), row: Number(match[2]) };
}
