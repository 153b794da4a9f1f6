import { area } from "./incidents.ts";
import { mulberry } from "./mulberry.ts";
import type { SignedIn } from "./person.ts";
import { percentile, rounded } from "./statistics.ts";

const shares = [0.0001, 0.001, 0.01, 0.1, 0.5, 1];
const queries = 150;
const warmUp = 30;

export interface QueryFigures {
  /** By share of the area: ms of a query. */
  boxes: { share: number; p50Ms: number; p99Ms: number; records: number }[];
  p50Ms: number;
  p99Ms: number;
}

/** GET /api/records: the newest 100 in boxes of different sizes at random places, one after the other. */
export async function benchQuery(person: SignedIn): Promise<QueryFigures> {
  const random = mulberry(1);
  for (let index = 0; index < warmUp; index++) await person.get(pathOf(boxOf(0.01, random)));
  const all: number[] = [];
  const boxes = [];
  for (const share of shares) {
    const taken: number[] = [];
    let records = 0;
    for (let index = 0; index < queries; index++) {
      const path = pathOf(boxOf(share, random));
      const began = performance.now();
      const answer = await person.get(path);
      taken.push(performance.now() - began);
      records += (JSON.parse(String(answer)) as { records: unknown[] }).records.length;
    }
    all.push(...taken);
    const [p50Ms, p99Ms] = [percentile(taken, 0.5), percentile(taken, 0.99)].map(rounded);
    boxes.push({ share, p50Ms: p50Ms!, p99Ms: p99Ms!, records: rounded(records / queries) });
  }
  return { boxes, p50Ms: rounded(percentile(all, 0.5)), p99Ms: rounded(percentile(all, 0.99)) };
}

function boxOf(share: number, random: () => number): number[] {
  const [west, south, east, north] = area;
  const side = Math.sqrt(share);
  const left = west + random() * (1 - side) * (east - west);
  const bottom = south + random() * (1 - side) * (north - south);
  return [left, bottom, left + side * (east - west), bottom + side * (north - south)];
}

function pathOf(box: readonly number[]): string {
  return `/api/records?limit=100&bbox=${box.map((degrees) => degrees.toFixed(5)).join(",")}`;
}
