import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../../test/seed.ts";
import { wordDiff } from "./word-diff.ts";

const sides = (before: string, after: string) => {
  const runs = wordDiff(before, after);
  const all = (without: string) =>
    runs
      .filter(({ change }) => change !== without)
      .map(({ text }) => text)
      .join("");
  return { runs, before: all("added"), after: all("removed") };
};

test("a text is taken apart into what stayed, what came and what went", () => {
  assert.deepEqual(sides("قُطع الطريق فجراً", "قُطع الطريق ظهراً").runs, [
    { text: "قُطع الطريق ", change: "same" },
    { text: "فجراً", change: "removed" },
    { text: "ظهراً", change: "added" },
  ]);
  assert.deepEqual(wordDiff("3 killed.", "13 killed."), [
    { text: "3", change: "removed" },
    { text: "13", change: "added" },
    { text: " killed.", change: "same" },
  ]);
  assert.deepEqual(wordDiff("", "new"), [{ text: "new", change: "added" }]);
  assert.deepEqual(wordDiff("", ""), []);
});

test("both texts can be read from it whole, whatever they are", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc
      .array(fc.constantFrom("طريق", "road", "،", " ", "٣", "\n", "ـ", "🚚"))
      .map((all) => all.join("")),
  );
  fc.assert(
    fc.property(text, text, (one, other) => {
      const { before, after } = sides(one, other);
      assert.deepEqual([before, after], [one, other]);
    }),
  );
  const long = (word: string) => Array.from({ length: 6000 }, (_, n) => word + n).join(" ");
  assert.equal(wordDiff(long("a"), long("b")).length, 2);
});
