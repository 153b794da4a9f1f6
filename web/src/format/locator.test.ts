import assert from "node:assert/strict";
import { test } from "node:test";
import { locatorOf } from "./locator.ts";

test("lines of half degrees stand where they are seen from the point", () => {
  const { meridians, parallels } = locatorOf([42.25, 0]);
  assert.deepEqual(
    meridians.map(({ degrees }) => degrees),
    [41.5, 42, 42.5, 43],
  );
  assert.deepEqual(
    meridians.map(({ x }) => x),
    [12.5, 37.5, 62.5, 87.5],
  );
  assert.deepEqual(parallels, [
    { y: 100, degrees: -1 },
    { y: 75, degrees: -0.5 },
    { y: 50, degrees: 0 },
    { y: 25, degrees: 0.5 },
    { y: 0, degrees: 1 },
  ]);
});

test("further from the equator it reaches over more degrees of longitude; beyond the pole there is nothing", () => {
  assert.ok(locatorOf([42.25, 60]).meridians.length > locatorOf([42.25, 0]).meridians.length);
  assert.equal(Math.max(...locatorOf([0, 89.8]).parallels.map(({ degrees }) => degrees)), 90);
});
