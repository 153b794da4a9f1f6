import assert from "node:assert/strict";
import { test } from "node:test";
import { chartOf } from "../../../test/chart.ts";
import { idAt } from "../picture-state/chart.ts";
import { clusterFeatures } from "./cluster-features.ts";
import { clustersOf } from "./clusters.ts";

test("records of one event that lie together are drawn as one, with the number of its sources", () => {
  const chart = chartOf([
    { n: 1, at: 1, position: [43, 33] },
    { n: 2, at: 2, position: [43.01, 33], originator: "damascus" },
    { n: 3, at: 3, position: [36, 34] },
    { n: 4, at: 4, position: [50, 34] },
  ]);
  const ids = [0, 1, 2, 3].map((place) => idAt(chart, place));
  const drawn = (event: readonly string[]) => {
    const eventWith = (id: string) => (event.includes(id) ? event : [id]);
    const clusters = clustersOf(chart, Int32Array.of(0, 1, 2, 3), 5, [-180, -85, 180, 85]);
    return clusterFeatures(chart, clusters, [0, 1], eventWith)
      .features.map(({ properties: { count, sources, icon } }) => [count, sources, icon !== ""])
      .toSorted();
  };
  const alone = [1, 0, true];
  assert.deepEqual(drawn([]), [alone, alone, [2, 0, false]]);
  assert.deepEqual(drawn([ids[0]!, ids[1]!]), [alone, alone, [1, 2, true]]);
  // One of them lies elsewhere: it bears the number too, and the others stay apart.
  assert.deepEqual(drawn([ids[1]!, ids[2]!]), [alone, [1, 2, true], [2, 0, false]]);
});
