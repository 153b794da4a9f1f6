import assert from "node:assert/strict";
import { test } from "node:test";
import { factsOf, type Words } from "./read-entry.ts";

const words: Words = {
  ...{ partner: (id) => `p:${id}`, kind: (id) => `k:${id}`, topic: (id) => `t:${id}` },
  ...{ role: (id) => `r:${id}`, level: (id) => `l:${id}`, moment: (at) => `m:${at}` },
  list: (items) => items.join("+"),
  own: (text) => (typeof text === "string" ? text : (text.en ?? "")),
  number: String,
};
const facts = (how: string, query: unknown) =>
  factsOf({ how, query: query === null ? null : JSON.stringify(query) }, words);

test("a search is told by its words and what it was narrowed to", () => {
  const query = { bbox: [1, 2, 3, 4], from: 5, to: 6, kinds: ["unit"], partners: ["a", "b"] };
  assert.deepEqual(facts("listed", { ...query, topics: ["border"], q: "جسر", cursor: "1.2" }), [
    ["area"],
    ["from", { time: "m:5" }],
    ["until", { time: "m:6" }],
    ["kinds", { list: "k:unit" }],
    ["partners", { list: "p:a+p:b" }],
    ["topics", { list: "t:border" }],
    ["searched", { words: "جسر" }],
  ]);
  assert.deepEqual(facts("charted", { limit: 100, q: " " }), []);
});

test("an act of an admin is told with whom and what it gives", () => {
  const clearance = { upTo: "secret", caveats: [] };
  const values = { name: "Amal", role: "r:watch", level: "l:secret" };
  const said = { name: "Amal", role: "watch", clearance };
  assert.deepEqual(facts("administered", { act: "add", ...said }), [["act.add", values]]);
  const changed = { act: "change", ...said, disabled: false };
  assert.deepEqual(facts("administered", changed), [["act.change", values]]);
  const suspended = { ...changed, disabled: true };
  assert.deepEqual(facts("administered", suspended), [["act.suspend", values]]);
  assert.deepEqual(facts("administered", { act: "of a later version" }), []);
});

test("what has no words here says nothing more", () => {
  assert.deepEqual(facts("opened", null), []);
  assert.deepEqual(factsOf({ how: "listed", query: '{"q":"cut' }, words), []);
  assert.deepEqual(facts("listed", { later: 1 }), []);
});

test("quarantine, bundles, protected places and restores have their own", () => {
  assert.deepEqual(facts("held", ["a", "b"]), [["quarantined", { count: "2" }]]);
  const bundle = { partner: "amman", bundle: "uuid" };
  assert.deepEqual(facts("bundled", bundle), [["bundle", { partner: "p:amman" }]]);
  const removed = { protectedPlaceRemoved: "id", name: { en: "School" } };
  assert.deepEqual(facts("listed", removed), [["placeRemoved", { name: "School" }]]);
  assert.deepEqual(facts("carried-over", { lines: 7 }), [["carried", { count: "7" }]]);
});
