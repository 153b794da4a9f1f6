import assert from "node:assert/strict";
import { test } from "node:test";
import { nearnessOf } from "./likeness.ts";

test("it is said how near two records are in space, in time and by their words", () => {
  assert.deepEqual(nearnessOf({ km: 3.4, hours: 2.2, words: 0.7 }), [
    { key: "alike.km", count: 3 },
    { key: "alike.hours", count: 2 },
    { key: "alike.words", count: 70 },
  ]);
  assert.deepEqual(nearnessOf({ km: 0.4, hours: 0, words: null }), [
    { key: "alike.samePlace", count: 0 },
    { key: "alike.sameTime", count: 0 },
    { key: "alike.otherLanguage", count: 0 },
  ]);
  const keys = (hours: number) => nearnessOf({ km: null, hours, words: 1 })[0];
  assert.deepEqual(keys(0.5), { key: "alike.minutes", count: 30 });
  assert.deepEqual(keys(60), { key: "alike.days", count: 3 });
});
