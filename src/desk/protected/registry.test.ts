import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../../test/seed.ts";
import type { Activity } from "../../deconflict/activity.ts";
import { keepAwayCell } from "../../domain/protected-place.ts";
import { coarsen } from "../../deconflict/coarsen.ts";
import { openPlaces, type PlaceDocument } from "./registry.ts";

const place = (lon: number, lat: number, more: Partial<PlaceDocument> = {}): PlaceDocument => ({
  ...{ name: { en: "x" }, kind: "hospital", radius: 500, answerTo: null, by: "Amal", at: 0 },
  geometry: { type: "Point", coordinates: [lon, lat] },
  ...more,
});
const activity = (lon: number, lat: number, radius: number): Activity => ({
  ...{ id: "a", taskId: "t", performer: "damascus", radius },
  window: { start: 0, stop: 1 },
  geometries: [{ type: "Point", coordinates: [lon, lat] }],
  separation: { metres: 0, minutes: 0, heightMetres: 0 },
});
const documents = (places: PlaceDocument[]) =>
  new Map(places.map((one, index) => [`p${index}`, one]));
const near = fc.double({ min: 41, max: 41.2, noNaN: true });
const cellOf = (lon: number, lat: number) =>
  coarsen(
    { id: "", geometry: { type: "Point", coordinates: [lon, lat] }, radius: 500 },
    keepAwayCell,
  ).id;

test("whatever is asked, the answer is the same for any place in the same cell", () => {
  let met = 0;
  const points = fc
    .tuple(near, near, fc.double({ min: -0.004, max: 0.004, noNaN: true }))
    .filter(([lon, lat, by]) => cellOf(lon, lat - 7) === cellOf(lon + by, lat - 7 + by));
  fc.assert(
    fc.property(
      points,
      near,
      near,
      fc.integer({ min: 0, max: 9000 }),
      ([lon, lat, by], x, y, r) => {
        const one = openPlaces(documents([place(lon, lat - 7)]));
        const other = openPlaces(documents([place(lon + by, lat - 7 + by)]));
        const told = one.keepAway("damascus", activity(x, y - 7, r));
        if (told.length > 0) met++;
        assert.deepEqual(told, other.keepAway("damascus", activity(x, y - 7, r)));
      },
    ),
    { numRuns: 300 },
  );
  assert.ok(met > 20, `${met} met a cell`);
});

test("what is told holds the place with all that is to be kept clear", () => {
  const places = openPlaces(documents([place(41.05, 34.39)]));
  const [area] = places.keepAway("damascus", activity(41.05, 34.39, 0));
  const [[ring]] = area!.geometry.coordinates as [[[number, number][]]];
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  const metre = 1 / 111_000;
  assert.ok(Math.min(...lats) < 34.39 - 500 * metre && Math.max(...lats) > 34.39 + 500 * metre);
  assert.ok(Math.min(...lons) < 41.05 - 600 * metre && Math.max(...lons) > 41.05 + 600 * metre);
  assert.deepEqual(places.keepAway("damascus", activity(42, 34.39, 0)), []);
});

test("a place that is not for a partner has no influence on what it is told", () => {
  const hidden = place(41.05, 34.39, { answerTo: ["washington"] });
  const ours = place(41.05, 34.39, { answerTo: [] });
  const places = openPlaces(documents([hidden, ours]));
  assert.deepEqual(places.keepAway("damascus", activity(41.05, 34.39, 5000)), []);
  assert.equal(places.keepAway("washington", activity(41.05, 34.39, 5000)).length, 1);
});

test("places that come and go are told at once", () => {
  const places = openPlaces(new Map());
  const heard: [number, number][] = [];
  places.onChange((put, removed) => heard.push([put.length, removed.length]));
  const asked = () => places.keepAway("damascus", activity(41.05, 34.39, 0)).length;
  assert.equal(asked(), 0);
  const value = JSON.stringify(place(41.05, 34.39));
  places.settle([{ do: "put", document: { kind: "protected-place", key: "p", value } }]);
  assert.equal(asked(), 1);
  places.settle([{ do: "remove", kind: "protected-place", key: "p" }]);
  assert.equal(asked(), 0);
  places.settle([{ do: "remove", kind: "setting", key: "p" }]);
  assert.deepEqual(heard, [
    [1, 0],
    [0, 1],
  ]);
});
