import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgreementForm, ListedAgreement, ListedSignature } from "../api/shapes.ts";
import { actsOf } from "./acts.ts";

const [first, second] = ["2015-03-01T00:00:00.000Z", "2015-03-02T00:00:00.000Z"];

function word(by: string, act: ListedSignature["act"], version: string, minute: number) {
  return { by, act, version, at: `2015-03-03T00:${minute}:00.000Z` };
}

function listed(
  state: ListedAgreement["state"],
  signatures: ListedSignature[],
  awaiting: string[] = [],
): Parameters<typeof actsOf>[0] {
  const form = { parties: ["baghdad", "damascus"] } as AgreementForm;
  return { form, modified: second, state, awaiting, signatures };
}

const may = (agreement: Parameters<typeof actsOf>[0], party = "baghdad") => {
  const acts = actsOf(agreement, party);
  return (["sign", "refuse", "suspend", "resume", "end", "leave"] as const).filter(
    (act) => acts[act],
  );
};

test("who is awaited signs or refuses; while an earlier version is in force it may be suspended and ended too", () => {
  assert.deepEqual(may(listed("proposed", [], ["baghdad", "damascus"])), ["sign", "refuse"]);
  const earlier = [word("baghdad", "sign", first, 10), word("damascus", "sign", first, 11)];
  assert.deepEqual(may(listed("in-force", earlier, ["baghdad", "damascus"])), [
    "sign",
    "refuse",
    "suspend",
    "end",
  ]);
});

test("who suspended resumes; the other one cannot for it, and is told of it", () => {
  const said = [
    word("baghdad", "sign", second, 10),
    word("damascus", "sign", second, 11),
    word("damascus", "suspend", second, 12),
  ];
  assert.deepEqual(may(listed("suspended", said), "damascus"), ["resume", "end"]);
  assert.deepEqual(may(listed("suspended", said)), ["end"]);
  assert.deepEqual(
    actsOf(listed("suspended", said), "baghdad").against.map(({ by, act }) => [by, act]),
    [["damascus", "suspend"]],
  );
});

test("who suspended while a newer version waited signs that one, and resumes nothing", () => {
  const said = [word("baghdad", "sign", first, 10), word("baghdad", "suspend", second, 12)];
  assert.deepEqual(may(listed("suspended", said, ["damascus"])), ["sign", "end"]);
});

test("who signed may end it while the other has not, ends nothing that is over, and may sign again", () => {
  const said = [word("baghdad", "sign", second, 10)];
  assert.deepEqual(may(listed("proposed", said, ["damascus"])), ["end"]);
  assert.deepEqual(may(listed("expired", said, ["damascus"])), []);
  const ended = [...said, word("baghdad", "end", second, 12)];
  // A new signature lifts its own end, and not the other's.
  assert.deepEqual(may(listed("ended", ended, ["damascus"])), ["sign"]);
  const theirs = [...said, word("damascus", "end", second, 12)];
  assert.deepEqual(may(listed("ended", theirs)), []);
});

test("who refused may sign after all, and others are told of the refusal of this version alone", () => {
  const refused = [word("damascus", "refuse", second, 12)];
  assert.deepEqual(may(listed("refused", refused), "damascus"), ["sign"]);
  assert.equal(actsOf(listed("refused", refused), "baghdad").against.length, 1);
  const before = [word("damascus", "refuse", first, 12)];
  assert.equal(actsOf(listed("proposed", before, ["damascus"]), "baghdad").against.length, 0);
});

test("who refused a newer version still gives what it signed: it may suspend, and end or leave", () => {
  const said = [
    word("baghdad", "refuse", second, 12),
    word("baghdad", "sign", first, 10),
    word("damascus", "sign", first, 11),
  ];
  const bilateral = listed("in-force", said, ["damascus"]);
  assert.deepEqual(may(bilateral), ["sign", "suspend", "end"]);
  const coalition = { id: "coalition", lead: "damascus", powers: [] };
  const charter = { ...bilateral, form: { ...bilateral.form, coalition } };
  assert.deepEqual(may(charter), ["sign", "suspend", "leave"]);
  // Refusing the very version that it signed takes that back.
  const back = [...said, word("baghdad", "refuse", first, 13)];
  assert.deepEqual(may(listed("refused", back, ["damascus"])), []);
});

test("a member leaves a charter, its lead ends it; who left may come back", () => {
  const coalition = { id: "coalition", lead: "damascus", powers: [] };
  const charter = (state: ListedAgreement["state"], signatures: ListedSignature[]) => {
    const agreement = listed(state, signatures);
    return { ...agreement, form: { ...agreement.form, coalition } };
  };
  const said = [word("baghdad", "sign", second, 10), word("damascus", "sign", second, 11)];
  assert.deepEqual(may(charter("in-force", said)), ["suspend", "leave"]);
  assert.deepEqual(may(charter("in-force", said), "damascus"), ["suspend", "end"]);
  const suspended = [...said, word("baghdad", "suspend", second, 12)];
  assert.deepEqual(may(charter("suspended", suspended)), ["resume", "leave"]);
  const left = [...said, word("baghdad", "leave", second, 12)];
  assert.deepEqual(may(charter("ended", left)), ["sign"]);
});

test("the latest word counts, in whatever order they came; who is no party says nothing", () => {
  const said = [word("baghdad", "suspend", second, 20), word("baghdad", "sign", second, 10)];
  assert.equal(actsOf(listed("suspended", said), "baghdad").own?.act, "suspend");
  assert.deepEqual(may(listed("proposed", [], ["baghdad"]), "amman"), []);
});
