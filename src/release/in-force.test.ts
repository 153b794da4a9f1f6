import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgreementForm, AgreementSignature, Power, RedLine } from "../domain/agreement.ts";
import { compilePolicy } from "./compile.ts";
import {
  bilateral,
  charter,
  charterId,
  nothing,
  redLine,
  says,
  signedBy,
  subject,
} from "./test/builders.ts";
import type { PolicyInput } from "./types.ts";

/** Whether Baghdad's record goes to Damascus under the bilateral. */
function flows(signatures: AgreementSignature[], forms = [bilateral()]): boolean {
  return compilePolicy({ ...signedBy(forms), signatures }).admits(subject(), nothing, "damascus");
}

function audience(input: PolicyInput): readonly string[] {
  return compilePolicy(input).audience(subject(), nothing);
}

test("a grant needs giver and receiver", () => {
  assert.equal(flows([]), false);
  assert.equal(flows([says("baghdad")]), false);
  assert.equal(flows([says("damascus")]), false);
  assert.equal(flows([says("baghdad"), says("damascus")]), true);
});

test("a signature counts for its own agreement and for no other party", () => {
  const other = says("damascus", "sign", { agreement: charterId });
  assert.equal(flows([says("baghdad"), other]), false);
  assert.equal(flows([says("baghdad"), says("washington")]), false);
  assert.equal(flows([says("baghdad"), says("damascus", "sign", { version: 7 })]), false);
});

for (const act of ["refuse", "suspend", "end", "leave"] as const) {
  test(`${act} by either side withdraws both directions at once, and signing again gives them back`, () => {
    const signed = [says("baghdad"), says("damascus")];
    for (const by of ["baghdad", "damascus"]) {
      const after = [...signed, says(by, act, { at: 2 })];
      assert.equal(flows(after), false);
      const other = compilePolicy({ ...signedBy([bilateral()], "damascus"), signatures: after });
      const theirs = subject({}, { originator: "damascus" });
      assert.deepEqual(other.audience(theirs, nothing), []);
      assert.equal(flows([...after, says(by, "sign", { at: 3 })]), true);
    }
  });
}

test("the latest signature decides, whatever arrived first", () => {
  const end = says("damascus", "end", { at: 5 });
  const again = says("damascus", "sign", { at: 9 });
  assert.equal(flows([again, end, says("damascus"), says("baghdad")]), true);
  assert.equal(flows([end, says("damascus"), says("baghdad")]), false);
});

test("said in the same millisecond, withdrawing wins", () => {
  const both = [says("damascus", "end"), says("damascus")];
  assert.equal(flows([says("baghdad"), ...both]), false);
  assert.equal(flows([says("baghdad"), ...both.reverse()]), false);
});

test("refusing a newer version leaves the signed one standing, refusing that one withdraws it", () => {
  const forms = [bilateral(), bilateral({ until: "2020-01-01T00:00:00Z" })];
  const signed = [says("baghdad"), says("damascus")];
  assert.equal(flows([...signed, says("damascus", "refuse", { version: 2, at: 2 })], forms), true);
  assert.equal(flows([...signed, says("damascus", "refuse", { version: 1, at: 2 })], forms), false);
});

test("ending a version that never arrived still ends", () => {
  const signed = [says("baghdad"), says("damascus")];
  assert.equal(flows([...signed, says("damascus", "end", { version: 7, at: 2 })]), false);
});

test("a signature on a version that has not arrived leaves what was signed before", () => {
  const ahead = says("damascus", "sign", { version: 7, at: 2 });
  assert.equal(flows([says("baghdad"), says("damascus"), ahead]), true);
});

test("sides that stand by different versions share the clauses that are the same, word for word", () => {
  const one = bilateral({ grants: [{ id: "g1", topics: ["border"] }, { id: "g2" }] });
  const two = bilateral({
    grants: [
      { topics: ["border"], id: "g1" },
      { id: "g2", to: ["damascus"] },
    ],
  });
  const sides = [says("baghdad", "sign", { version: 2 }), says("damascus")];
  const policy = compilePolicy({ ...signedBy([one, two]), signatures: sides });
  assert.deepEqual(policy.agreements[0]!.grantsInForce, ["g1"]);
  assert.equal(policy.admits(subject({ topics: ["statement"] }), nothing, "damascus"), false);
});

test("both versions must list both sides and be in their time", () => {
  const sides = [says("baghdad", "sign", { version: 2 }), says("damascus")];
  const changed = (part: Partial<AgreementForm>) => flows(sides, [bilateral(), bilateral(part)]);
  assert.equal(changed({}), true);
  assert.equal(changed({ parties: ["baghdad", "amman"] }), false);
  assert.equal(changed({ until: "2015-02-01T00:00:00Z" }), false);
  assert.equal(changed({ from: "2015-04-01T00:00:00Z" }), false);
});

test("re-share between the parties: who stands by an older version is none where ours no longer lists it", () => {
  const grants = [{ id: "g1", reshare: "parties" as const }];
  const three = bilateral({ grants, parties: ["baghdad", "damascus", "amman"] });
  const two = bilateral({ grants });
  const ammans = subject({ reshare: "any" }, { originator: "amman" });
  const goes = (version: number) => {
    const words = [
      says("amman"),
      ...["baghdad", "damascus"].map((by) => says(by, "sign", { version })),
    ];
    const policy = compilePolicy({ ...signedBy([three, two]), signatures: words });
    return policy.admits(ammans, nothing, "damascus");
  };
  assert.equal(goes(1), true);
  assert.equal(goes(2), false);
});

test("joining needs the lead and the newcomer", () => {
  const old = charter({ parties: ["washington", "baghdad"] });
  const wide = charter();
  const sign = (by: string, version: number) =>
    says(by, "sign", { agreement: charterId, version, at: version });
  const input = (signatures: AgreementSignature[]) => ({ ...signedBy([old, wide]), signatures });
  const members = [sign("washington", 1), sign("baghdad", 1)];
  assert.deepEqual(audience(input(members)), ["washington"]);
  const newcomer = [...members, sign("amman", 2), sign("baghdad", 2)];
  assert.deepEqual(audience(input(newcomer)), ["washington"], "the lead has not signed");
  assert.deepEqual(audience(input([...newcomer, sign("washington", 2)])), ["amman", "washington"]);
  const noLead = [...newcomer, sign("washington", 2)].filter(({ by }) => by !== "washington");
  assert.deepEqual(audience(input(noLead)), []);
});

test("a lead that drops a member ends what went to it, with one signature", () => {
  const without = charter({ parties: ["washington", "baghdad"] });
  const input = signedBy([charter()]);
  const dropped = {
    ...input,
    versions: [...input.versions, { form: without, proposer: "washington", modified: 2 }],
    signatures: [
      ...input.signatures,
      says("washington", "sign", { agreement: charterId, version: 2, at: 2 }),
    ],
  };
  assert.deepEqual(audience(input), ["amman", "washington"]);
  assert.deepEqual(audience(dropped), ["washington"]);
});

test("a version with another lead or coalition is another charter", () => {
  for (const part of [{ lead: "amman" }, { id: "another" }]) {
    const other = charter({
      coalition: { id: "coalition", lead: "washington", powers: [], ...part },
    });
    const input = signedBy([charter(), other]);
    const signatures = [
      ...input.signatures.filter(({ version, by }) => version === 1 || by === "amman"),
    ];
    assert.deepEqual(audience({ ...input, signatures }), ["washington"]);
  }
});

test("a member that the lead dropped gives nothing either, though the others stay joined", () => {
  const without = charter({ parties: ["washington", "amman"] });
  const input = signedBy([charter(), without]);
  const signatures = input.signatures.filter(
    ({ version, by }) => version === 1 || by === "washington",
  );
  assert.deepEqual(audience({ ...input, signatures }), []);
});

test("the lead must stand by the very charter that it leads", () => {
  const other = charter({ coalition: { id: "coalition", lead: "amman", powers: [] } });
  const input = signedBy([charter(), other]);
  const signatures = input.signatures.filter(
    ({ version, by }) => version === (by === "amman" ? 1 : 2),
  );
  assert.deepEqual(audience({ ...input, signatures }), []);
  assert.deepEqual(audience(input), ["amman", "washington"]);
});

test("who stands by another charter is no member of this one", () => {
  const grants = [{ id: "g1", reshare: "any" as const }];
  const other = charter({ grants, coalition: { id: "another", lead: "washington", powers: [] } });
  const input = signedBy([charter({ grants }), other]);
  const signatures = input.signatures.filter(
    ({ version, by }) => version === (by === "amman" ? 2 : 1),
  );
  const theirs = subject({ reshare: "coalition" }, { originator: "amman" });
  const goes = (part: Partial<PolicyInput>) =>
    compilePolicy({ ...input, ...part }).audience(theirs, nothing);
  assert.deepEqual(goes({}), ["washington"]);
  assert.deepEqual(goes({ signatures }), []);
});

test("an agreement that became a charter is shared only by those who stand by it as the same", () => {
  const parties = ["baghdad", "damascus"];
  const coalition = { id: "coalition", lead: "damascus", powers: [] };
  const forms = [bilateral(), bilateral({ parties, coalition })];
  assert.equal(flows([says("baghdad"), says("damascus", "sign", { version: 2 })], forms), false);
  assert.equal(flows([says("baghdad", "sign", { version: 2 }), says("damascus")], forms), false);
});

test("leaving a coalition ends what went both ways and leaves the others alone", () => {
  const input = signedBy([charter()]);
  const left = says("amman", "leave", { agreement: charterId, at: 2 });
  const signatures = [...input.signatures, left];
  assert.deepEqual(audience({ ...input, signatures }), ["washington"]);
  const ammans = compilePolicy({ ...input, self: "amman", signatures });
  assert.deepEqual(ammans.audience(subject({}, { originator: "amman" }), nothing), []);
});

/** Baghdad's record to Damascus, under a bilateral, beside a charter with this red line of its lead. */
function bound(
  line: Partial<RedLine>,
  powers: Power[] = [{ id: "p1", to: ["damascus"] }],
  change: (input: PolicyInput) => PolicyInput = (input) => input,
): boolean {
  const coalition = { id: "coalition", lead: "washington", powers };
  const drawn = redLine({ by: "washington", ...line });
  // The members signed version 1, the lead alone version 2: with the red line.
  const input = signedBy([
    bilateral(),
    charter({ coalition }),
    charter({ coalition, redLines: [drawn] }),
  ]);
  const signatures = input.signatures.filter(
    ({ version, by }) => version === 1 || by === "washington",
  );
  const policy = compilePolicy(change({ ...input, signatures }));
  const isBound = !policy.admits(subject(), nothing, "damascus");
  const state = policy.agreements.find(({ id }) => id === charterId)!;
  assert.deepEqual(state.redLinesInForce, isBound ? ["r1"] : []);
  return isBound;
}

test("a red line of the lead within its powers binds a member that never signed it", () => {
  assert.equal(bound({ to: ["damascus"] }), true);
  assert.equal(bound({ to: ["damascus"], topics: ["border"] }), true);
});

test("outside its powers it is an objection: not applied", () => {
  assert.equal(bound({}), false, "to anybody is more than to Damascus");
  assert.equal(bound({ to: ["damascus", "amman"] }), false);
  assert.equal(bound({ to: ["damascus"] }, []), false);
  const topics = [{ id: "p1", topics: ["border", "control"] }];
  assert.equal(bound({ topics: ["border"] }, topics), true);
  assert.equal(bound({ topics: ["border", "statement"] }, topics), false);
  assert.equal(bound({ to: ["damascus"] }, topics), false);
  const kinds = [{ id: "p1", kinds: ["incident"] }];
  assert.equal(bound({ kinds: ["incident"] }, kinds), true);
  assert.equal(bound({ kinds: ["report", "incident"] }, kinds), false);
  const origin = [{ id: "p1", origin: ["baghdad"] }];
  assert.equal(bound({ origin: ["baghdad"] }, origin), true);
  assert.equal(bound({ origin: ["baghdad", "amman"] }, origin), false);
  const halves = [
    { id: "p1", to: ["damascus"], topics: ["border"] },
    { id: "p2", to: ["damascus"], topics: ["control"] },
  ];
  assert.equal(bound({ to: ["damascus"], topics: ["border", "control"] }, halves), false);
  assert.equal(bound({ to: ["damascus"] }, [{ id: "p1" }]), true, "a power over everything");
});

test("powers hold when all joined members signed them alike", () => {
  const line = { to: ["damascus"] };
  const powers = [{ id: "p1", to: ["damascus"] }];
  const other = charter({
    coalition: { id: "coalition", lead: "washington", powers: [{ id: "p1", to: [] }] },
  });
  const sign = (act: "sign" | "leave") =>
    says("amman", act, { agreement: charterId, version: 3, at: 9 });
  const differing = (input: PolicyInput): PolicyInput => ({
    ...input,
    versions: [...input.versions, { form: other, proposer: "washington", modified: 3 }],
    signatures: [...input.signatures, sign("sign")],
  });
  assert.equal(bound(line, powers, differing), false);
  const gone = (input: PolicyInput): PolicyInput => ({
    ...input,
    signatures: [...input.signatures, sign("leave")],
  });
  assert.equal(bound(line, powers, gone), true, "who has left has no say");
});

test("a red line of the lead does not bind those who have not joined, and binds them from then on", () => {
  const input = signedBy([
    bilateral(),
    charter({ redLines: [redLine({ by: "washington", to: ["damascus"] })] }),
  ]);
  const without = input.signatures.filter(
    ({ by, agreement }) => !(by === "baghdad" && agreement === charterId),
  );
  const damascus = (signatures: readonly AgreementSignature[]) =>
    compilePolicy({ ...input, signatures }).admits(subject(), nothing, "damascus");
  assert.equal(damascus(without), true);
  assert.equal(damascus(input.signatures), false);
});

test("a red line of a member binds itself and those who signed it, not the others", () => {
  const drawn = charter({ redLines: [redLine({ by: "amman", to: ["damascus"] })] });
  const input = signedBy([bilateral(), charter(), drawn]);
  const blocked = (...signers: string[]) => {
    const signatures = input.signatures.filter(
      ({ version, by }) => version === 1 || signers.includes(by),
    );
    return !compilePolicy({ ...input, signatures }).admits(subject(), nothing, "damascus");
  };
  assert.equal(blocked("amman"), false);
  assert.equal(blocked("amman", "baghdad"), true);
  assert.equal(blocked("baghdad"), false, "who drew it must stand by it");
  assert.equal(blocked("amman", "washington"), false);
});

test("one's own red line binds oneself with one signature, and only while one stands by it", () => {
  const drawn = bilateral({ redLines: [redLine()] });
  const signed = [says("baghdad"), says("damascus")];
  const own = says("baghdad", "sign", { version: 2, at: 2 });
  assert.equal(flows([...signed, own], [bilateral(), drawn]), false);
  const back = says("baghdad", "sign", { version: 1, at: 3 });
  assert.equal(flows([...signed, own, back], [bilateral(), drawn]), true);
});

test("a red line drawn in the name of another is nothing", () => {
  const forged = bilateral({ redLines: [redLine({ by: "washington" })] });
  assert.equal(flows([says("baghdad"), says("damascus")], [forged]), true);
});

test("a red line ends with the agreement's time and begins with it", () => {
  const line = (part: Partial<AgreementForm>) =>
    audience(signedBy([bilateral(), charter({ grants: [], redLines: [redLine()], ...part })]));
  assert.deepEqual(line({}), []);
  assert.deepEqual(line({ until: "2015-02-01T00:00:00Z" }), ["damascus"]);
  assert.deepEqual(line({ from: "2015-04-01T00:00:00Z" }), ["damascus"]);
});
