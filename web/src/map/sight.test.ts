import assert from "node:assert/strict";
import { test } from "node:test";
import { roomAround, toMiddle } from "./sight.ts";

test("the middle of what can be seen lies away from what is cut off", () => {
  assert.deepEqual(toMiddle({ left: 0, right: 384, bottom: 40 }), [-192, -20]);
  assert.deepEqual(toMiddle({ left: 384, right: 0, bottom: 0 }), [192, -0]);
});

test("what is brought in sight keeps clear of what is cut off, and of the tools at the far side", () => {
  const edges = { left: 0, right: 384, bottom: 40 };
  assert.deepEqual(roomAround(edges, "ltr"), { top: 24, bottom: 64, left: 24, right: 448 });
  assert.deepEqual(roomAround(edges, "rtl"), { top: 24, bottom: 64, left: 64, right: 408 });
});
