import assert from "node:assert/strict";
import { test } from "node:test";
import { isAddress, parseRoute } from "../state/route.ts";
import { clauseHref, readAgreementsAddress, shownOf } from "./address.ts";

const id = "agreement--5a1b2c3d-0000-4000-8000-000000000001";
const placeOf = (hash: string) => readAgreementsAddress(parseRoute(hash).id);

test("the list, the matrix, an agreement, a clause of it and what is being written have addresses", () => {
  assert.deepEqual(placeOf("#/agreements"), { show: "list", agreement: null, clause: null });
  assert.deepEqual(placeOf("#/agreements/matrix"), {
    show: "matrix",
    agreement: null,
    clause: null,
  });
  assert.deepEqual(placeOf("#/agreements/new"), { show: "editor", agreement: null, clause: null });
  assert.deepEqual(placeOf(`#/agreements/${id}/new`), {
    show: "editor",
    agreement: id,
    clause: null,
  });
  const clause = clauseHref(`${id}/r2`);
  assert.equal(isAddress(clause), true);
  assert.deepEqual(placeOf(clause), { show: "list", agreement: id, clause: "r2" });
});

test("a clause that is none leads to the list", () => {
  assert.deepEqual(placeOf(`#/agreements/${id}/clause/<b>`), {
    show: "list",
    agreement: null,
    clause: null,
  });
});

test("what is shown is the agreement that is asked for, and no other in its place", () => {
  const list = [{ form: { id: "one" } }, { form: { id: "two" } }];
  assert.equal(shownOf(list, "two"), list[1]);
  assert.equal(shownOf(list, null), list[0]);
  assert.equal(shownOf(list, "three"), null);
  assert.equal(shownOf([], null), null);
});
