import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgreementForm, AgreementSignature } from "../domain/agreement.ts";
import { compilePolicy } from "./compile.ts";
import { bilateral, charter, charterId, redLine, says, signedBy } from "./test/builders.ts";
import type { AgreementState } from "./types.ts";

function state(signatures: AgreementSignature[], forms = [bilateral()], self = "baghdad") {
  const [first] = compilePolicy({ ...signedBy(forms, self), signatures }).agreements;
  return first!;
}

function stateOf(part: Partial<AgreementForm>): AgreementState["state"] {
  return state(signedBy([bilateral()]).signatures as AgreementSignature[], [bilateral(part)]).state;
}

test("proposed until both have signed", () => {
  const none = state([]);
  assert.deepEqual([none.state, none.signed], ["proposed", []]);
  assert.deepEqual(none.awaiting, ["baghdad", "damascus"]);
  const one = state([says("baghdad")]);
  assert.deepEqual([one.state, one.signed, one.awaiting], ["proposed", ["baghdad"], ["damascus"]]);
  assert.deepEqual(one.grantsInForce, []);
  const both = state([says("baghdad"), says("damascus")]);
  assert.deepEqual([both.state, both.awaiting], ["in-force", []]);
  assert.deepEqual(both.grantsInForce, ["g1"]);
});

test("withdrawn by either side", () => {
  const acts = { refuse: "refused", suspend: "suspended", end: "ended", leave: "ended" } as const;
  for (const act of Object.keys(acts) as (keyof typeof acts)[]) {
    for (const by of ["baghdad", "damascus"]) {
      const after = state([says("baghdad"), says("damascus"), says(by, act, { at: 2 })]);
      assert.equal(after.state, acts[act]);
      assert.deepEqual(after.signed, by === "baghdad" ? ["damascus"] : ["baghdad"]);
      assert.deepEqual(after.awaiting, []);
    }
  }
  assert.equal(state([says("damascus", "refuse")]).state, "refused");
});

test("by time", () => {
  assert.equal(stateOf({ until: "2015-02-01T00:00:00Z" }), "expired");
  assert.equal(stateOf({ from: "2015-04-01T00:00:00Z" }), "not-yet");
  assert.equal(state([], [bilateral({ until: "2015-02-01T00:00:00Z" })]).state, "expired");
  assert.equal(
    state([says("baghdad")], [bilateral({ from: "2015-04-01T00:00:00Z" })]).state,
    "proposed",
  );
});

test("a newer version awaits signatures while the older one holds", () => {
  const forms = [bilateral(), bilateral({ until: "2020-01-01T00:00:00Z" })];
  const signed = [says("baghdad"), says("damascus")];
  const proposed = state(signed, forms);
  assert.deepEqual([proposed.version, proposed.state], [2, "in-force"]);
  assert.deepEqual(proposed.awaiting, ["baghdad", "damascus"]);
  const refused = state([...signed, says("damascus", "refuse", { version: 2, at: 2 })], forms);
  assert.deepEqual([refused.state, refused.awaiting], ["in-force", ["baghdad"]]);
});

test("a coalition is in force for who has joined, and goes on for the others", () => {
  const all = [...signedBy([charter()]).signatures];
  const left = [...all, says("amman", "leave", { agreement: charterId, at: 2 })];
  assert.equal(state(left, [charter()]).state, "in-force");
  assert.equal(state(left, [charter()], "amman").state, "ended");
  const leadGone = [...all, says("washington", "end", { agreement: charterId, at: 2 })];
  assert.equal(state(leadGone, [charter()]).state, "ended");
  const alone = all.filter(({ by }) => by !== "amman");
  assert.equal(state(alone, [charter()], "amman").state, "proposed");
});

test("red lines in force are those that bind this node", () => {
  const form = bilateral({ redLines: [redLine()] });
  const signed = [says("baghdad", "sign", { version: 2, at: 2 }), says("damascus")];
  assert.deepEqual(state(signed, [bilateral(), form]).redLinesInForce, ["r1"]);
  assert.deepEqual(state(signed, [bilateral(), form], "damascus").redLinesInForce, []);
});

test("a grant of which binding red lines leave nothing is not in force but voided", () => {
  const grants = [{ id: "g1", topics: ["border"] }, { id: "g2" }];
  const strict = charter({
    redLines: [redLine({ by: "washington", topics: ["border"], to: ["damascus"] })],
  });
  const { agreements } = compilePolicy(signedBy([bilateral({ grants }), strict]));
  assert.deepEqual(agreements[0]!.grantsInForce, ["g2"]);
  assert.deepEqual(agreements[0]!.grantsVoided, [{ grant: "g1", by: [`${charterId}/r1`] }]);
});

test("a red line towards some receivers leaves a grant to the others in force", () => {
  const form = charter({ redLines: [redLine({ to: ["amman"] })] });
  const [one] = compilePolicy(signedBy([form])).agreements;
  assert.deepEqual([one!.grantsInForce, one!.grantsVoided], [["g1"], []]);
});
