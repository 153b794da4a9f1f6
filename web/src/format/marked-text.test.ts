import assert from "node:assert/strict";
import { test } from "node:test";
import { runsOf } from "./marked-text.ts";

test("the runs of a text are all of it, and what lies within another mark is cut out of that", () => {
  const text = "said the governor of Anbar today";
  const marks = [
    { start: 5, end: 26 },
    { start: 21, end: 26 },
    { start: 27, end: 32 },
  ];
  const runs = runsOf(text, marks);
  assert.equal(runs.map((run) => run.text).join(""), text);
  assert.deepEqual(
    runs.map(({ text: own, mark, first }) => [own, mark, first]),
    [
      ["said ", null, false],
      ["the governor of ", 0, true],
      ["Anbar", 1, true],
      [" ", null, false],
      ["today", 2, true],
    ],
  );
  const parted = runsOf("a b c", [
    { start: 0, end: 5 },
    { start: 2, end: 3 },
  ]);
  assert.deepEqual(
    parted.map(({ mark, first }) => [mark, first]),
    [
      [0, true],
      [1, true],
      [0, false],
    ],
  );
});

test("a text without marks is one run", () => {
  assert.deepEqual(runsOf("نص", []), [{ text: "نص", mark: null, first: false }]);
});
