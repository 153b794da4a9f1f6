import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgreementForm, AgreementSignature } from "../domain/agreement.ts";
import { compilePolicy } from "./compile.ts";
import { conflicts } from "./conflicts.ts";
import { draftInput, flowChanges, withdrawnInput } from "./preview.ts";
import { charter, nothing, now, redLine, subject } from "./test/builders.ts";
import type { PolicyInput } from "./types.ts";

/* A charter of sixty members, as one of them decides under it. */

const lead = "washington";
const members = [lead, "baghdad", ...Array.from({ length: 58 }, (_, n) => `member-${n}`)];
const others = members.filter((one) => one !== "baghdad");
const form = charter({
  parties: members,
  coalition: { id: "sixty", lead, powers: [{ id: "p", topics: ["border"] }] },
  grants: [{ id: "all", backfillFrom: "2014-01-01T00:00:00Z" }],
});

const version = (of: AgreementForm, modified: number) => ({ form: of, proposer: lead, modified });
const says = (by: string, act: AgreementSignature["act"], at: number, version = 1) => {
  return { agreement: form.id, version, by, act, at };
};

function inputOf(signatures: AgreementSignature[], versions = [version(form, 1)]): PolicyInput {
  return { self: "baghdad", partners: members, versions, signatures, at: now };
}

const founded = members.map((by) => says(by, "sign", 1));
const audience = (input: PolicyInput) => [...compilePolicy(input).audience(subject(), nothing)];

test("each of sixty members may have what a grant to all gives, and each is told why", () => {
  assert.deepEqual(audience(inputOf(founded)), others);
  const policy = compilePolicy(inputOf(founded));
  for (const to of others) {
    const { released, decidedBy } = policy.explain(subject(), nothing, to);
    assert.deepEqual([released, decidedBy], [true, [`${form.id}/all`]]);
  }
});

test("members join one by one: none before the lead, each with its own word", () => {
  const joined = (count: number) => founded.slice(0, count);
  assert.deepEqual(audience(inputOf(founded.slice(1))), []);
  for (const count of [2, 3, 30, 60]) {
    assert.deepEqual(audience(inputOf(joined(count))), others.slice(0, count - 1));
  }
});

test("whoever suspends or leaves is out at once, and nobody else", () => {
  for (const act of ["suspend", "leave", "end"] as const) {
    const input = inputOf([...founded, says("member-7", act, 2)]);
    assert.deepEqual(
      audience(input),
      others.filter((one) => one !== "member-7"),
    );
  }
  assert.deepEqual(audience(inputOf([...founded, says(lead, "end", 2)])), []);
});

test("the lead's red line within its powers holds by its signature alone", () => {
  const strict = { ...form, redLines: [redLine({ by: lead, topics: ["border"] })] };
  const versions = [version(form, 1), version(strict, 2)];
  assert.deepEqual(audience(inputOf(founded, versions)), others, "proposed is not drawn");
  const drawn = inputOf([...founded, says(lead, "sign", 2, 2)], versions);
  assert.deepEqual(audience(drawn), []);
  const elsewhere = subject({ topics: ["control"] });
  assert.deepEqual([...compilePolicy(drawn).audience(elsewhere, nothing)], others);
});

test("a preview tells for each of sixty what a changed charter opens and stops", () => {
  const input = inputOf(founded);
  const parts = [{ subject: subject(), particulars: nothing }];
  const changed = {
    ...form,
    redLines: [redLine({ by: lead, topics: ["border"], to: ["member-3"] })],
  };
  const told = flowChanges(compilePolicy(input), compilePolicy(draftInput(input, changed)), parts);
  assert.deepEqual(
    told.filter(({ stops }) => stops),
    [{ partner: "member-3", opensFrom: Infinity, hold: 0, stops: true }],
  );
  assert.equal(told.length, 59, "the others get what the grant reaches back to");
  assert.deepEqual(conflicts(form, input), []);
  const left = withdrawnInput(input, { agreement: form.id, act: "leave" });
  const stopped = flowChanges(compilePolicy(input), compilePolicy(left), parts);
  assert.deepEqual(
    stopped.map(({ partner }) => partner),
    others,
  );
  assert.ok(stopped.every(({ stops }) => stops));
});
