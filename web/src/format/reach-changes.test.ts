import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReleaseState } from "../api/shapes.ts";
import { reachChanges } from "./reach-changes.ts";

const state = (partner: string, is: ReleaseState["state"]): ReleaseState => ({
  ...{ partner, state: is, released: is !== "withheld", decidedBy: [], reasons: [] },
});

const names = (all: ReleaseState[]) => all.map(({ partner }) => partner);

test("who gains and who loses a report follows from where it stands and who may have the new version", () => {
  const now = [state("a", "received"), state("b", "withheld"), state("c", "served")];
  const before = [state("a", "offered"), state("b", "withheld"), state("c", "offered")];
  const then = [
    state("a", "offered"),
    state("b", "held"),
    state("c", "withheld"),
    state("d", "withheld"),
  ];
  const { gain, lose, keep } = reachChanges(now, before, then);
  assert.deepEqual([names(gain), names(lose), names(keep)], [["b"], ["c"], ["a"]]);
});

test("from whom an earlier version was taken back by a narrower one, it comes again; from whom it was recalled, not", () => {
  const narrowed = state("a", "recalled");
  const text = { ar: "", en: "" };
  const reasons = [{ agreement: null, clause: "recall", effect: "recalled" as const, text }];
  const now = [narrowed, { ...state("b", "recalled"), reasons }, state("c", "withheld")];
  // c may have what is handled so, but this is older than its grant.
  const before = [state("a", "withheld"), state("b", "withheld"), state("c", "offered")];
  const then = ["a", "b", "c"].map((partner) => state(partner, "offered"));
  assert.deepEqual(names(reachChanges(now, before, then).gain), ["a"]);
});
