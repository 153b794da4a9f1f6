import type { Random } from "../domain/random.ts";

const firstMs = 1_000;
const longestMs = 5 * 60_000;

/**
 * How long to wait after the `attempt`-th failure in a row (1, 2, …), in ms: doubles from 1 s to
 * 5 min, of which the second half is random, so that many nodes do not come back in one instant.
 */
export function backoffMs(attempt: number, random: Random): number {
  const whole = Math.min(longestMs, firstMs * 2 ** (Math.max(1, attempt) - 1));
  return Math.round(whole / 2 + (whole / 2) * fraction(random));
}

/** Uniform in [0, 1). */
function fraction(random: Random): number {
  return Buffer.from(random(4)).readUInt32BE() / 2 ** 32;
}
