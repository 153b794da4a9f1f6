import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";
import type { Geometry, Position } from "../domain/geometry.ts";
import type { Activity, ProtectedPlace } from "./activity.ts";
import type { Clash } from "./clash.ts";
import { openClashIndex } from "./clash-index.ts";
import { boundaryClashes, clashesBetween, effortOfLook, placeClash } from "./find-clashes.ts";
import { prepare } from "./prepare.ts";
import { activity, dawn, line, point } from "./test/activities.ts";
import { geometryAround, lineAround, real, somewhere } from "./test/draws.ts";

const minute = 60_000;
const size = 15_000;

const window = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 20 }))
  .map(([start, length]) => ({
    start: dawn + start * 10 * minute,
    stop: dawn + (start + length) * 10 * minute,
  }));
const separation = fc.record({
  metres: fc.oneof(fc.constant(0), real(0, 3000)),
  minutes: fc.constantFrom(0, 0, 15, 30),
  heightMetres: fc.constantFrom(0, 100),
});

function some<T>(list: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> {
  return fc.array(list, { maxLength });
}

/** An activity of everything that an activity can have, its id one of few. */
function anActivity(centre: Position): fc.Arbitrary<Activity> {
  const corridor = fc.record({
    line: lineAround(centre, size),
    window,
    leadMinutes: fc.constantFrom(0, 10),
    lagMinutes: fc.constantFrom(0, 10),
  });
  const boundary = fc.record({
    id: fc.constantFrom("north", "south"),
    line: lineAround(centre, size),
  });
  return fc
    .record({
      id: fc.integer({ min: 1, max: 12 }).map((id) => `activity-${id}`),
      taskId: fc.constant("task"),
      performer: fc.constant("baghdad"),
      window,
      geometries: fc.array(geometryAround(centre, size), { minLength: 1, maxLength: 2 }),
      radius: fc.constantFrom(0, 0, 500),
      corridors: some(corridor, 1),
      uses: some(fc.record({ resource: fc.constantFrom("bridge", "crossing", "road"), window }), 2),
      boundaries: some(boundary, 1),
      separation,
      unitId: fc.constantFrom("first", "second", "third", "none"),
      heights: fc.constantFrom({ from: 0, to: 200 }, { from: 250, to: 900 }, { from: 0, to: 9000 }),
    })
    .map(({ unitId, ...activity }) => (unitId === "none" ? activity : { ...activity, unitId }));
}

function aPlace(centre: Position): fc.Arbitrary<ProtectedPlace> {
  return fc.record({
    id: fc.integer({ min: 1, max: 12 }).map((id) => `place-${id}`),
    geometry: geometryAround(centre, size),
    radius: fc.constantFrom(0, 200, 2000),
  });
}

const world = somewhere
  .filter(([, lat]) => Math.abs(lat) < 89)
  .chain((centre) =>
    fc.record({
      activities: fc.array(anActivity(centre), { minLength: 5, maxLength: 20 }),
      removed: some(fc.integer({ min: 1, max: 12 }), 4),
      places: fc.array(aPlace(centre), { maxLength: 15 }),
      removedPlaces: some(fc.integer({ min: 1, max: 12 }), 4),
    }),
  );

type World = Pick<typeof world extends fc.Arbitrary<infer T> ? T : never, "activities" | "places">;

/** Everything with everything, without an index. */
function bruteForce({ activities, places }: World): Clash[] {
  const all = activities.map(prepare);
  const found = all.flatMap((one, index) => [
    ...boundaryClashes(one, effortOfLook()),
    ...places.flatMap(
      (place) => placeClash(one, { place, boxes: [], shape: null }, effortOfLook()) ?? [],
    ),
    ...all.slice(index + 1).flatMap((other) => clashesBetween(other, one, effortOfLook())),
  ]);
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The last of each id. */
function latest<T extends { id: string }>(list: readonly T[]): Map<string, T> {
  return new Map(list.map((each) => [each.id, each]));
}

test("after adding, replacing and removing, the index finds what looking at all pairs finds", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(world, ({ activities, removed, places, removedPlaces }) => {
      const index = openClashIndex();
      for (const activity of activities) index.put(activity);
      for (const half of [places.slice(0, 5), places.slice(5)]) index.putPlaces(half);
      const left = latest(activities);
      const leftPlaces = latest(places);
      for (const id of removed) {
        index.remove(`activity-${id}`);
        left.delete(`activity-${id}`);
      }
      for (const id of removedPlaces) {
        index.removePlace(`place-${id}`);
        leftPlaces.delete(`place-${id}`);
      }
      const expected = bruteForce({
        activities: [...left.values()],
        places: [...leftPlaces.values()],
      });
      assert.deepEqual(index.allClashes(), expected);
      for (const clash of expected) kinds.add(clash.kind);
      for (const activity of left.values()) {
        const own = expected.filter(({ between }) => between.includes(activity.id));
        assert.deepEqual(index.clashesOf(activity), own);
      }
    }),
    { numRuns: 40 },
  );
  assert.equal(kinds.size, 5, "every kind was there");
});

test("moved around the earth, over the dateline too, everything clashes as before", () => {
  // Whole parts of a degree, so that moving does not round.
  const grain = 2 ** 20;
  const moved = (by: number, geometry: Geometry): Geometry => {
    const move = (value: unknown): unknown => {
      if (!Array.isArray(value)) throw new TypeError("no coordinates");
      if (typeof value[0] !== "number") return value.map(move);
      const [lon, lat] = value as Position;
      return [around(Math.round(lon * grain) / grain + by), Math.round(lat * grain) / grain];
    };
    return { ...geometry, coordinates: move(geometry.coordinates) };
  };
  const movedWorld = (by: number, { activities, places }: World): World => ({
    activities: activities.map(({ geometries, corridors = [], boundaries = [], ...rest }) => ({
      ...rest,
      geometries: geometries.map((each) => moved(by, each)),
      corridors: corridors.map(({ line, ...rest }) => ({ ...rest, line: moved(by, line) })),
      boundaries: boundaries.map(({ line, ...rest }) => ({ ...rest, line: moved(by, line) })),
    })),
    places: places.map(({ geometry, ...rest }) => ({ ...rest, geometry: moved(by, geometry) })),
  });
  const clashesIn = ({ activities, places }: World): Clash[] => {
    const index = openClashIndex();
    for (const activity of activities) index.put(activity);
    index.putPlaces(places);
    return index.allClashes();
  };
  const far = fc.integer({ min: -180 * grain, max: 180 * grain }).map((by) => by / grain);
  fc.assert(
    fc.property(world, far, (world, by) => {
      const before = clashesIn(movedWorld(0, world));
      const after = clashesIn(movedWorld(by, world));
      assert.deepEqual(
        after.map(({ id }) => id),
        before.map(({ id }) => id),
      );
      for (const [index, { metres, where, when }] of after.entries()) {
        const earlier = before[index]!;
        assert.ok(Math.abs((metres ?? 0) - (earlier.metres ?? 0)) <= 1);
        assert.ok(
          Math.abs(when.start - earlier.when.start) <= 1 &&
            Math.abs(when.stop - earlier.when.stop) <= 1,
        );
        assert.equal(where === null, earlier.where === null);
      }
    }),
    { numRuns: 40 },
  );
});

/** The same meridian within ±180. */
function around(lon: number): number {
  return lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon;
}

test("the index finds what is near over the dateline, far north, and by the separation of either", () => {
  const pairs: [Position[], Position[]][] = [
    [[[179.99, 10]], [[-179.99, 10]]],
    [
      [
        [179.9, 10],
        [-179.9, 10],
      ],
      [[-179.95, 9.99]],
    ],
    // 180 degrees east and west are one meridian.
    [
      [
        [-180, -21.3],
        [180, -21.4],
        [179.99, -21.5],
      ],
      [[179.999, -21.4]],
    ],
    [[[20, 80]], [[20.12, 80]]],
    [[[20, 89.99]], [[-160, 89.99]]],
  ];
  for (const [one, other] of pairs) {
    const at = (positions: Position[]) =>
      positions.length === 1 ? point(...positions[0]!) : line(...positions);
    const far = { separation: { metres: 3000, minutes: 0, heightMetres: 0 } };
    const first = activity("first", { geometries: [at(one)], ...far });
    const second = activity("second", { geometries: [at(other)] });
    const index = openClashIndex();
    index.put(first);
    index.put(second);
    for (const each of [first, second])
      assert.equal(index.clashesOf(each).length, 1, JSON.stringify([one, other]));
    const places = openClashIndex();
    places.putPlaces([{ id: "school", geometry: at(other), radius: 3000 }]);
    assert.equal(places.clashesOf({ ...second, geometries: [at(one)] }).length, 1);
  }
});

test("an activity need not be in the index, and does not clash with its own earlier form", () => {
  const { activities } = fc.sample(world, 1)[0]!;
  const index = openClashIndex();
  index.put(activities[0]!);
  const others = index.clashesOf(activities[0]!).filter(({ kind }) => kind !== "boundary");
  assert.deepEqual(others, []);
  const twin = { ...activities[0]!, id: "twin" };
  assert.ok(index.clashesOf(twin).length > 0);
  index.remove(activities[0]!.id);
  index.remove(activities[0]!.id);
  assert.deepEqual(index.allClashes(), []);
});
