import assert from "node:assert/strict";
import { test } from "node:test";
import { boxOf, circle, middleOf, sizeOf, wayFrom, zoomFor } from "./area.ts";

test("a circle is as wide as it says, around its middle, and closed", () => {
  const shape = circle([41.05, 34.39], 5000);
  assert.equal(shape.type, "Polygon");
  const [ring] = shape.coordinates as number[][][];
  assert.deepEqual(ring![0], ring!.at(-1));
  const box = boxOf(shape)!;
  const middle = middleOf(box);
  assert.ok(Math.abs(middle[0] - 41.05) < 1e-5 && Math.abs(middle[1] - 34.39) < 1e-5);
  for (const metres of sizeOf(box)) assert.ok(Math.abs(metres - 10_000) < 20, String(metres));
  assert.deepEqual(circle([41, 34], 0), { type: "Point", coordinates: [41, 34] });
});

test("a box holds all parts of a shape, and of nothing there is none", () => {
  const coordinates = [[[[41, 34]]], [[[42, 33]]]];
  assert.deepEqual(boxOf({ type: "MultiPolygon", coordinates }), [41, 33, 42, 34]);
  assert.equal(boxOf({ type: "MultiPolygon", coordinates: [] }), null);
});

test("what lies from a place is said by distance and one of eight directions", () => {
  const north = wayFrom([42, 34], [42, 34.1]);
  assert.equal(north.direction, "n");
  assert.ok(Math.abs(north.metres - 11_120) < 5);
  assert.equal(wayFrom([42, 34], [41.9, 33.92]).direction, "sw");
  assert.equal(wayFrom([42, 34], [41.9, 34]).direction, "w");
});

test("the smaller the area, the nearer the map goes", () => {
  const near = zoomFor([41, 34, 41.02, 34.02]);
  const far = zoomFor([36, 30, 46, 37]);
  assert.ok(near > far && far >= 4 && near <= 13);
  assert.equal(zoomFor([41, 34, 41, 34]), 13);
});
