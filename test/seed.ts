import fc from "fast-check";

/** What all that is random in the tests comes from: the same in every run, unless TANSIQ_TEST_SEED says another. */
export const seed = Number(process.env["TANSIQ_TEST_SEED"] ?? 20_150_311);
if (!Number.isSafeInteger(seed)) throw new Error("TANSIQ_TEST_SEED is not a whole number");

// A property that fails tells its seed, with which it fails again.
fc.configureGlobal({ seed });

/** Properties under `seed`. */
export { fc };

/** Random numbers in [0, 1) from a seed (mulberry32). */
export function seeded(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
