import assert from "node:assert/strict";
import { test } from "node:test";
import { joinLocal, readReference, referenceText, seriesOf } from "./journal.ts";

test("a reference names label and number, and is read as it is written", () => {
  for (const label of [
    { classification: "restricted", caveats: [] },
    { classification: "secret", caveats: ["A,B", "C%2C", "EYES-2", "LIMITED USE"] },
  ] as const) {
    const reference = { label, number: 17 };
    assert.deepEqual(readReference(referenceText(reference)), reference);
  }
  assert.equal(referenceText({ label: joinLocal([]), number: 1 }), "unclassified-1");
  for (const text of ["", "restricted", "restricted-0", "restricted-x", "purple-1", "-1"]) {
    assert.equal(readReference(text), null, text);
  }
});

test("joined labels are as high as each", () => {
  const joined = joinLocal([
    { classification: "secret", caveats: ["B"] },
    { classification: "restricted", caveats: ["A", "B"] },
  ]);
  assert.equal(seriesOf(joined), "secret,A,B");
});
