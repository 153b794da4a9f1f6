import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReleaseState } from "../api/shapes.ts";
import { mayAskFor } from "./ask-consent.ts";

const reason = (clause: string, effect: "reshare" | "not-covered") => ({
  ...{ agreement: null, clause, effect, text: { ar: "لا", en: "no" } },
});
const withheld: Pick<ReleaseState, "partner" | "released" | "state" | "reasons"> = {
  ...{ partner: "amman", released: false, state: "withheld" },
  reasons: [reason("reshare", "reshare"), reason("grants", "not-covered")],
};

test("an originator is asked where its label alone holds a record back, once", () => {
  assert.equal(mayAskFor(withheld, []), true);
  assert.equal(mayAskFor(withheld, [{ to: "amman", state: "asked" }]), false);
  assert.equal(mayAskFor(withheld, [{ to: "cairo", state: "asked" }]), true);
  // Refused or taken back, one may ask again.
  for (const state of ["refused", "taken-back"] as const)
    assert.equal(mayAskFor(withheld, [{ to: "amman", state }]), true);
});

test("nobody is asked about what goes, was taken back, or is held back by something else", () => {
  assert.equal(mayAskFor({ ...withheld, released: true }, []), false);
  assert.equal(mayAskFor({ ...withheld, state: "recalled" }, []), false);
  const uncovered = { ...withheld, reasons: [reason("grants", "not-covered")] };
  assert.equal(mayAskFor(uncovered, []), false);
  const said = { ...withheld, reasons: [reason("consent--1", "reshare")] };
  assert.equal(mayAskFor(said, []), false);
});
