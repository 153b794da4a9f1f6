import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { SeedResult } from "./run-seed.ts";

/** What a thread is asked to run. */
export interface Asked {
  seed: number;
  /** A planted one, by its name. */
  mistake: string | null;
}

/**
 * Runs the seeds from `first` on, one at a time in as many threads as there are processors, and gives the results as they
 * come: not in the order of the seeds. Whoever stops asking ends the threads. Throws where a thread does.
 */
export async function* runSeeds(
  first: number,
  count: number,
  mistake: string | null = null,
): AsyncGenerator<SeedResult> {
  const results: SeedResult[] = [];
  let failure: Error | null = null;
  let ring = (): void => undefined;
  let next = first;
  const threads = Array.from({ length: Math.min(count, availableParallelism()) }, () => {
    const thread = new Worker(new URL("seed-thread.ts", import.meta.url));
    const ask = (): void => {
      if (next < first + count) thread.postMessage({ seed: next++, mistake } satisfies Asked);
    };
    thread.on("message", (result: SeedResult) => {
      results.push(result);
      ask();
      ring();
    });
    thread.on("error", (error) => {
      failure = error as Error;
      ring();
    });
    ask();
    return thread;
  });
  try {
    for (let given = 0; given < count; given++) {
      while (results.length === 0) {
        if (failure) throw failure;
        await new Promise<void>((resolve) => (ring = resolve));
      }
      yield results.shift()!;
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}
