import { setTimeout as sleep } from "node:timers/promises";
import type { Timers } from "./timers.ts";

/** Timers that stand still until the test moves them. */
export interface TestTimers extends Timers {
  /** Who sleeps now, in the order of going to sleep. */
  waits: { ms: number; over(): void }[];
  /** How long each sleeper ever wanted to sleep. */
  asked: number[];
  advance(ms: number): void;
}

export function testTimers(): TestTimers {
  let now = Date.UTC(2015, 2, 11);
  const timers: TestTimers = {
    waits: [],
    asked: [],
    now: () => now,
    advance: (ms) => void (now += ms),
    sleep(ms, signal) {
      if (signal.aborted) return Promise.resolve();
      timers.asked.push(ms);
      return new Promise((resolve) => {
        const over = (): void => {
          timers.waits = timers.waits.filter((each) => each !== wait);
          signal.removeEventListener("abort", over);
          resolve();
        };
        const wait = { ms, over };
        timers.waits.push(wait);
        signal.addEventListener("abort", over);
      });
    },
  };
  return timers;
}

/** Resolves when `condition` holds; looks again and again, because what is waited for happens in another socket. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 5_000; turn++) {
    if (await condition()) return;
    await sleep(2);
  }
  throw new Error("it never came to pass");
}
