import { fc } from "../../../test/seed.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { coordinates, parseCoordinates } from "./coordinates.ts";

test("latitude stands first for people, longitude first in the data", () => {
  assert.equal(coordinates([43.299, 33.426]), "33.4260° N, 43.2990° E");
  assert.equal(coordinates([-77, -12.05]), "12.0500° S, 77.0000° W");
  assert.deepEqual(parseCoordinates("33.426, 43.299"), [43.299, 33.426]);
  assert.deepEqual(parseCoordinates("33.426 43.299"), [43.299, 33.426]);
});

test("Eastern digits and the Arabic comma are read", () => {
  assert.deepEqual(parseCoordinates("٣٣٫٤٢٦، ٤٣٫٢٩٩"), [43.299, 33.426]);
  assert.deepEqual(parseCoordinates("۳۳.۴، ۴۳.۲"), [43.2, 33.4]);
});

test("what is not a position gives null", () => {
  for (const text of ["", "33", "91, 10", "33, 181", "abc", "33.4,", "1,2,3"])
    assert.equal(parseCoordinates(text), null, text);
});

test("what is shown can be typed in again", () => {
  const degree = (max: number) => fc.integer({ min: -max * 1e4, max: max * 1e4 });
  fc.assert(
    fc.property(degree(180), degree(90), (lon, lat) => {
      const position: [number, number] = [lon / 1e4 + 0, lat / 1e4 + 0];
      const again = parseCoordinates(coordinates(position))!;
      assert.ok(Math.abs(again[0] - position[0]) < 1e-9 && Math.abs(again[1] - position[1]) < 1e-9);
    }),
  );
});
