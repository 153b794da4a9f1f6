import type { Timers } from "./timers.ts";

/** Wakes one loop. A ring while nobody waits is kept; many rings are one. */
export interface Bell {
  ring(): void;
  /** Resolves when rung (also if it was rung before), when `signal` is aborted, or after `ms` where given. */
  wait(signal: AbortSignal, timers: Timers, ms?: number): Promise<void>;
}

/** A bell that was not rung yet. */
export function newBell(): Bell {
  let rung = false;
  let wake = (): void => undefined;
  return {
    ring() {
      rung = true;
      wake();
    },
    async wait(signal, timers, ms) {
      if (!rung && !signal.aborted) {
        const done = new AbortController();
        // One listener that is taken off again: the signal lives as long as the loop does.
        const finish = (): void => done.abort();
        wake = finish;
        signal.addEventListener("abort", finish);
        if (ms === undefined) await aborted(done.signal);
        else await timers.sleep(ms, done.signal);
        signal.removeEventListener("abort", finish);
        wake = () => undefined;
      }
      rung = false;
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
