/** Thrown where comparing takes more than was allowed. */
class TooMuch extends Error {}

/**
 * How much may still be compared: whoever draws what is too entangled keeps nobody's node busy. Counted in steps of some ten
 * nanoseconds, never in time, so that every node gives up on the same.
 */
export class Effort {
  left: number;
  readonly #given: number;

  constructor(steps: number) {
    this.left = this.#given = Math.max(0, steps);
  }

  get spent(): number {
    return this.#given - Math.max(0, this.left);
  }

  /** Must be called within `attempt`. */
  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new TooMuch();
  }
}

/** What work comes to that spends no more than `effort`; "too-much" where it would. */
export function attempt<T>(effort: Effort, work: (effort: Effort) => T): T | "too-much" {
  try {
    return work(effort);
  } catch (error) {
    if (error instanceof TooMuch) return "too-much";
    throw error;
  }
}
