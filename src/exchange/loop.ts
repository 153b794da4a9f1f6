import type { Random } from "../domain/random.ts";
import { AppError } from "../errors.ts";
import { backoffMs } from "./backoff.ts";
import { newBell } from "./bell.ts";
import type { Timers } from "./timers.ts";

/** Something that works on until it is stopped. */
export interface Loop {
  /** There may be something to do: now, or after the wait that a failure has brought about. */
  wake(): void;
  /** Cuts such a wait short: the cause of the failure seems to be gone. */
  retry(): void;
  /** Breaks off what is under way; resolves when the loop has ended. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  timers: Timers;
  random: Random;
  /** How long to rest, in ms, where nobody wakes it. */
  restMs: number;
  /** Told of every failure. */
  failed(error: AppError): void;
}

/**
 * Takes steps one after the other: at once after "again", after a ring or `restMs` after "rest", after a
 * growing wait when a step rejects. `step` breaks off when its signal is aborted.
 */
export function startLoop(
  { timers, random, restMs, failed }: LoopOptions,
  step: (signal: AbortSignal) => Promise<"again" | "rest">,
): Loop {
  const bell = newBell();
  const stopping = new AbortController();
  const { signal } = stopping;
  let waiting = new AbortController();

  async function run(): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      try {
        const outcome = await step(signal);
        failures = 0;
        if (outcome === "rest") await bell.wait(signal, timers, restMs);
      } catch (error) {
        if (signal.aborted) return;
        failures++;
        failed(error instanceof AppError ? error : new AppError("internal", {}, error));
        waiting = new AbortController();
        const cut = AbortSignal.any([signal, waiting.signal]);
        await timers.sleep(backoffMs(failures, random), cut);
      }
    }
  }

  const ended = run();
  return {
    wake: bell.ring,
    retry: () => waiting.abort(),
    stop() {
      stopping.abort();
      return ended;
    },
  };
}
