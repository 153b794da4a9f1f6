import assert from "node:assert/strict";
import { test } from "node:test";
import { contentKinds, controlKinds, supportKinds } from "../../../../src/domain/kinds.ts";
import { clausesOf, isContent, saysSomething, versionOf } from "./ledger-line.ts";

test("every kind of content can be opened; what goes along, and what is between the nodes, cannot", () => {
  for (const kind of contentKinds) assert.ok(isContent({ kind }), kind);
  for (const kind of [...supportKinds, ...controlKinds]) assert.ok(!isContent({ kind }), kind);
  for (const kind of supportKinds) assert.ok(!saysSomething({ kind }), kind);
  assert.ok(saysSomething({ kind: "recall-notice" }));
});

test("a line names its version and the clauses that let it go", () => {
  const line = { id: "incident--1", modified: "2015-03-11T09:20:00.000Z" };
  assert.equal(versionOf(line), "incident--1@1426065600000");
  assert.deepEqual(clausesOf({ decidedBy: ["agreement--1/g1", "one-off"] }), [
    { agreement: "agreement--1", clause: "g1" },
    { agreement: "one-off", clause: "" },
  ]);
});
