import assert from "node:assert/strict";
import { test } from "node:test";
import { oncePerEvent } from "./once-per-event.ts";

test("what tells of one event stands in a list once, where the first of it would", () => {
  const events = [["a"], ["b", "d"], ["c"], ["d", "b"]];
  assert.deepEqual(
    oncePerEvent([0, 1, 2, 3], (place) => events[place]!),
    [
      { place: 0, event: ["a"] },
      { place: 1, event: ["b", "d"] },
      { place: 2, event: ["c"] },
    ],
  );
});
