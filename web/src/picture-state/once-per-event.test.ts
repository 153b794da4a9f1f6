import assert from "node:assert/strict";
import { test } from "node:test";
import { bestGrade, oncePerEvent } from "./once-per-event.ts";

test("what tells of one event stands in a list once, where the first of it would", () => {
  const events = [["a"], ["b", "d"], ["c"], ["d", "b"]];
  assert.deepEqual(
    oncePerEvent([0, 1, 2, 3], (place) => events[place]!),
    [
      { place: 0, event: ["a"], all: [0] },
      { place: 1, event: ["b", "d"], all: [1, 3] },
      { place: 2, event: ["c"], all: [2] },
    ],
  );
});

test("an event has the best grade that one of its records has", () => {
  assert.equal(bestGrade(["F6", "", "B2", "B3"]), "B2");
  assert.equal(bestGrade([""]), null);
});
