import { AppError } from "../../errors.ts";
import type { Timers } from "../timers.ts";

const windowMs = 60_000;
const freeFailures = 5;
const delayMs = 1_000;
const waitingPerAddress = 8;
const maxAddresses = 10_000;

export interface LoginLimit {
  /** Resolves at once or after a while; AppError partner-login-limited where too many wait already. */
  failed(address: string): Promise<void>;
}

/**
 * Slows down who guesses: from the sixth wrong log-in of one address in a minute the refusal comes a second late.
 * Right log-ins are never slowed, whatever came from their address, so nobody can lock a partner out.
 */
export function loginLimit(timers: Timers, signal: AbortSignal): LoginLimit {
  const addresses = new Map<string, { ends: number; failures: number; waiting: number }>();
  return {
    async failed(address) {
      const now = timers.now();
      let entry = addresses.get(address);
      if (entry === undefined || (entry.ends <= now && entry.waiting === 0)) {
        addresses.delete(address);
        if (addresses.size >= maxAddresses) addresses.delete(addresses.keys().next().value!);
        entry = { ends: now + windowMs, failures: 0, waiting: 0 };
        addresses.set(address, entry);
      }
      entry.failures++;
      if (entry.failures <= freeFailures) return;
      if (entry.waiting >= waitingPerAddress) throw new AppError("partner-login-limited");
      entry.waiting++;
      await timers.sleep(delayMs, signal);
      entry.waiting--;
    },
  };
}
