import assert from "node:assert/strict";
import test from "node:test";

import { backoffMs } from "./backoff.ts";

const lowest = (bytes: number): Uint8Array => new Uint8Array(bytes);
const highest = (bytes: number): Uint8Array => new Uint8Array(bytes).fill(255);

test("doubles from 1 s to 5 min, the second half of it random", () => {
  const waits = [1, 2, 3, 9, 10, 11, 1_000];
  assert.deepEqual(
    waits.map((attempt) => backoffMs(attempt, lowest)),
    [500, 1_000, 2_000, 128_000, 150_000, 150_000, 150_000],
  );
  assert.deepEqual(
    waits.map((attempt) => backoffMs(attempt, highest)),
    [1_000, 2_000, 4_000, 256_000, 300_000, 300_000, 300_000],
  );
});
