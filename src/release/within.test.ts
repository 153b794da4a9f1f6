import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";
import type { Area } from "../domain/agreement.ts";
import type { Geometry } from "../domain/geometry.ts";
import { compileWithin, mostEdges } from "./within.ts";

type Point = [number, number];

function rectangle(west: number, south: number, east: number, north: number): Point[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

const square: Area = { type: "Polygon", coordinates: [rectangle(0, 0, 10, 10)] };
const ring: Area = {
  type: "Polygon",
  coordinates: [rectangle(0, 0, 10, 10), rectangle(4, 4, 6, 6)],
};
/** Two squares that share the edge x = 10. */
const pair: Area = {
  type: "MultiPolygon",
  coordinates: [[rectangle(0, 0, 10, 10)], [rectangle(10, 0, 20, 10)]],
};
/** An arch: open below between x = 4 and x = 6. */
const arch: Area = {
  type: "Polygon",
  coordinates: [
    [
      [0, 0],
      [4, 0],
      [4, 6],
      [6, 6],
      [6, 0],
      [10, 0],
      [10, 10],
      [0, 10],
      [0, 0],
    ],
  ],
};

const point = (x: number, y: number): Geometry => ({ type: "Point", coordinates: [x, y] });
const line = (...coordinates: Point[]): Geometry => ({ type: "LineString", coordinates });
const polygon = (...coordinates: Point[][]): Geometry => ({ type: "Polygon", coordinates });

function inside(limit: Area, ...areas: Geometry[]): boolean {
  return compileWithin(limit)(areas);
}

test("points: the border belongs to the inside, a hole does not, its border does", () => {
  assert.ok(inside(square, point(5, 5)));
  assert.ok(inside(square, point(10, 5)));
  assert.ok(inside(square, point(0, 0)));
  assert.ok(inside(square, point(10, 10)));
  assert.ok(!inside(square, point(10.0000001, 5)));
  assert.ok(!inside(square, point(-5, 0)), "level with an edge");
  assert.ok(!inside(square, point(-5, 10)));
  assert.ok(!inside(ring, point(5, 5)));
  assert.ok(inside(ring, point(4, 5)));
  assert.ok(inside(ring, point(3.9999999, 5)));
  assert.ok(!inside(ring, point(4.0000001, 5)));
});

test("points on and beside a slanted edge, to the last step of the grid", () => {
  const slanted: Area = {
    type: "Polygon",
    coordinates: [
      [
        [-179.9999999, -89.9999998],
        [179.9999998, 89.9999999],
        [-179.9999999, 89.9999999],
        [-179.9999999, -89.9999998],
      ],
    ],
  };
  assert.ok(inside(slanted, point(-179.9999999, -89.9999998)));
  assert.ok(inside(slanted, point(0, 0.0000002)));
  assert.ok(!inside(slanted, point(0.0000003, 0)));
});

test("all areas must be inside; none at all is not", () => {
  assert.ok(inside(square, point(1, 1), point(2, 2)));
  assert.ok(!inside(square, point(1, 1), point(20, 2)));
  assert.ok(!inside(square));
  assert.ok(inside(square, { type: "MultiPoint", coordinates: [[1, 1]] }));
  const two = [
    [1, 1],
    [11, 1],
  ];
  assert.ok(!inside(square, { type: "MultiPoint", coordinates: two }));
  assert.ok(!inside(square, { type: "MultiPoint", coordinates: [] }));
});

test("lines: along the border, across a notch, through a hole, over a shared edge", () => {
  assert.ok(inside(square, line([0, 0], [10, 0], [10, 10])));
  assert.ok(inside(square, line([0, 0], [10, 10])));
  assert.ok(!inside(square, line([1, 1], [11, 1])));
  assert.ok(!inside(arch, line([1, 1], [9, 1])), "both ends inside");
  assert.ok(inside(arch, line([1, 6], [9, 6])), "touches the notch");
  assert.ok(!inside(arch, line([1, 5.9999999], [9, 5.9999999])));
  assert.ok(!inside(arch, line([0, 0], [10, 0])), "on the border, then over the opening");
  assert.ok(!inside(ring, line([1, 5], [9, 5])));
  assert.ok(inside(ring, line([4, 4], [4, 6], [6, 6])));
  assert.ok(!inside(ring, line([4, 4], [6, 6])), "from corner to corner of the hole");
  assert.ok(inside(pair, line([1, 1], [19, 9])));
  assert.ok(inside(pair, line([10, 0], [10, 10])));
  assert.ok(!inside(pair, line([1, 1], [19, 11])));
  const lines = [
    [
      [1, 1],
      [2, 2],
    ],
    [
      [1, 1],
      [12, 2],
    ],
  ];
  assert.ok(!inside(square, { type: "MultiLineString", coordinates: lines }));
});

test("a line that follows a spike of the border ends with it", () => {
  const ring = rectangle(0, 0, 10, 10);
  const spike: Point[] = [
    [10, 5],
    [15, 5],
    [10, 5],
  ];
  const spiked: Area = { type: "Polygon", coordinates: [ring.toSpliced(2, 0, ...spike)] };
  assert.ok(inside(spiked, line([5, 5], [15, 5])));
  assert.ok(!inside(spiked, line([5, 5], [20, 5])));
});

test("areas: equal, touching, over a shared edge, around a hole, in a gap", () => {
  assert.ok(inside(square, polygon(rectangle(0, 0, 10, 10))));
  assert.ok(inside(square, polygon(rectangle(0, 0, 10, 10).toReversed())));
  assert.ok(!inside(square, polygon(rectangle(0, 0, 10, 10.0000001))));
  assert.ok(inside(pair, polygon(rectangle(2, 2, 18, 8))));
  assert.ok(inside(pair, polygon(rectangle(0, 0, 20, 10))));
  assert.ok(!inside(ring, polygon(rectangle(2, 2, 8, 8))), "goes around the hole");
  assert.ok(!inside(ring, polygon(rectangle(4, 4, 6, 6))), "is the hole");
  assert.ok(!inside(ring, polygon(rectangle(4.5, 4.5, 5.5, 5.5))), "lies in the hole");
  assert.ok(inside(ring, polygon(rectangle(2, 2, 8, 8), rectangle(4, 4, 6, 6))));
  assert.ok(inside(ring, polygon(rectangle(2, 2, 8, 8), rectangle(3, 3, 7, 7))));
  assert.ok(!inside(ring, polygon(rectangle(2, 2, 8, 8), rectangle(4.5, 4.5, 5.5, 5.5))));
  assert.ok(!inside(arch, polygon(rectangle(1, 1, 9, 9))));
  assert.ok(inside(arch, polygon(rectangle(1, 6, 9, 9))));
  // Four strips around a gap that belongs to none of them.
  const frame: Area = {
    type: "MultiPolygon",
    coordinates: [
      [rectangle(0, 0, 10, 4)],
      [rectangle(0, 6, 10, 10)],
      [rectangle(0, 4, 4, 6)],
      [rectangle(6, 4, 10, 6)],
    ],
  };
  assert.ok(!inside(frame, polygon(rectangle(1, 1, 9, 9))));
  assert.ok(inside(frame, polygon(rectangle(1, 1, 9, 4))));
  assert.ok(inside(frame, polygon(rectangle(1, 1, 9, 9), rectangle(4, 4, 6, 6))));
  const both = [[rectangle(1, 1, 2, 2)], [rectangle(11, 1, 22, 2)]];
  assert.ok(!inside(pair, { type: "MultiPolygon", coordinates: both }));
});

test("the antimeridian is one line, east and west", () => {
  const east: Area = { type: "Polygon", coordinates: [rectangle(170, 0, 180, 10)] };
  assert.ok(inside(east, point(180, 5)));
  assert.ok(inside(east, point(-180, 5)));
  assert.ok(!inside(east, point(-179.9, 5)));
  assert.ok(!inside(east, line([179, 5], [-179, 5])));
});

test("malformed geometry is never inside, a malformed limit holds nothing", () => {
  const bad = [
    point(NaN, 1),
    point(181, 1),
    { type: "Point", coordinates: null },
    { type: "Point", coordinates: ["1", "1"] },
    line([1, 1]),
    line([1, 1], [1, 1]),
    polygon(),
    polygon([]),
    polygon(rectangle(1, 1, 2, 2).slice(0, 4)),
    { type: "MultiPolygon", coordinates: [] },
    { type: "Circle", coordinates: [1, 1] },
    null,
  ] as Geometry[];
  for (const area of bad) assert.ok(!inside(square, area), JSON.stringify(area));
  const limits = [{ type: "Polygon", coordinates: [rectangle(0, 0, 9, 9).slice(1)] }, {}, null];
  for (const limit of limits) assert.ok(!inside(limit as Area, point(5, 5)));
});

test("areas with too many edges are refused", () => {
  const round = (count: number): Geometry => {
    const corners = Array.from({ length: count }, (_, index): Point => {
      const turn = (2 * Math.PI * index) / count;
      return [5 + 4 * Math.cos(turn), 5 + 4 * Math.sin(turn)];
    });
    return polygon([...corners, corners[0]!]);
  };
  assert.ok(inside(square, round(100)));
  assert.ok(!inside(square, round(mostEdges)));
});

/** A whole-numbered map that keeps what lies inside what, and turns straight edges aslant. */
const slant = ([x, y]: Point): Point => [(3 * x + y) / 100, (2 * y - x) / 100];

test("areas made of cells: inside when every cell is, however they are slanted", () => {
  const cells = fc.uniqueArray(fc.integer({ min: 0, max: 24 }), { minLength: 12, maxLength: 25 });
  const side = fc.integer({ min: 0, max: 4 });
  const seen = [0, 0];
  fc.assert(
    fc.property(cells, side, side, side, side, fc.boolean(), (held, a, b, c, d, holed) => {
      const [west, east] = [Math.min(a, b), Math.max(a, b) + 1];
      const [south, north] = [Math.min(c, d), Math.max(c, d) + 1];
      const hole = holed && east - west > 2 && north - south > 2;
      const ringOf = (...box: [number, number, number, number]) => rectangle(...box).map(slant);
      const limit: Area = {
        type: "MultiPolygon",
        coordinates: held.map((cell) => {
          const [x, y] = [cell % 5, Math.floor(cell / 5)];
          return [ringOf(x, y, x + 1, y + 1)];
        }),
      };
      const rings = [ringOf(west, south, east, north)];
      if (hole) rings.push(ringOf(west + 1, south + 1, east - 1, north - 1));
      let expected = true;
      for (let x = west; x < east; x++) {
        for (let y = south; y < north; y++) {
          const isHole = x > west && x < east - 1 && y > south && y < north - 1;
          if (!(hole && isHole) && !held.includes(y * 5 + x)) expected = false;
        }
      }
      seen[Number(expected)]!++;
      assert.equal(inside(limit, polygon(...rings)), expected);
    }),
    { numRuns: 400 },
  );
  assert.ok(Math.min(...seen) > 40, `both answers are tried: ${seen}`);
});
