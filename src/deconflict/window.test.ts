import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";
import { openClashIndex } from "./clash-index.ts";
import { activity, dawn } from "./test/activities.ts";
import { overlapOf } from "./window.ts";

const minute = 60_000;
const instants = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .map(([start, length]) => ({ start, stop: start + length }));

/** Every minute of a half-open window. */
function minutesOf({ start, stop }: { start: number; stop: number }): number[] {
  return Array.from({ length: stop - start }, (_, index) => start + index);
}

test("two windows overlap in the instants that they share, and none where one ends as the other begins", () => {
  fc.assert(
    fc.property(instants, instants, (a, b) => {
      const shared = minutesOf(a).filter((at) => minutesOf(b).includes(at));
      const found = overlapOf(a, b);
      assert.deepEqual(found ? minutesOf(found) : [], shared);
      assert.deepEqual(overlapOf(b, a), found);
    }),
  );
});

test("with minutes of separation two activities clash if and only if less than those lie between them", () => {
  fc.assert(
    fc.property(instants, instants, fc.integer({ min: 0, max: 6 }), (a, b, minutes) => {
      const at = ({ start, stop }: typeof a) => ({
        start: dawn + start * minute,
        stop: dawn + stop * minute,
      });
      const index = openClashIndex();
      index.put(
        activity("a", { window: at(a), separation: { metres: 100, minutes, heightMetres: 0 } }),
      );
      const found = index.clashesOf(activity("b", { window: at(b) }));
      const between = Math.max(a.start - b.stop, b.start - a.stop);
      assert.equal(found.length === 1, between < minutes);
      for (const { when } of found) assert.ok(when.start < when.stop);
    }),
  );
});
