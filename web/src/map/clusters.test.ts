import assert from "node:assert/strict";
import { test } from "node:test";
import { chartOf } from "../../../test/chart.ts";
import { fc } from "../../../test/seed.ts";
import { clustersOf, mostListed, positionOf } from "./clusters.ts";

const world = [-180, -85, 180, 85] as const;
const all = (length: number) => Int32Array.from({ length }, (_, place) => place);

test("what is near is one, what is far is two, and zooming in takes it apart", () => {
  const chart = chartOf([
    { n: 1, at: 1, position: [43, 33] },
    { n: 2, at: 2, position: [43.2, 33], originator: "damascus" },
    { n: 3, at: 3, position: [36, 34] },
    { n: 4, at: 4 },
  ]);
  const counts = (zoom: number) =>
    clustersOf(chart, all(4), zoom, world)
      .map(({ count, originator }) => `${count} ${originator}`)
      .toSorted();
  assert.deepEqual(counts(5), ["1 0", "2 -1"]);
  assert.deepEqual(counts(9), ["1 0", "1 0", "1 1"]);
  assert.equal(clustersOf(chart, all(4), 9, [35, 33, 37, 35]).length, 1);
  const [one] = clustersOf(chart, Int32Array.of(2), 5, world);
  const [longitude, latitude] = positionOf(one!);
  assert.ok(Math.abs(longitude - 36) < 1e-9 && Math.abs(latitude - 34) < 1e-9);
});

test("each record that lies somewhere is in one cluster, and clusters do not depend on the map's view", () => {
  const position = fc.tuple(fc.integer({ min: 30, max: 50 }), fc.integer({ min: 20, max: 40 }));
  fc.assert(
    fc.property(
      fc.array(position, { maxLength: 150 }),
      fc.integer({ min: 2, max: 9 }),
      (given, zoom) => {
        const chart = chartOf(given.map((position, n) => ({ n, at: n, position })));
        const found = clustersOf(chart, all(given.length), zoom, world);
        assert.equal(
          found.reduce((sum, { count }) => sum + count, 0),
          given.length,
        );
        for (const { count, places } of found)
          assert.equal(new Set(places).size, Math.min(count, mostListed));
        assert.deepEqual(clustersOf(chart, all(given.length), zoom, [29, 19, 51, 41]), found);
      },
    ),
  );
});
