import assert from "node:assert/strict";
import { test } from "node:test";
import { readClearance } from "../../../src/domain/clearance.ts";
import { type LabelChoice, validateLabelChoice } from "../../../src/domain/report-draft.ts";
import { validateAgreement } from "../../../src/release/validate-agreement.ts";
import { ar } from "../text/ar.ts";
import { en } from "../text/en.ts";
import { fits, inClearance, inGrant, onLabel, withCode } from "./caveat.ts";

const codes = [
  ...["NOFORN", "eyes-only 2", "a_b", "7", "x".repeat(64), "قيد", "a.b/c"],
  ...["x".repeat(65), "-a", " ", "a+b", "a|b", "(a)", "أ؛ب"],
];

const both = { ar: "نص", en: "text" };
const agreement = {
  ...{ id: "agreement--00000000-0000-4000-8000-000000000001", title: both, purpose: both },
  ...{ parties: ["baghdad", "damascus"], from: "2015-03-01T00:00:00.000Z", until: null },
  redLines: [],
};

function passes(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

test("a code is taken where the node takes it, on a label, in a grant and in a clearance", () => {
  const choice: LabelChoice = { classification: "restricted", topics: [] };
  for (const code of codes) {
    const label = passes(() => validateLabelChoice({ ...choice, caveats: [code] }));
    assert.deepEqual(withCode([], code, onLabel), label ? [code] : [], `label: ${code}`);
    const grants = [{ id: "g1", caveats: [code] }];
    const given = passes(() => validateAgreement({ ...agreement, grants }));
    assert.deepEqual(withCode([], code, inGrant), given ? [code] : [], `grant: ${code}`);
    const cleared = code.trim() !== "" && passes(() => readClearance("restricted", code));
    assert.deepEqual(withCode([], code, inClearance), cleared ? [code] : [], `clearance: ${code}`);
  }
});

test("a code is named once, without blanks around it, and no more than may be", () => {
  assert.deepEqual(withCode(["A"], " B ", onLabel), ["A", "B"]);
  assert.deepEqual(withCode(["A"], "A", onLabel), ["A"]);
  const full = Array.from({ length: onLabel.most }, (_, nth) => `C${nth}`);
  assert.equal(withCode(full, "more", onLabel), full);
});

test("the hint beside a code asks for Latin letters where no others are taken, and only there", () => {
  for (const rule of [onLabel, inGrant, inClearance]) {
    const latinAlone = withCode([], "قيد", rule).length === 0;
    assert.equal(/Latin/.test(en[rule.hint]), latinAlone);
    assert.equal(/لاتيني/.test(ar[rule.hint]), latinAlone);
  }
});

test("what is written fits where it can be added, blanks around it or not, and where nothing is", () => {
  for (const typed of ["", "  ", "NOFORN", " NOFORN "]) assert.ok(fits(typed, onLabel), typed);
  for (const typed of ["قيد", "a+b", "-"]) assert.ok(!fits(typed, onLabel), typed);
});
