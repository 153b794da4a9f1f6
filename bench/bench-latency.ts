import { setTimeout as pause } from "node:timers/promises";
import { mulberry } from "./mulberry.ts";
import type { SignedIn } from "./person.ts";
import { percentile, rounded } from "./statistics.ts";

const reports = 400;
const warmUp = 60;
/** Reports come one by one, about 25 a second at most. */
const pauseMs = 30;
const arrivesWithinMs = 10_000;

export interface LatencyFigures {
  reports: number;
  /** ms from sending POST /api/reports until the partner's event stream told of the record. */
  p50Ms: number;
  p99Ms: number;
  worstMs: number;
}

export async function benchLatency(author: SignedIn, reader: SignedIn): Promise<LatencyFigures> {
  const arrivals = new Map<string, number>();
  const closing = new AbortController();
  const reading = watch(await reader.events(closing.signal), arrivals);
  const random = mulberry(2);
  const taken: number[] = [];
  for (let index = 0; index < warmUp + reports; index++) {
    const began = performance.now();
    const { record } = (await author.post("/api/reports", draft(index))) as {
      record: { id: string };
    };
    while (!arrivals.has(record.id)) {
      if (performance.now() - began > arrivesWithinMs)
        throw new Error(`${record.id} did not arrive`);
      await pause(1);
    }
    if (index >= warmUp) taken.push(arrivals.get(record.id)! - began);
    await pause(random() * pauseMs);
  }
  closing.abort();
  await reading;
  return {
    reports,
    p50Ms: rounded(percentile(taken, 0.5)),
    p99Ms: rounded(percentile(taken, 0.99)),
    worstMs: rounded(Math.max(...taken)),
  };
}

/** Notes when each record was told of, until the stream is broken off. */
async function watch(stream: AsyncIterable<Buffer>, arrivals: Map<string, number>): Promise<void> {
  try {
    for await (const chunk of stream) {
      const now = performance.now();
      for (const [, id] of String(chunk).matchAll(/"id":"(incident--[0-9a-f-]{36})"/g)) {
        arrivals.set(id!, now);
      }
    }
  } catch (error) {
    if ((error as Error).name !== "AbortError") throw error;
  }
}

function draft(index: number): object {
  return {
    kind: "incident",
    name: { ar: `حادث رقم ${index}`, en: `Incident number ${index}` },
    lang: "ar",
    description: { ar: "قُطع الطريق عند الجسر", en: "The road was cut at the bridge." },
    at: new Date(Date.UTC(2015, 2, 11) + index * 1000).toISOString(),
    position: [41 + (index % 100) / 100, 34],
    topics: ["border"],
    classification: "restricted",
    reliability: "B",
    credibility: 2,
  };
}
