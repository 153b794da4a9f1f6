import assert from "node:assert/strict";
import { test } from "node:test";
import { topics } from "../../../src/domain/topics.ts";
import { symbolCode } from "./symbol-codes.ts";

test("every code has 20 digits and is neutral, whatever a record is about", () => {
  for (const topic of [...topics, "unheard-of"])
    for (const kind of ["incident", "report", "warning", "task-part"])
      assert.match(symbolCode(kind, [topic]), /^1004\d{16}$/, `${kind} ${topic}`);
  assert.equal(
    symbolCode("incident", ["control", "humanitarian"]),
    symbolCode("incident", ["humanitarian"]),
  );
  assert.notEqual(symbolCode("incident", ["border"]), symbolCode("incident", ["control"]));
});
