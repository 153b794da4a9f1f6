import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeHead } from "./merge-head.ts";

const list = (text: string) => [...text].map((id) => ({ id, modified: "1" }));
const ids = (records: { id: string }[]) => records.map((r) => r.id).join("");

test("a new record comes on top and what was loaded further down stays", () => {
  const merged = mergeHead(list("cba"), list("dcb"), false);
  assert.equal(ids(merged.records), "dcba");
  assert.deepEqual(merged.fresh, ["d"]);
});

test("a new version is fresh and stands once", () => {
  const merged = mergeHead(list("cba"), [{ id: "b", modified: "2" }, ...list("c")], false);
  assert.equal(ids(merged.records), "bca");
  assert.deepEqual(merged.fresh, ["b"]);
});

test("what is gone from a complete head is gone", () => {
  assert.equal(ids(mergeHead(list("cba"), list("ca"), true).records), "ca");
});

test("a head that shares nothing begins the list again", () => {
  assert.equal(ids(mergeHead(list("cba"), list("zyx"), false).records), "zyx");
});
