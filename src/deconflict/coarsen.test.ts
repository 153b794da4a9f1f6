import assert from "node:assert/strict";
import { test } from "node:test";
import { fc, seeded } from "../../test/seed.ts";
import type { Position } from "../domain/geometry.ts";
import type { ProtectedPlace } from "./activity.ts";
import { checkPlace } from "./check.ts";
import { openClashIndex } from "./clash-index.ts";
import { coarsen } from "./coarsen.ts";
import { activity, box, point } from "./test/activities.ts";
import { areaAround, real, somewhere } from "./test/draws.ts";
import { beside, geodesic } from "./test/reference.ts";

const place = (position: Position, radius = 500): ProtectedPlace => ({
  ...{ id: "hospital", radius },
  geometry: point(...position),
});

/** The ids of the areas that an activity is told to keep away from. */
function told(areas: readonly ProtectedPlace[], position: Position): string[] {
  const index = openClashIndex();
  index.putPlaces(areas);
  return index
    .clashesOf(activity("a", { geometries: [point(...position)] }))
    .map(({ between }) => between.find((id) => id !== "a")!);
}

test("the area holds everything that is to be kept away from, wherever on earth", () => {
  const draw = fc.tuple(somewhere, real(0, 3000), real(500, 20_000), real(0, 360), real(0, 0.999));
  fc.assert(
    fc.property(draw, ([position, radius, cell, azimuth, share]) => {
      const area = coarsen(place(position, radius), cell);
      checkPlace(area);
      assert.deepEqual(told([area], beside(position, azimuth, radius * share)), [area.id]);
    }),
    { numRuns: 300 },
  );
  for (const pole of [90, -90]) {
    const area = coarsen(place([17, pole]), 1000);
    checkPlace(area);
    assert.deepEqual(told([area], [-120, pole * 0.99998]), [area.id]);
  }
});

test("the area of an area holds it", () => {
  const draw = somewhere
    .filter(([, lat]) => Math.abs(lat) < 89)
    .chain((centre) => areaAround(centre, 5000));
  fc.assert(
    fc.property(draw, (geometry) => {
      const area = coarsen({ id: "camp", geometry, radius: 0 }, 2000);
      checkPlace(area);
      for (const corner of (geometry.coordinates as Position[][])[0]!)
        assert.deepEqual(told([area], corner), [area.id]);
    }),
    { numRuns: 100 },
  );
});

test("places in one cell are told alike, so that nobody can find one more closely than its cell", () => {
  const random = seeded(7);
  const places = Array.from({ length: 2000 }, () =>
    place([41 + random() * 0.2, 34 + random() * 0.2], 300 + random() * 600),
  );
  const alike = Map.groupBy(places, (each) => coarsen(each, 5000).id);
  // 0.2 degrees are 18 and 22 km: 4 or 5 cells, and one more that is cut.
  assert.ok(alike.size >= 12 && alike.size <= 36, String(alike.size));
  const large = [...alike.values()].filter(({ length }) => length > 60);
  assert.ok(large.length >= 9);
  for (const cell of large) {
    const positions = cell.map(({ geometry }) => geometry.coordinates as Position);
    assert.ok(positions.some((each) => geodesic(each, positions[0]!) > 2500));
  }
});

test("the radius is rounded up to whole cells", () => {
  const area = (radius: number): unknown => coarsen(place([41, 34], radius), 1000).geometry;
  assert.deepEqual(area(300), area(1000));
  assert.notDeepEqual(area(1000), area(1001));
});

test("neither the form of a place within its cells nor its id is told", () => {
  const cell = 20_000;
  const [[[southWest, , northEast]]] = coarsen(place([41, 34], 0), cell).geometry.coordinates as [
    [Position[]],
  ];
  const [west, south] = southWest!;
  const [wide, high] = [northEast![0] - west, northEast![1] - south];
  const part = (from: number, to: number) =>
    box(west + wide * from, south + high * from, west + wide * to, south + high * to);
  assert.deepEqual(
    coarsen({ id: "school", geometry: part(0.1, 0.4), radius: 10 }, cell),
    coarsen({ id: "shelter", geometry: part(0.3, 0.9), radius: 700 }, cell),
  );
});
