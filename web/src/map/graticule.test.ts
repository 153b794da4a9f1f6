import assert from "node:assert/strict";
import { test } from "node:test";
import { graticule } from "./graticule.ts";

test("a grid has some lines each way at round degrees, named as coordinates are", () => {
  const { features } = graticule([35.2, 29.6, 48.6, 37.6]);
  const labels = features.map(({ properties }) => properties.label);
  assert.deepEqual(labels, [
    "36°E",
    "38°E",
    "40°E",
    "42°E",
    "44°E",
    "46°E",
    "48°E",
    "30°N",
    "32°N",
    "34°N",
    "36°N",
  ]);
  const near = graticule([-0.3, -0.2, 0.3, 0.2]).features.map(({ properties }) => properties.label);
  assert.ok(near.includes("0.2°W") && near.includes("0.1°S") && near.length >= 8);
});
