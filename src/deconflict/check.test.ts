import assert from "node:assert/strict";
import { test } from "node:test";
import type { Geometry, Position } from "../domain/geometry.ts";
import { AppError } from "../errors.ts";
import type { Activity } from "./activity.ts";
import { checkActivity, checkPlace } from "./check.ts";
import { activity, box, dawn, hours, line, point } from "./test/activities.ts";

/** The field and the reason with which an activity is refused; null where it is not. */
function faultOf(more: object): string | null {
  return thrown(
    () => checkActivity({ ...activity("one"), ...more } as Activity),
    "activity-invalid",
  );
}

function thrown(check: () => void, code: string): string | null {
  try {
    check();
    return null;
  } catch (error) {
    assert.ok(error instanceof AppError && error.code === code, String(error));
    assert.match(String(error.parts["reason_ar"]), /\p{Script=Arabic}/u);
    return `${error.parts["field"]}: ${error.parts["reason"]}`;
  }
}

const polygon = (...ring: Position[]): Geometry => ({
  type: "Polygon",
  coordinates: [[...ring, ring[0]!]],
});
const circle = (count: number): Position[] =>
  Array.from({ length: count }, (_, index) => {
    const angle = (2 * Math.PI * index) / count;
    return [41 + Math.cos(angle) / 10, 34 + Math.sin(angle) / 10];
  });

test("what can be compared passes", () => {
  const corridor = {
    line: line([41, 34], [41.5, 34]),
    window: hours(0, 1),
    leadMinutes: 5,
    lagMinutes: 0,
  };
  for (const more of [
    {},
    { geometries: [box(41, 34, 42, 35), line([41, 34], [42, 34])] },
    { geometries: [], corridors: [corridor] },
    { geometries: [polygon([179.9, 10], [-179.9, 10], [-179.9, 10.2], [179.9, 10.2])] },
    { geometries: [polygon([0, 80], [90, 80], [180, 80], [-90, 80])] },
    {
      geometries: [
        {
          type: "Polygon",
          coordinates: [
            box(40, 34, 41, 35).coordinates[0],
            box(40.2, 34.2, 40.8, 34.8).coordinates[0],
          ],
        },
      ],
    },
    { geometries: [polygon(...circle(9_999))] },
    { heights: { from: 0, to: 1 }, radius: 1, uses: [{ resource: "جسر", window: hours(0, 1) }] },
    { boundaries: [{ id: "b", line: line([41, 34], [41, 35]) }] },
  ])
    assert.equal(faultOf(more), null, JSON.stringify(more).slice(0, 200));
});

test("what cannot be compared is refused with the field and the reason", () => {
  const corridor = {
    line: line([41, 34], [41.5, 34]),
    window: hours(0, 1),
    leadMinutes: 0,
    lagMinutes: 0,
  };
  const tooMany = { type: "LineString", coordinates: circle(10_001) };
  for (const [more, expected] of [
    [{ window: hours(1, 1) }, "window: its end does not lie after its beginning"],
    [{ window: hours(2, 1) }, "window: its end does not lie after its beginning"],
    [{ window: { start: Number.NaN, stop: dawn } }, "window: a time is not valid"],
    [{ window: { start: dawn, stop: Infinity } }, "window: a time is not valid"],
    [{ geometries: [] }, "geometries: it names no place"],
    [{ geometries: [point(181, 0)] }, "geometries: a position is [longitude, latitude] in degrees"],
    [
      { geometries: [point(Number.NaN, 0)] },
      "geometries: a position is [longitude, latitude] in degrees",
    ],
    [
      { geometries: [{ type: "Polygon", coordinates: [] }] },
      "geometries: its coordinates are not nested as its type demands",
    ],
    [
      { geometries: [polygon([41, 34], [42, 35], [42, 34], [41, 35])] },
      "geometries: the border of the area crosses itself",
    ],
    [
      { geometries: [polygon([179.9, 10], [-179.9, 10.2], [-179.9, 10], [179.9, 10.2])] },
      "geometries: the border of the area crosses itself",
    ],
    [
      {
        geometries: [
          {
            type: "Polygon",
            coordinates: [
              box(40, 34, 41, 35).coordinates[0],
              box(40.5, 34.5, 41.5, 34.6).coordinates[0],
            ],
          },
        ],
      },
      "geometries: the border of the area crosses itself",
    ],
    ...[box(42, 34, 42.5, 34.5), box(39, 33, 42, 36)].map(
      (hole) =>
        [
          {
            geometries: [
              {
                type: "Polygon",
                coordinates: [box(40, 34, 41, 35).coordinates[0], hole.coordinates[0]],
              },
            ],
          },
          "geometries: a hole of the area lies outside it",
        ] as const,
    ),
    [{ geometries: [polygon([41, 34], [41, 34], [41, 34])] }, "geometries: the area is empty"],
    [{ geometries: [polygon([41, 34], [42, 35], [41.5, 34.5])] }, "geometries: the area is empty"],
    [{ geometries: [box(-180, -80, 180, 80)] }, "geometries: the area is empty"],
    [{ geometries: [tooMany] }, "geometries: it has more than 10000 positions"],
    [
      { geometries: [line(...circle(5001)), line(...circle(5001))] },
      "geometries: it has more than 10000 positions: simplify it",
    ],
    [
      { geometries: [line([-100, 0], [100, 0])] },
      "geometries: two positions in a row lie more than 90 degrees of longitude apart: put others between",
    ],
    [
      {
        geometries: [
          line(...Array.from({ length: 30 }, (_, index): Position => [(index % 2) * 80, 10])),
        ],
      },
      "geometries: its lines are longer than can be checked: divide it into several parts",
    ],
    [{ radius: -1 }, "radius: it must be a number from 0 to 100000"],
    [{ radius: Number.NaN }, "radius: it must be a number from 0 to 100000"],
    [
      { heights: { from: 100, to: 100 } },
      "heights: its upper height does not lie above its lower one",
    ],
    [
      { separation: { metres: 1, minutes: 1e9, heightMetres: 0 } },
      "separation.minutes: it must be a number from 0 to 10080",
    ],
    [
      { corridors: [{ ...corridor, line: point(41, 34) }] },
      "corridors: it must be a line of two different positions or more",
    ],
    [
      { corridors: [{ ...corridor, line: line([41, 34], [41, 34]) }] },
      "corridors: it must be a line of two different positions or more",
    ],
    [
      { corridors: [{ ...corridor, window: hours(1, 0) }] },
      "corridors: its end does not lie after its beginning",
    ],
    [
      { corridors: [{ ...corridor, lagMinutes: -1 }] },
      "corridors.lagMinutes: it must be a number from 0 to 10080",
    ],
    [
      { uses: [{ resource: " ", window: hours(0, 1) }] },
      "uses: the name of the road, bridge or crossing is missing or too long",
    ],
    [
      { uses: [{ resource: "جسر", window: hours(1, 0) }] },
      "uses: its end does not lie after its beginning",
    ],
    [
      { boundaries: [{ id: "b", line: box(41, 34, 42, 35) }] },
      "boundaries: it must be a line of two different positions or more",
    ],
  ] as const)
    assert.equal(faultOf(more), expected);
});

test("a protected place is looked at like an activity", () => {
  const faultOf = (geometry: Geometry, radius: number): string | null =>
    thrown(() => checkPlace({ id: "school", geometry, radius }), "protected-place-invalid");
  assert.equal(faultOf(point(41, 34), 500), null);
  assert.equal(faultOf(point(41, 34), Infinity), "radius: it must be a number from 0 to 100000");
  assert.equal(
    faultOf(polygon([41, 34], [42, 35], [42, 34], [41, 35]), 0),
    "geometry: the border of the area crosses itself",
  );
});
