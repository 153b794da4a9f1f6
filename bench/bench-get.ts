import { percentile, rounded } from "./statistics.ts";
import type { Taxii } from "./taxii.ts";

const limit = 1000;
/** How often the first and the last page are read in turn. */
const turns = 60;

export interface GetFigures {
  objects: number;
  pages: number;
  objectsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

export interface EndsFigures {
  /** ms, in the middle of all turns. */
  firstPageMs: number;
  lastPageMs: number;
}

/** Reads a partner's whole outbox by its cursor, one page after the other. */
export async function benchGet(reader: Taxii): Promise<GetFigures> {
  const taken: number[] = [];
  let objects = 0;
  let next: string | null = null;
  do {
    const began = performance.now();
    const page = await reader.page(limit, next);
    taken.push(performance.now() - began);
    next = page.next;
    objects += countObjects(page.body);
  } while (next !== null);
  const total = taken.reduce((sum, ms) => sum + ms, 0);
  return {
    objects,
    pages: taken.length,
    objectsPerSecond: rounded((objects * 1000) / total),
    p50Ms: rounded(percentile(taken, 0.5)),
    p99Ms: rounded(percentile(taken, 0.99)),
  };
}

/** The first full page and the last full one in turn, so that both see the same machine. */
export async function benchEnds(reader: Taxii): Promise<EndsFigures> {
  const cursors: (string | null)[] = [null];
  for (let next = (await reader.page(limit, null)).next; next !== null;) {
    cursors.push(next);
    next = (await reader.page(limit, next)).next;
  }
  const last = cursors.at(-2) ?? null;
  const times: { first: number[]; last: number[] } = { first: [], last: [] };
  for (let turn = 0; turn < turns; turn++) {
    times.first.push(await timed(reader, null));
    times.last.push(await timed(reader, last));
  }
  return {
    firstPageMs: rounded(percentile(times.first, 0.5)),
    lastPageMs: rounded(percentile(times.last, 0.5)),
  };
}

async function timed(reader: Taxii, next: string | null): Promise<number> {
  const began = performance.now();
  await reader.page(limit, next);
  return performance.now() - began;
}

/** Not timed. The type stands once in each object, and nowhere else in this form. */
function countObjects(body: Buffer): number {
  let count = 0;
  for (let at = body.indexOf(mark); at !== -1; at = body.indexOf(mark, at + mark.length)) count++;
  return count;
}

const mark = Buffer.from('"spec_version":"2.1"');
