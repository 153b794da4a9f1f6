import assert from "node:assert/strict";
import { test } from "node:test";
import { messageKey } from "./field-messages.ts";

test("each way in which a field can be wrong has the page's words", () => {
  assert.equal(messageKey({ valueMissing: true, patternMismatch: true }), "field.missing");
  assert.equal(messageKey({ patternMismatch: true }), "field.wrong");
  assert.equal(messageKey({ rangeOverflow: true }), "field.range");
  assert.equal(messageKey({ tooLong: true }), "field.tooLong");
  assert.equal(messageKey({ valid: true }), null);
});
