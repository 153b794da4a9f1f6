import type { PartnerId } from "../domain/partner.ts";
import { lookupWords } from "../domain/search-words.ts";
import { AppError } from "../errors.ts";
import type { StoredRecord } from "../store/port.ts";
import type { PictureQuery } from "../picture/picture.ts";
import type { Desk } from "./desk.ts";
import { listed, type ListedRecord } from "./list-records.ts";
import { sees, type Viewer } from "./viewer.ts";
import { clears } from "../domain/clearance.ts";

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
export const mostHits = 20_000;

/** What this person sees of the picture, newest first. Errors: cursor-unknown. */
export async function searchRecords(
  desk: Desk,
  viewer: Viewer,
  { bbox, from, to, kinds, topics, partners, q, limit, cursor }: RecordQuery,
): Promise<{ records: ListedRecord[]; next: string | null }> {
  const words = q === undefined ? [] : lookupWords(q);
  if (q !== undefined && q.trim() !== "" && words.length === 0) return { records: [], next: null };
  const query: Omit<PictureQuery, "limit"> = {
    label: (id) => mayShow(desk, viewer, id) && (!topics || bearsAny(desk, id, topics)),
    ...(bbox && { box: bbox }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(kinds && { kinds }),
    ...(partners && { originators: partners }),
    ...(words.length > 0 && { rows: await desk.store.search(words, mostHits) }),
    ...(cursor !== undefined && { after: readCursor(cursor) }),
  };
  const found = await visible(desk, viewer, query, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    records: await listed(
      desk,
      viewer,
      page.map(({ record }) => record),
      "listed",
      JSON.stringify({ bbox, from, to, kinds, topics, partners, q, cursor }),
    ),
    next: last && found.length > limit ? `${last.at}.${last.row}` : null,
  };
}

interface Found {
  row: number;
  at: number;
  record: StoredRecord;
}

/**
 * The picture knows a record's own label alone: what refers to something that the person may not see is passed over
 * here, and more is read in its place, so that a page is as long and as last as if it did not exist.
 */
async function visible(
  desk: Desk,
  viewer: Viewer,
  query: Omit<PictureQuery, "limit">,
  limit: number,
): Promise<Found[]> {
  const all: Found[] = [];
  for (let after = query.after; ;) {
    const found = desk.picture.query({ ...query, limit, ...(after && { after }) });
    const stored = await desk.store.byRows(found.map(({ row }) => row));
    const records = new Map(stored.map((record) => [record.row, record]));
    for (const { row, at } of found) {
      const record = records.get(row);
      if (record && sees(desk, viewer, record)) all.push({ row, at, record });
    }
    after = found.at(-1);
    if (all.length >= limit || found.length < limit) return all.slice(0, limit);
  }
}

export function mayShow(desk: Desk, { clearance }: Viewer, label: string): boolean {
  return clears(clearance, desk.labels.get(label));
}

function bearsAny(desk: Desk, label: string, topics: readonly string[]): boolean {
  return desk.labels.get(label)?.topics.some((topic) => topics.includes(topic)) ?? false;
}

function readCursor(cursor: string): { at: number; row: number } {
  const match = /^(-?\d{1,16})\.(\d{1,12})$/.exec(cursor);
  if (!match) throw new AppError("cursor-unknown");
  return { at: Number(match[1]), row: Number(match[2]) };
}
