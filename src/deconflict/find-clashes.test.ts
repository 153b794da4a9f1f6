import assert from "node:assert/strict";
import { test } from "node:test";
import type { Activity } from "./activity.ts";
import type { Clash } from "./clash.ts";
import { openClashIndex } from "./clash-index.ts";
import { activity, box, dawn, hour, hours, line, noSeparation, point } from "./test/activities.ts";

/** The clashes of two activities, which are the same from both sides. */
function clashes(one: Activity, other: Activity): Clash[] {
  const index = openClashIndex();
  index.put(one);
  index.put(other);
  const found = index.allClashes();
  assert.deepEqual(index.clashesOf(one), index.clashesOf(other));
  assert.deepEqual(index.clashesOf(one), found);
  return found;
}

const kinds = (one: Activity, other: Activity): string[] =>
  clashes(one, other).map(({ kind }) => kind);

const apart = (metres: number, minutes = 0, heightMetres = 0) => ({
  separation: { metres, minutes, heightMetres },
});

test("nearer than the separation at one time is a clash that tells where, when and how near", () => {
  const one = activity("one", { ...apart(2000), window: hours(0, 3) });
  const other = activity("other", { geometries: [point(41.01, 34.4)], window: hours(1, 4) });
  const [clash, ...more] = clashes(one, other);
  assert.deepEqual(more, []);
  assert.equal(clash!.kind, "space-time");
  assert.deepEqual(clash!.between, ["one", "other"]);
  assert.deepEqual(clash!.when, hours(1, 3));
  // 0.01 degree of longitude at 34.4 degrees north.
  assert.equal(clash!.metres, 919);
  assert.ok(Math.abs(clash!.where![0] - 41.005) < 1e-6 && Math.abs(clash!.where![1] - 34.4) < 1e-6);
  assert.deepEqual(kinds(one, { ...other, geometries: [point(41.03, 34.4)] }), []);
});

test("the greater of two separations counts", () => {
  const other = activity("other", { geometries: [point(41.01, 34.4)] });
  assert.deepEqual(kinds(activity("one", apart(900)), other), []);
  assert.deepEqual(kinds(activity("one", apart(900)), { ...other, ...apart(1000) }), [
    "space-time",
  ]);
});

test("windows are half-open, and minutes of separation are asked between them", () => {
  const one = activity("one", { window: hours(0, 1) });
  const next = activity("next", { window: hours(1, 2) });
  assert.deepEqual(kinds(one, next), []);
  assert.deepEqual(kinds(one, { ...next, window: { ...next.window, start: dawn + hour - 1 } }), [
    "space-time",
  ]);
  const later = activity("later", { window: hours(1.5, 2) });
  assert.deepEqual(kinds({ ...one, ...apart(0, 30) }, later), []);
  const [clash] = clashes({ ...one, ...apart(0, 31) }, later);
  assert.deepEqual(clash!.when, {
    start: dawn + 1.5 * hour - 15.5 * 60_000,
    stop: dawn + hour + 15.5 * 60_000,
  });
});

test("height bands that are far enough apart are no clash", () => {
  const low = activity("low", { heights: { from: 0, to: 100 } });
  const high = activity("high", { heights: { from: 100, to: 500 } });
  assert.deepEqual(kinds(low, high), []);
  assert.deepEqual(kinds(low, { ...high, heights: { from: 99, to: 500 } }), ["space-time"]);
  assert.deepEqual(kinds({ ...low, ...apart(0, 0, 50) }, high), ["space-time"]);
  assert.deepEqual(kinds(low, activity("all")), ["space-time"]);
});

test("a radius belongs to what has it", () => {
  const one = activity("one", { radius: 500 });
  const other = activity("other", { geometries: [point(41.01, 34.4)], radius: 400 });
  assert.deepEqual(kinds(one, other), []);
  const [clash] = clashes(one, { ...other, ...apart(20) });
  assert.equal(clash!.metres, 19);
  assert.deepEqual(kinds(one, { ...other, radius: 420 }), ["space-time"]);
});

test("areas that share a border do not overlap; one in the other and the same twice do", () => {
  const sector = (west: number, east: number) => [box(west, 34, east, 35)];
  const west = activity("west", { geometries: sector(40, 41) });
  assert.deepEqual(kinds(west, activity("east", { geometries: sector(41, 42) })), []);
  assert.deepEqual(kinds(west, activity("over", { geometries: sector(40.9999, 42) })), [
    "space-time",
  ]);
  assert.deepEqual(kinds(west, activity("same", { geometries: sector(40, 41) })), ["space-time"]);
  const [inside] = clashes(west, activity("in", { geometries: [box(40.4, 34.4, 40.6, 34.6)] }));
  assert.equal(inside!.metres, 0);
  assert.deepEqual(
    kinds({ ...west, ...apart(100) }, activity("east", { geometries: sector(41, 42) })),
    ["space-time"],
  );
  // In a hole of the other.
  const { coordinates } = box(40, 34, 41, 35);
  const hole = box(40.2, 34.2, 40.8, 34.8).coordinates;
  const holed = activity("holed", {
    geometries: [{ type: "Polygon", coordinates: [...coordinates, ...hole] }],
  });
  assert.deepEqual(kinds(holed, activity("in", { geometries: [box(40.2, 34.2, 40.8, 34.8)] })), []);
});

test("two users of one bridge at once clash wherever they are, however they write its name", () => {
  const far = { geometries: [point(36, 33)] };
  const one = activity("one", { uses: [{ resource: "معبر القائم", window: hours(0, 1) }] });
  const other = activity("other", {
    ...far,
    window: hours(0, 2),
    uses: [{ resource: "معبر  القائم ", window: hours(0.5, 2) }],
  });
  const [clash, ...more] = clashes(one, other);
  assert.deepEqual(more, []);
  assert.equal(clash!.kind, "shared-use");
  assert.equal(clash!.about, "معبر القائم", "as the first of them writes it");
  assert.deepEqual(clash!.when, hours(0.5, 1));
  assert.equal(clash!.where, null);
  assert.deepEqual(
    kinds(one, { ...other, uses: [{ resource: "معبر القائم", window: hours(1, 2) }] }),
    [],
  );
  assert.deepEqual(
    kinds(one, { ...other, uses: [{ resource: "جسر البوكمال", window: hours(0, 2) }] }),
    [],
  );
});

test("a unit cannot be committed twice at once, and is never too near to itself", () => {
  const one = activity("one", { unitId: "unit", ...apart(5000, 30) });
  assert.deepEqual(kinds(one, activity("far", { unitId: "unit", geometries: [point(36, 33)] })), [
    "unit-twice",
  ]);
  assert.deepEqual(kinds(one, activity("next", { unitId: "unit", window: hours(1, 2) })), []);
  assert.deepEqual(kinds(one, activity("other", { unitId: "another" })), ["space-time"]);
});

test("crossing a boundary is a clash, touching it or going around its end is none", () => {
  const boundary = { id: "phase", line: line([41, 34], [41, 35], [41.2, 36]) };
  const crosses = (geometries: Activity["geometries"], more: Partial<Activity> = {}): boolean => {
    const found = openClashIndex().clashesOf(
      activity("one", { geometries, boundaries: [boundary], ...more }),
    );
    assert.ok(found.every(({ kind, between }) => kind === "boundary" && between.includes("phase")));
    return found.length === 1;
  };
  assert.equal(crosses([line([40.5, 34.5], [41.5, 34.5])]), true);
  assert.equal(
    crosses([line([40.5, 34.5], [41, 34.5], [41.5, 34.4])]),
    true,
    "with a position on it",
  );
  assert.equal(crosses([line([40.5, 34.9], [41, 35], [41.5, 35])]), true, "at its bend");
  assert.equal(crosses([line([40.5, 34.5], [41, 34.5])]), false, "up to it");
  assert.equal(crosses([line([40.5, 34.5], [41, 34.5], [40.5, 34.6])]), false, "to it and back");
  assert.equal(
    crosses([line([40.5, 34.2], [41, 34.3], [41, 34.7], [40.5, 34.8])]),
    false,
    "along it",
  );
  assert.equal(
    crosses([line([40.5, 34.2], [41, 34.3], [41, 34.7], [41.5, 34.8])]),
    true,
    "along and over it",
  );
  assert.equal(crosses([line([40.5, 34.5], [40.9, 33.9], [41.5, 34.5])]), false, "around its end");
  assert.equal(crosses([box(40, 34, 41, 35)]), false, "a sector up to it");
  assert.equal(crosses([box(40, 34, 41.001, 35)]), true);
  assert.equal(crosses([box(40, 33, 42, 37)]), true, "all of it in the sector");
  assert.equal(crosses([point(40.99, 34.5)], { radius: 1000 }), true);
  assert.equal(crosses([point(40.99, 34.5)], { radius: 800 }), false);
  const corridor = {
    line: line([40.5, 34.5], [41.5, 34.5]),
    window: hours(0, 1),
    leadMinutes: 0,
    lagMinutes: 0,
  };
  assert.equal(crosses([], { corridors: [corridor] }), true, "moving");
});

test("a position that stands twice in a line changes nothing", () => {
  const boundary = { id: "b", line: line([41.3, 34.2], [41, 34.5], [41, 34.5], [41.3, 34.8]) };
  const way = line([40.9, 34.5], [40.9, 34.5], [41.1, 34.5], [41.1, 34.5]);
  const corridor = { line: way, window: hours(0, 1), leadMinutes: 0, lagMinutes: 0 };
  const march = activity("march", {
    geometries: [],
    corridors: [corridor],
    boundaries: [boundary],
  });
  const post = activity("post", {
    geometries: [point(40.9, 34.5)],
    window: hours(0.5, 1),
    ...apart(5000),
  });
  const index = openClashIndex();
  index.put(post);
  assert.deepEqual(
    index.clashesOf(march).map(({ kind }) => kind),
    ["boundary"],
  );
  index.put({ ...post, window: hours(0, 0.5) });
  assert.equal(index.clashesOf(march).length, 2);
});

test("what moves occupies only the stretch where it is", () => {
  const march = (id: string, start: number, more: object = {}): Activity =>
    activity(id, {
      ...{ window: hours(start, start + 1), geometries: [] },
      corridors: [
        {
          line: line([41, 34], [41.5, 34]),
          window: hours(start, start + 1),
          leadMinutes: 0,
          lagMinutes: 0,
          ...more,
        },
      ],
    });
  const post = (share: number, start: number, stop: number) =>
    activity("post", {
      geometries: [point(41 + share / 2, 34)],
      window: hours(start, stop),
      ...apart(500),
    });
  // It passes the middle after half an hour.
  assert.deepEqual(kinds(march("march", 0), post(0.5, 0.4, 0.6)), ["space-time"]);
  assert.deepEqual(kinds(march("march", 0), post(0.5, 0, 0.4)), []);
  assert.deepEqual(kinds(march("march", 0), post(0.5, 0.6, 1)), []);
  assert.deepEqual(kinds(march("march", 0, { leadMinutes: 10 }), post(0.5, 0, 0.4)), [
    "space-time",
  ]);
  assert.deepEqual(kinds(march("march", 0, { lagMinutes: 10 }), post(0.5, 0.6, 1)), ["space-time"]);
  // Two on one road: half an hour apart they are half the road apart.
  assert.deepEqual(kinds(march("first", 0), { ...march("second", 0.5), ...apart(20_000) }), []);
  const [clash] = clashes(march("first", 0), { ...march("second", 0.5), ...apart(25_000) });
  assert.ok(Math.abs(clash!.metres! - 23_100) < 30, String(clash!.metres));
  assert.deepEqual(clash!.when, hours(0.5, 1));
});

test("too near to a protected place is a clash at any time and height", () => {
  const index = openClashIndex();
  index.putPlaces([
    { id: "hospital", geometry: point(41.01, 34.4), radius: 1000 },
    { id: "school", geometry: point(41.01, 34.4), radius: 900 },
    { id: "camp", geometry: box(40.9, 34.3, 41.1, 34.5), radius: 0 },
  ]);
  const found = index.clashesOf(
    activity("one", { heights: { from: 3000, to: 5000 }, ...noSeparation }),
  );
  assert.deepEqual(found.map(({ kind, between, metres }) => [kind, between[0], metres]).sort(), [
    ["protected-place", "camp", 0],
    ["protected-place", "hospital", 919],
  ]);
  index.removePlace("hospital");
  index.putPlaces([{ id: "camp", geometry: point(45, 34), radius: 100 }]);
  assert.deepEqual(index.clashesOf(activity("one")), []);
});
