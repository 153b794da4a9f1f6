import assert from "node:assert/strict";
import { test } from "node:test";
import { hashOf, isAddress, parseRoute } from "./route.ts";

const id = "incident--5a1b2c3d-0000-4000-8000-000000000001";

test("an address leads back to where it was made", () => {
  for (const route of [
    { view: "picture", id: null, reporting: false },
    { view: "picture", id, reporting: false },
    { view: "picture", id: null, reporting: true },
    { view: "picture", id, reporting: true },
    { view: "agreements", id: null, reporting: false },
    { view: "waiting", id: null, reporting: false },
    { view: "warnings", id: null, reporting: false },
    { view: "agreements", id, reporting: false },
    { view: "agreements", id: `${id}/new`, reporting: false },
    { view: "agreements", id: "new", reporting: false },
    { view: "agreements", id: "matrix", reporting: false },
    { view: "partners", id: null, reporting: false },
    { view: "held", id: null, reporting: false },
    { view: "ledger", id: null, reporting: false },
    { view: "ledger", id: "damascus", reporting: false },
    { view: "bundles", id: null, reporting: false },
    { view: "consents", id: null, reporting: false },
    { view: "style", id: null, reporting: false },
    { view: "watch", id: null, reporting: false },
    { view: "watch", id: "handover", reporting: false },
    { view: "watch", id: "reports/001426060800000", reporting: false },
  ] as const) {
    assert.deepEqual(parseRoute(hashOf(route)), route);
    assert.equal(isAddress(hashOf(route)), true);
  }
});

test("an address that means nothing leads to the picture and never carries a foreign text", () => {
  for (const hash of [
    "#/nowhere",
    "#/record/../../x",
    "#/record/<b>",
    "#/tasks/x",
    "#/ledger/<b>",
    "#/report/x",
  ])
    assert.equal(isAddress(hash), false, hash);
  for (const hash of ["", "#", "#/"]) assert.equal(isAddress(hash), true, hash);
  for (const hash of ["", "#", "#/nowhere", "#/record/../../x", "#/record/<b>"])
    assert.deepEqual(parseRoute(hash), { view: "picture", id: null, reporting: false });
  for (const hash of ["#/watch/x", "#/watch/reports/<b>", "#/watch/reports/1/2"])
    assert.deepEqual(parseRoute(hash), { view: "watch", id: null, reporting: false });
});
