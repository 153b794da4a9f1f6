import assert from "node:assert/strict";
import { test } from "node:test";
import { collection, readOverlay } from "./overlay.ts";

const point = { type: "Point", coordinates: [43, 33] };

test("GeoJSON of every kind becomes features with a name and nothing else", () => {
  const feature = { type: "Feature", properties: { name: "Bridge", secret: 1 }, geometry: point };
  const expected = [{ type: "Feature", properties: { name: "Bridge" }, geometry: point }];
  assert.deepEqual(collection(feature)?.features, expected);
  const several = {
    type: "FeatureCollection",
    features: [feature, { type: "Feature", geometry: null }],
  };
  assert.deepEqual(collection(several)?.features, expected);
  assert.equal(collection(point)?.features.length, 1);
  for (const wrong of [null, 7, "x", {}, { type: "Topology" }, { type: "Point", coordinates: 3 }])
    assert.equal(collection(wrong), null);
});

test("a file that cannot be drawn says why", async () => {
  const file = (name: string, text: string) => new File([text], name);
  assert.equal(await readOverlay(file("a.txt", "")), "type");
  assert.equal(await readOverlay(file("a.geojson", "{")), "content");
  assert.equal(
    await readOverlay(file("a.json", '{"type":"FeatureCollection","features":[]}')),
    "empty",
  );
  assert.equal(await readOverlay(file("a.json", " ".repeat(20 * 1024 * 1024 + 1))), "large");
  const drawn = await readOverlay(file("Road.GeoJSON", JSON.stringify(point)));
  assert.ok(typeof drawn === "object" && drawn.name === "Road.GeoJSON");
});
