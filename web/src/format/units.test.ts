import assert from "node:assert/strict";
import { test } from "node:test";
import { bearing, distance } from "../map/measure.ts";
import { inUnitsOf } from "./units.ts";

test("distance and bearing are told in the units of the language", () => {
  assert.equal(inUnitsOf("ar", distance(850)), "850 م");
  assert.equal(inUnitsOf("ar", distance(12_400)), "12.4 كم");
  assert.equal(inUnitsOf("ar", bearing(45)), "045° (0800 مِل)");
  assert.equal(inUnitsOf("en", bearing(45)), "045° (0800 mil)");
});
