import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { SeedResult } from "./run-seed.ts";

/** What a thread is asked to run. */
export interface Asked {
  seed: number;
  /** A planted one, by its name. */
  mistake: string | null;
}

/** Threads that run seeds, as many as there are processors; to be closed. */
export interface SeedThreads {
  /**
   * Runs the seeds from `first` on, one at a time in each thread, and gives the results as they come: not in the order of the
   * seeds. Whoever stops asking waits for those that are under way. Throws where a thread does.
   */
  run(first: number, count: number, mistake?: string): AsyncGenerator<SeedResult>;
  close(): Promise<void>;
}

export function seedThreads(): SeedThreads {
  const threads: Worker[] = [];

  async function answer(thread: Worker, asked: Asked): Promise<[Worker, SeedResult]> {
    thread.postMessage(asked);
    const [result] = (await once(thread, "message")) as [SeedResult];
    return [thread, result];
  }

  return {
    async *run(first, count, mistake) {
      while (threads.length < Math.min(count, availableParallelism())) {
        threads.push(new Worker(new URL("seed-thread.ts", import.meta.url)));
      }
      const running = new Map<Worker, Promise<[Worker, SeedResult]>>();
      let seed = first;
      const ask = (thread: Worker): void => {
        running.delete(thread);
        if (seed === first + count) return;
        running.set(thread, answer(thread, { seed: seed++, mistake: mistake ?? null }));
      };
      try {
        for (const thread of threads) ask(thread);
        while (running.size > 0) {
          const [thread, result] = await Promise.race(running.values());
          ask(thread);
          yield result;
        }
      } finally {
        await Promise.allSettled(running.values());
      }
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}
