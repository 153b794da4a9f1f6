import assert from "node:assert/strict";
import { test } from "node:test";
import { bearing, distance, legs, wayOf } from "./measure.ts";

test("a degree of latitude northwards and a quarter of the equator are as long as they are", () => {
  const [north, east] = legs([
    [44, 33],
    [44, 34],
    [44.000001, 34],
  ]);
  assert.ok(Math.abs(north!.metres - 110_903) < 60, String(north!.metres));
  assert.equal(bearing(north!.bearing), "000° (0000 mil)");
  assert.equal(bearing(east!.bearing), "090° (1600 mil)");
  assert.ok(
    Math.abs(
      legs([
        [0, 0],
        [90, 0],
      ])[0]!.metres - 10_018_754,
    ) < 1,
  );
});

test("distances and bearings are said briefly, and a circle ends at its beginning", () => {
  assert.deepEqual([849.6, 12_360, 430_400].map(distance), ["850 m", "12.4 km", "430 km"]);
  assert.deepEqual([359.8, 45].map(bearing), ["000° (6396 mil)", "045° (0800 mil)"]);
});

test("the way begins and ends where the points are, and a long one bends", () => {
  const { coordinates } = wayOf([
    [30, 50],
    [60, 50],
  ]).geometry;
  assert.deepEqual(coordinates[0], [30, 50]);
  const [longitude, latitude] = coordinates.at(-1)!;
  assert.ok(Math.abs(longitude! - 60) < 1e-9 && Math.abs(latitude! - 50) < 1e-9);
  assert.ok(coordinates[Math.floor(coordinates.length / 2)]![1]! > 50.5);
  assert.deepEqual(wayOf([]).geometry.coordinates, []);
});
