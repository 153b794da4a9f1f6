import { setTimeout as pause } from "node:timers/promises";
import { AppError } from "../errors.ts";

/**
 * Tries until `attempt` gives something other than undefined. An error of an attempt counts as "not
 * yet". Errors: demo-waited, with the last error in it; the signal's reason when aborted.
 */
export async function waitFor<T>(
  what: string,
  attempt: () => Promise<T | undefined>,
  { signal, timeoutMs = 30_000 }: { signal: AbortSignal; timeoutMs?: number },
): Promise<T> {
  const end = performance.now() + timeoutMs;
  let last: unknown;
  while (performance.now() < end) {
    signal.throwIfAborted();
    try {
      const result = await attempt();
      if (result !== undefined) return result;
    } catch (error) {
      last = error;
    }
    await pause(30);
  }
  const reason = last instanceof Error ? last.message : "–";
  throw new AppError("demo-waited", { what, reason }, last);
}
