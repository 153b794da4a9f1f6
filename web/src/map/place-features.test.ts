import assert from "node:assert/strict";
import { test } from "node:test";
import type { FoundPlace } from "../api/shapes.ts";
import { placeFeatures, withOwnNames } from "./place-features.ts";

const place = (kind: string, country = "SY"): FoundPlace => ({
  id: kind,
  name: { ar: "سورية", en: "Syria" },
  position: [38.5, 35],
  kind,
  country,
});

test("an area is never written at a point", () => {
  const { features } = placeFeatures([place("governorate"), place("country"), place("town")]);
  assert.equal(features.length, 1);
  assert.deepEqual(features[0]?.geometry.coordinates, [38.5, 35]);
});

test("a country has the gazetteer's name where there is one", () => {
  const name = (region: string) => ({
    type: "Feature" as const,
    properties: { region, ar: "سوريا", en: "x" },
    geometry: { type: "Point" as const, coordinates: [0, 0] },
  });
  const { features } = withOwnNames(
    { type: "FeatureCollection", features: [name("SY"), name("JO")] },
    [place("country"), place("town", "JO")],
  );
  assert.deepEqual(
    features.map((feature) => feature.properties?.["ar"]),
    ["سورية", "سوريا"],
  );
  assert.deepEqual(features[0]?.geometry.coordinates, [38.5, 35]);
});
