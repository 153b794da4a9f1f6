import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { AgreementDraft, AgreementForm } from "../api/shapes.ts";
import { checkAgreement } from "../../../src/domain/agreement-fault.ts";
import { validateAgreement } from "../../../src/release/validate-agreement.ts";
import { addClause, draftOf, emptyDraft, formOf, formToPreview } from "./draft.ts";
import { put, setCharter, withCircle } from "./draft.ts";
import { lacks } from "./lacks.ts";

const folder = new URL("../../../scenarios/levant-2014-2015/agreements/", import.meta.url);
const forms = ["charter", "bilateral-border", "bilateral-proposed"].map(
  (name) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")) as AgreementForm,
);
const id = "agreement--00000000-0000-4000-8000-000000000001";
const missing = (draft: AgreementDraft) => lacks(draft).map(({ at, key }) => `${at} ${key}`);

function whole(): AgreementDraft {
  const draft = emptyDraft("baghdad", "2015-03-01T00:00:00.000Z");
  Object.assign(draft, {
    title: { ar: "عنوان ", en: " Title" },
    purpose: { ar: "غرض", en: "Purpose" },
    parties: ["baghdad", "damascus"],
  });
  addClause(draft, "grants", "baghdad");
  draft.grants[0]!.topics = ["border"];
  return draft;
}

test("an agreement that nobody changes is written as it was read, word for word", () => {
  for (const form of forms) {
    assert.deepEqual(formOf(draftOf(form)), form);
    assert.deepEqual(lacks(draftOf(form)), []);
  }
});

test("a draft is another thing than what it was read from", () => {
  const before = structuredClone(forms[1]!);
  const draft = draftOf(forms[1]!);
  draft.grants[0]!.topics = ["border"];
  assert.deepEqual(forms[1], before);
});

test("a new draft lacks all that it has to say, and what is whole the node takes", () => {
  assert.deepEqual(missing(emptyDraft("baghdad", "")), [
    "title editor.lack.title",
    "purpose editor.lack.purpose",
    "parties editor.lack.parties",
    "dates editor.lack.from",
    "clauses editor.lack.clauses",
  ]);
  const draft = whole();
  assert.deepEqual(missing(draft), []);
  const form = validateAgreement({ ...formOf(draft), id });
  checkAgreement(form);
  assert.deepEqual(form.title, { ar: "عنوان", en: "Title" });
});

test("a clause is added without anything that it gives or forbids, under an id of its own", () => {
  const draft = whole();
  assert.equal(addClause(draft, "grants", "baghdad"), "g2");
  assert.equal(addClause(draft, "redLines", "baghdad"), "r3");
  setCharter(draft, true, "baghdad");
  assert.equal(addClause(draft, "powers", "baghdad"), "p4");
  assert.deepEqual(missing(draft), [
    "coalition editor.lack.coalition",
    "g2 editor.empty.topics",
    "r3 editor.empty.topics",
    "p4 editor.empty.topics",
    "r3 editor.lack.reason",
  ]);
  setCharter(draft, false, "baghdad");
  assert.equal("coalition" in draft, false);
});

test("what decides nothing may be missing in a preview, and stands there as dots", () => {
  const draft = whole();
  draft.title.en = " ";
  addClause(draft, "redLines", "baghdad");
  draft.redLines[0]!.topics = ["control"];
  assert.ok(lacks(draft).every(({ text }) => text));
  const form = validateAgreement({ ...formToPreview(draft), id });
  assert.equal(form.title.en, "…");
  assert.equal(form.redLines[0]!.reason.ar, "…");
});

test("an end before the beginning, minutes that are none, and who is no party are told", () => {
  const draft = whole();
  draft.until = "2015-03-01T00:00:00.000Z";
  draft.grants[0]!.hold = { minutes: 0.5 };
  addClause(draft, "redLines", "amman");
  draft.redLines[0]!.topics = ["control"];
  draft.redLines[0]!.reason = { ar: "س", en: "r" };
  assert.deepEqual(missing(draft), [
    "dates editor.lack.until",
    "g1 editor.lack.minutes",
    "r2 editor.lack.by",
  ]);
});

test("a part that is put as undefined is left out, which means any", () => {
  const grant = whole().grants[0]!;
  put(grant, "topics", undefined);
  assert.equal("topics" in grant, false);
  put(grant, "upTo", "secret");
  assert.equal(grant.upTo, "secret");
});

test("circles make an area that a grant may be limited to", () => {
  const draft = whole();
  const one = withCircle(undefined, [42.38, 34.13], 20);
  const two = withCircle(one, [43, 35], 5);
  const three = withCircle(two, [44, 36], 5);
  assert.equal(one.type, "Polygon");
  assert.equal((three.coordinates as unknown[]).length, 3);
  for (const within of [one, two, three]) {
    draft.grants[0]!.within = within;
    validateAgreement({ ...formOf(draft), id });
  }
});
