import assert from "node:assert/strict";
import { test } from "node:test";
import { clears, fullClearance, isFull, lowestClearance, readClearance } from "./clearance.ts";
import { classifications, type Label } from "./label.ts";

const labelled = (changes: Partial<Label>): Label => ({
  ...{ classification: "unclassified", topics: [], caveats: [], reshare: "none" },
  ...{ originatorControl: false, release: "agreements" },
  ...changes,
});

test("a clearance reaches up to its classification and no further", () => {
  for (const [held, upTo] of classifications.entries()) {
    for (const [rank, classification] of classifications.entries()) {
      assert.equal(clears({ upTo, caveats: [] }, labelled({ classification })), rank <= held);
    }
  }
});

test("every caveat of a label must be among those of the clearance", () => {
  const clearance = readClearance("secret", "air, fleet");
  assert.deepEqual(clearance, { upTo: "secret", caveats: ["air", "fleet"] });
  assert.equal(clears(clearance, labelled({ caveats: ["fleet"] })), true);
  assert.equal(clears(clearance, labelled({ caveats: ["fleet", "source"] })), false);
  assert.equal(clears(fullClearance, labelled({ caveats: ["source"] })), true);
});

test("what has no known label, or a classification that we do not know, needs more than anybody may be given by chance", () => {
  assert.equal(clears(fullClearance, undefined), true);
  assert.equal(clears(readClearance("secret", "air"), undefined), false);
  assert.equal(clears(readClearance("confidential", "all"), undefined), false);
  assert.equal(clears(fullClearance, labelled({ classification: "cosmic" as "secret" })), false);
});

test("nothing said is the lowest clearance; words that mean nothing are refused", () => {
  assert.deepEqual(readClearance(), lowestClearance);
  assert.equal(isFull(readClearance("secret", "all")), true);
  for (const [upTo, caveats] of [
    ["top", ""],
    ["Secret", ""],
    ["secret", "a,\u0000"],
    ["secret", "x".repeat(65)],
  ] as const) {
    assert.throws(() => readClearance(upTo, caveats), { code: "person-invalid" });
  }
});
