import assert from "node:assert/strict";
import { test } from "node:test";
import { readClearance } from "../../../src/domain/clearance.ts";
import { type LabelChoice, validateLabelChoice } from "../../../src/domain/report-draft.ts";
import { inGrant, onLabel, withCode } from "./caveat.ts";

const codes = [
  ...["NOFORN", "eyes-only 2", "a_b", "7", "x".repeat(64), "قيد", "a.b/c"],
  ...["x".repeat(65), "-a", " ", "a+b", "a|b", "(a)", "أ؛ب"],
];

function passes(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

test("a code is taken where the node takes it, on a label and in a clearance", () => {
  const choice: LabelChoice = { classification: "restricted", topics: [] };
  for (const code of codes) {
    const label = passes(() => validateLabelChoice({ ...choice, caveats: [code] }));
    assert.deepEqual(withCode([], code, onLabel), label ? [code] : [], `label: ${code}`);
    const cleared = code.trim() !== "" && passes(() => readClearance("restricted", code));
    assert.deepEqual(withCode([], code, inGrant), cleared ? [code] : [], `clearance: ${code}`);
  }
});

test("a code is named once, without blanks around it, and no more than may be", () => {
  assert.deepEqual(withCode(["A"], " B ", onLabel), ["A", "B"]);
  assert.deepEqual(withCode(["A"], "A", onLabel), ["A"]);
  const full = Array.from({ length: onLabel.most }, (_, nth) => `C${nth}`);
  assert.equal(withCode(full, "more", onLabel), full);
});
