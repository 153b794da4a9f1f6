import assert from "node:assert/strict";
import { test } from "node:test";
import { afterDeath, type Death } from "./back-off.ts";

/** The pauses that a series of deaths leads to; null: given up. */
function pausesAfter(deaths: Death[]): (number | null)[] {
  let failures = 0;
  return deaths.map((death) => {
    const next = afterDeath(failures, death);
    failures = next?.failures ?? failures;
    return next && next.pauseMs;
  });
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

const failed = { livedMs: 300, code: 1 };

test("a node that fails at once is tried again ever more slowly, then given up", () => {
  assert.deepEqual(pausesAfter(times(5, failed)), [100, 250, 500, 1000, null]);
});

test("a node that is killed again and again is always started again at once", () => {
  const killed = { livedMs: 10, code: null };
  assert.deepEqual(pausesAfter(times(30, killed)), times(30, 100));
});

test("having run for a while clears earlier failures", () => {
  const ran = { livedMs: 60_000, code: 1 };
  assert.deepEqual(pausesAfter([failed, failed, failed, ran, failed]), [100, 250, 500, 100, 100]);
});
