import assert from "node:assert/strict";
import { test } from "node:test";
import { getHeapStatistics } from "node:v8";
import { giveBackMemory } from "./spare-memory.ts";

test("gives back what a burst of work left unused", () => {
  let kept: string[][] = [];
  for (let round = 0; round < 100; round++) {
    kept.push(Array.from({ length: 20_000 }, (_, index) => `${round} ${index}`));
  }
  assert.equal(kept.length, 100);
  kept = [];
  const before = getHeapStatistics().total_heap_size;
  giveBackMemory();
  assert.ok(getHeapStatistics().total_heap_size < before / 2);
});
