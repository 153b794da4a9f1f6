import { setTimeout as sleep } from "node:timers/promises";

/** Time as the loops of the exchange see it, so that a test or a simulator can hold the hands. */
export interface Timers {
  /** ms since 1970, UTC. */
  now(): number;
  /** Resolves after `ms`, or at once when `signal` is aborted. Never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The machine's clock and timers. */
export const systemTimers: Timers = {
  now: () => Date.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
};
