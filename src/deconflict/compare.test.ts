import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";
import type { Geometry, Position } from "../domain/geometry.ts";
import { meetingOf } from "./compare.ts";
import { effortOfLook } from "./find-clashes.ts";
import { alwaysThere } from "./prepare.ts";
import { box, point } from "./test/activities.ts";
import { around, geometryAround, metres, real, somewhere } from "./test/draws.ts";
import { beside, geodesic, leastDistance } from "./test/reference.ts";

/** Least metres as the engine finds them. */
function distance(a: Geometry, b: Geometry): number {
  return meetingOf(alwaysThere([a]), alwaysThere([b]), 20_100_000, 0, effortOfLook())!.metres;
}

function assertNear(found: number, expected: number, what: () => string): void {
  // Pieces leave their line by a decimetre at most, and half a metre counts as nothing.
  assert.ok(
    Math.abs(found - expected) <= expected * 0.005 + 0.5,
    `${what()}: ${found}, ${expected}`,
  );
}

test("distances between positions err by less than 0.01 % up to 1,000 km, 0.5 % up to 10,000 km", () => {
  const pair = somewhere.chain((one) => fc.tuple(fc.constant(one), around(one, 10_000_000)));
  fc.assert(
    fc.property(pair, ([one, other]) => {
      const expected = geodesic(one, other);
      const share = expected < 1_000_000 ? 0.0001 : 0.005;
      const found = distance(point(...one), point(...other));
      assert.ok(Math.abs(found - expected) <= expected * share + 0.5, `${found} ${expected}`);
    }),
    { numRuns: 2000 },
  );
});

test("distances between points, lines and areas are those of the slow reference, over the dateline and near the poles too", () => {
  const pair = fc.tuple(somewhere, metres(100_000)).chain(([centre, size]) => {
    // Where the size is more than the way to the pole an area may hold it; that is tested by itself.
    const held = Math.min(size, geodesic(centre, [0, centre[1] < 0 ? -90 : 90]) / 6);
    const other = around(centre, held * 3).chain((beside) => geometryAround(beside, held));
    return fc.tuple(geometryAround(centre, held), other);
  });
  fc.assert(
    fc.property(pair, ([a, b]) => {
      assertNear(distance(a, b), leastDistance(a, b), () => JSON.stringify([a, b]));
    }),
    { numRuns: Number(process.env.RUNS ?? 150) },
  );
});

test("a radius in metres is one on the ellipsoid within 0.5 %, in every direction", () => {
  const draw = fc.tuple(somewhere, real(0, 360), metres(100_000));
  fc.assert(
    fc.property(draw, ([centre, azimuth, radius]) => {
      const at = (share: number): boolean => {
        const other = point(...beside(centre, azimuth, (radius + 2) * share));
        return (
          meetingOf(
            alwaysThere([point(...centre)]),
            alwaysThere([other]),
            radius + 2,
            0,
            effortOfLook(),
          ) !== null
        );
      };
      assert.ok(at(0.995));
      assert.ok(!at(1.005));
    }),
    { numRuns: 500 },
  );
});

test("an area around a pole holds it", () => {
  const ring: Position[] = [0, 60, 120, 180, -120, -60, 0].map((lon) => [lon, 80]);
  const cap: Geometry = { type: "Polygon", coordinates: [ring] };
  assert.equal(distance(cap, point(77, 90)), 0);
  assert.equal(distance(cap, point(-130, 80.1)), 0);
  assertNear(distance(cap, point(30, 79)), geodesic([30, 80], [30, 79]), () => "outside");
  const south: Geometry = { type: "Polygon", coordinates: [ring.map(([lon, lat]) => [lon, -lat])] };
  assert.equal(distance(south, point(0, -90)), 0);
});

test("boxes with common borders overlap if and only if their sides do", () => {
  const cell = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 3 }));
  const sides = fc.record({ x: cell, y: cell });
  const grain = 0.01;
  const from = [179.98, 34] as const;
  const rectangle = ({
    x: [x, wide],
    y: [y, high],
  }: {
    x: [number, number];
    y: [number, number];
  }) =>
    box(
      from[0] + x * grain,
      from[1] + y * grain,
      from[0] + (x + wide) * grain,
      from[1] + (y + high) * grain,
    );
  const overlap = ([a, long]: [number, number], [b, wide]: [number, number]): boolean =>
    a < b + wide && b < a + long;
  fc.assert(
    fc.property(sides, sides, (a, b) => {
      const meeting = meetingOf(
        alwaysThere([rectangle(a)]),
        alwaysThere([rectangle(b)]),
        0,
        0,
        effortOfLook(),
      );
      assert.equal(meeting !== null, overlap(a.x, b.x) && overlap(a.y, b.y));
      if (meeting) assert.equal(meeting.metres, 0);
    }),
    { numRuns: 300 },
  );
});
