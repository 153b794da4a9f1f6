import assert from "node:assert/strict";
import { test } from "node:test";
import { addClause, emptyDraft } from "./draft.ts";
import { lacks } from "./lacks.ts";

test("a caveat that is written into a grant and was not added is told, as long as the grant is there", () => {
  const draft = emptyDraft("baghdad", "2026-11-27T00:00:00.000Z");
  const id = addClause(draft, "grants", "baghdad");
  const told = (typed: Record<string, string>) =>
    lacks(draft, typed).filter(({ key }) => key === "editor.lack.caveat");
  assert.deepEqual(told({}), []);
  assert.deepEqual(told({ [id]: "قيد" }), [{ at: id, key: "editor.lack.caveat" }]);
  assert.deepEqual(told({ [id]: " NOFORN" }), [], "it fits, and is added when its field is left");
  assert.deepEqual(told({ other: "قيد" }), []);
});
