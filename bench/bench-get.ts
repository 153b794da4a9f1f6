import { mean, percentile, rounded } from "./statistics.ts";
import type { Taxii } from "./taxii.ts";

const limit = 1000;

export interface GetFigures {
  objects: number;
  pages: number;
  objectsPerSecond: number;
  /** ms a page, mean of the first and the last twentieth. */
  firstPagesMs: number;
  lastPagesMs: number;
  p99Ms: number;
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
  const part = Math.max(1, Math.floor(taken.length / 20));
  // The very last page is a short one.
  const full = taken.length > 1 ? taken.slice(0, -1) : taken;
  const total = taken.reduce((sum, ms) => sum + ms, 0);
  return {
    objects,
    pages: taken.length,
    objectsPerSecond: rounded((objects * 1000) / total),
    firstPagesMs: rounded(mean(full.slice(0, part))),
    lastPagesMs: rounded(mean(full.slice(-part))),
    p99Ms: rounded(percentile(full, 0.99)),
  };
}

/** Not timed. The type stands once in each object, and nowhere else in this form. */
function countObjects(body: Buffer): number {
  let count = 0;
  for (let at = body.indexOf(mark); at !== -1; at = body.indexOf(mark, at + mark.length)) count++;
  return count;
}

const mark = Buffer.from('"spec_version":"2.1"');
