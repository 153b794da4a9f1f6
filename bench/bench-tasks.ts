import { setTimeout as pause } from "node:timers/promises";
import { mulberry } from "./mulberry.ts";
import type { SignedIn } from "./person.ts";
import { percentile, rounded } from "./statistics.ts";

const proposals = 200;
const warmUp = 30;
/** Proposals come one by one, about ten a second at most. */
const pauseMs = 50;
const arrivesWithinMs = 10_000;

export interface TaskFigures {
  proposals: number;
  /**
   * ms from sending POST /api/tasks at one node until its event stream told of the partner's commitment, which the partner made
   * as soon as it was told of its part and had read it.
   */
  p50Ms: number;
  p99Ms: number;
  worstMs: number;
}

/** `partner`: the node where `answerer` signed in. Both are liaison officers; each may give the other everything. */
export async function benchTasks(
  proposer: SignedIn,
  answerer: SignedIn,
  partner: string,
): Promise<TaskFigures> {
  const closing = new AbortController();
  const ours = arrivals(await proposer.events(closing.signal));
  const theirs = arrivals(await answerer.events(closing.signal));
  const random = mulberry(3);
  const taken: number[] = [];
  for (let index = 0; index < warmUp + proposals; index++) {
    const began = performance.now();
    const { id, parts } = (await proposer.post("/api/tasks", task(index, partner))) as Proposed;
    const [part] = parts;
    await theirs.has(part!.id);
    const address = `/api/tasks/${id}`;
    const [whole, own] = await Promise.all(
      [address, `${address}/parts/${part!.id}`].map(
        async (path) => JSON.parse(String(await answerer.get(path))) as { modified: string },
      ),
    );
    const versions = { part: own!.modified, task: whole!.modified };
    const said = (await answerer.post(`${address}/parts/${part!.id}/commitment`, {
      ...versions,
      state: "accepted",
    })) as { part: { commitment: { id: string } } };
    const heard = await ours.has(said.part.commitment.id);
    if (index >= warmUp) taken.push(heard - began);
    await pause(random() * pauseMs);
  }
  closing.abort();
  await Promise.all([ours.ended, theirs.ended]);
  return {
    proposals,
    p50Ms: rounded(percentile(taken, 0.5)),
    p99Ms: rounded(percentile(taken, 0.99)),
    worstMs: rounded(Math.max(...taken)),
  };
}

interface Proposed {
  id: string;
  parts: { id: string }[];
}

/** When a stream told of each id, until it is broken off; who waits for one is told at once. */
function arrivals(stream: AsyncIterable<Buffer>) {
  const seen = new Map<string, number>();
  const awaited = new Map<string, (at: number) => void>();
  const ended = (async () => {
    try {
      for await (const chunk of stream) {
        const now = performance.now();
        for (const [, id] of String(chunk).matchAll(/"id":"([a-z-]+--[0-9a-f-]{36})"/g)) {
          if (seen.has(id!)) continue;
          seen.set(id!, now);
          awaited.get(id!)?.(now);
        }
      }
    } catch (error) {
      if ((error as Error).name !== "AbortError") throw error;
    }
  })();
  return {
    ended,
    has(id: string): Promise<number> {
      return new Promise((resolve, reject) => {
        const at = seen.get(id);
        if (at !== undefined) return resolve(at);
        const late = () => reject(new Error(`${id} was not told of`));
        const timer = setTimeout(late, arrivesWithinMs);
        awaited.set(id, (told) => {
          clearTimeout(timer);
          awaited.delete(id);
          resolve(told);
        });
      });
    },
  };
}

function task(index: number, performer: string): object {
  const said = { classification: "restricted", from: at(index), until: at(index + 1) };
  const name = { ar: `مهمة رقم ${index}`, en: `Task number ${index}` };
  const geometry = { type: "Point", coordinates: [41 + (index % 100) / 100, 34] };
  return { name, lang: "ar", ...said, parts: [{ name, lang: "ar", performer, geometry, ...said }] };
}

function at(hours: number): string {
  return new Date(Date.UTC(2015, 2, 11, hours)).toISOString();
}
