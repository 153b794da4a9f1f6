import assert from "node:assert/strict";
import { test } from "node:test";
import type { FoundPlace } from "../api/shapes.ts";
import { countryFeatures, placeFeatures } from "./place-features.ts";

const place = (kind: string): FoundPlace => ({
  extent: "point",
  id: kind,
  name: { ar: "سورية", en: "Syria" },
  position: [38.5, 35],
  kind,
  country: "SY",
});

test("an area is never written at a point", () => {
  const { features } = placeFeatures([place("governorate"), place("country"), place("town")]);
  assert.equal(features.length, 1);
  assert.deepEqual(features[0]?.geometry.coordinates, [38.5, 35]);
});

test("a country is written only as a country", () => {
  const { features } = countryFeatures([place("country"), place("town")]);
  assert.deepEqual(
    features.map((feature) => feature.properties?.["ar"]),
    ["سورية"],
  );
});
