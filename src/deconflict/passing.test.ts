import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";
import type { Position } from "../domain/geometry.ts";
import type { Activity } from "./activity.ts";
import { openClashIndex } from "./clash-index.ts";
import { activity, dawn } from "./test/activities.ts";
import { around, geometryAround, lineAround, real, somewhere } from "./test/draws.ts";
import { leastInTime, type Track, whenWithin } from "./test/reference.ts";

const minute = 60_000;
const size = 4000;

const window = fc.tuple(real(0, 60), real(10, 90)).map(([start, minutes]) => ({
  start: dawn + start * minute,
  stop: dawn + (start + minutes) * minute,
}));

function passing(centre: Position): fc.Arbitrary<Track> {
  const delay = fc.oneof(fc.constant(0), real(0, 20)).map((minutes) => minutes * minute);
  return fc.record({
    geometry: lineAround(centre, size),
    window,
    passing: fc.record({ lead: delay, lag: delay }),
  });
}

/** Two that pass, or one that passes and one that stands. */
const pair = somewhere
  // Up to there the reference can take a piece of the earth for a plane.
  .filter(([, lat]) => Math.abs(lat) < 85)
  .chain((centre) =>
    around(centre, 2 * size).chain((beside) =>
      fc.tuple(
        passing(centre),
        fc.oneof(passing(beside), fc.record({ geometry: geometryAround(beside, size), window })),
      ),
    ),
  );

function activityOf(
  id: string,
  { geometry, window, passing }: Track,
  metres: number,
  minutes: number,
): Activity {
  const separation = { metres, minutes, heightMetres: 0 };
  if (!passing) return activity(id, { geometries: [geometry], window, separation });
  const { lead, lag } = passing;
  const corridor = { line: geometry, window, leadMinutes: lead / minute, lagMinutes: lag / minute };
  return activity(id, { geometries: [], corridors: [corridor], window, separation });
}

test("what passes is as near to others as its samples say that are there in time", () => {
  const slack = fc.oneof(fc.constant(0), real(0, 30));
  fc.assert(
    fc.property(pair, slack, ([a, b], minutes) => {
      const { least, step } = leastInTime(a, b, minutes * minute);
      const index = openClashIndex();
      index.put(activityOf("a", a, 100_000, minutes));
      const [clash] = index.clashesOf(activityOf("b", b, 0, 0));
      const what = JSON.stringify({ a, b, minutes, least, found: clash?.metres });
      assert.equal(clash === undefined, least === Infinity, what);
      if (clash === undefined) return;
      assert.ok(Math.abs(clash.metres! - least) <= least * 0.005 + step + 1, what);
    }),
    { numRuns: 60 },
  );
});

test("a clash with what passes is told from when to when it lasts, within five minutes", () => {
  fc.assert(
    fc.property(pair, real(1000, 5000), fc.constantFrom(0, 10), ([a, b], metres, minutes) => {
      const slack = minutes * minute;
      const index = openClashIndex();
      index.put(activityOf("a", a, metres, minutes));
      const [clash] = index.clashesOf(activityOf("b", b, 0, 0));
      const { step } = leastInTime(a, b, slack);
      const surely = whenWithin(a, b, slack, metres * 0.995 - step);
      const perhaps = whenWithin(a, b, slack, metres * 1.005 + step);
      const what = JSON.stringify({ a, b, minutes, metres, surely, perhaps, when: clash?.when });
      if (surely)
        assert.ok(
          clash && clash.when.start <= surely.start && clash.when.stop >= surely.stop,
          what,
        );
      if (!clash) return;
      // A piece of either begins and ends within five minutes, the samples of either likewise.
      const late = 10 * minute;
      assert.ok(
        perhaps &&
          clash.when.start >= perhaps.start - late &&
          clash.when.stop <= perhaps.stop + late,
        what,
      );
    }),
    { numRuns: 40 },
  );
});
