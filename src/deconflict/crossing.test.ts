import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";
import type { Position } from "../domain/geometry.ts";
import { openClashIndex } from "./clash-index.ts";
import { activity, line } from "./test/activities.ts";

/** A boundary along a meridian, which many lines touch: their positions lie on few meridians. */
const meridian = 179.98;
const grain = 0.01;
const boundary = { id: "boundary", line: line([meridian, 33], [meridian, 34.2], [meridian, 36]) };
const steps = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 20 }));

function crosses(steps: readonly [number, number][], geometry: "line" | "area"): boolean {
  // What goes over the dateline is written with negative longitudes.
  const at = ([east, north]: readonly [number, number]): Position => {
    const lon = meridian + east * grain;
    return [lon > 180 ? lon - 360 : lon, 34 + north * grain];
  };
  const positions = steps.map(at);
  const geometries =
    geometry === "line"
      ? [line(...positions)]
      : [{ type: "Polygon", coordinates: [[...positions, positions[0]!]] } as const];
  const found = openClashIndex().clashesOf(activity("a", { geometries, boundaries: [boundary] }));
  return found.length > 0;
}

const isEast = ([east]: readonly [number, number]): boolean => east > 0;
const isWest = ([east]: readonly [number, number]): boolean => east < 0;

test("a line crosses a boundary if and only if it is on both sides of it", () => {
  fc.assert(
    fc.property(fc.array(steps, { minLength: 2, maxLength: 6 }), (line) => {
      assert.equal(crosses(line, "line"), line.some(isEast) && line.some(isWest));
    }),
    { numRuns: 300 },
  );
});

test("an area crosses a boundary if and only if it reaches to both sides of it", () => {
  fc.assert(
    fc.property(fc.tuple(steps, steps, steps), (triangle) => {
      const [[ax, ay], [bx, by], [cx, cy]] = triangle;
      fc.pre((bx - ax) * (cy - ay) !== (by - ay) * (cx - ax));
      assert.equal(crosses(triangle, "area"), triangle.some(isEast) && triangle.some(isWest));
    }),
    { numRuns: 300 },
  );
});
