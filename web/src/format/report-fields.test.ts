import assert from "node:assert/strict";
import { test } from "node:test";
import { draftOf, emptyFields, faultsOf, handlingOf, occurrenceOf } from "./report-fields.ts";

const now = Date.parse("2015-03-11T12:00:00Z");
const filled = () => ({
  ...emptyFields("ar", "2015-03-11T09:00"),
  name: { ar: " قطع الطريق ", en: "left over" },
  position: [43.49, 34.93] as [number, number],
  topics: ["supply-route"],
  place: {
    ...{ name: { ar: "بيجي", en: "Baiji" }, extent: "point" as const, country: "IQ" },
    positions: [[43.49, 34.93] as [number, number]],
  },
});

test("an empty form says what it needs", () => {
  assert.deepEqual(faultsOf(emptyFields("ar", ""), now), {
    "name-ar": "report.nameNeeded",
    at: "report.timeWrong",
    position: "report.positionNeeded",
  });
  assert.deepEqual(faultsOf(filled(), now), {});
});

test("a description needs a title in its language, and a translation its original", () => {
  const both = { ...filled(), languages: ["ar", "en"] as ("ar" | "en")[] };
  const said = { ar: "", en: "No lorries pass." };
  const untitled = { ...both, name: { ar: "قطع الطريق", en: " " }, description: said };
  assert.deepEqual(faultsOf(untitled, now), { "name-en": "report.nameNeededHere" });
  const titled = { ...untitled, name: { ar: "قطع الطريق", en: "Road cut" } };
  assert.deepEqual(faultsOf(titled, now), { "description-ar": "report.descriptionNeeded" });
  const whole = { ...titled, description: { ...said, ar: "لا تمرّ شاحنات." } };
  assert.deepEqual(faultsOf(whole, now), {});
  assert.deepEqual(faultsOf({ ...titled, name: { ar: "", en: "Road cut" } }, now), {});
  const nothing = { ...titled, name: { ar: "", en: "" } };
  assert.deepEqual(faultsOf(nothing, now), { "name-en": "report.nameNeeded" });
});

test("a time ahead and an empty choice of partners are faults", () => {
  const fields = { ...filled(), at: "2015-03-11T12:05", releasable: "chosen" as const };
  assert.deepEqual(faultsOf(fields, now), {
    at: "report.timeWrong",
    chosen: "report.chosenNone",
  });
});

test("the code of a caveat that was written and does not fit is not left out in silence", () => {
  assert.deepEqual(faultsOf(filled(), now, { caveat: "قيد" }), { caveat: "caveats.notAdded" });
  assert.deepEqual(faultsOf(filled(), now, { caveat: " NOFORN" }), {});
});

test("the body has what was written, trimmed, and only in the open languages", () => {
  assert.deepEqual(draftOf(filled()), {
    kind: "incident",
    name: { ar: "قطع الطريق" },
    at: "2015-03-11T09:00:00.000Z",
    position: [43.49, 34.93],
    place: { ar: "بيجي", en: "Baiji" },
    topics: ["supply-route"],
    classification: "restricted",
    reliability: "F",
    credibility: "6",
  });
});

test("an area is named with its country and pinned nowhere, several points are all of them", () => {
  const name = { ar: "محافظة الأنبار", en: "Anbar Governorate" };
  const area = { name, extent: "area" as const, country: "IQ", positions: [] };
  const inArea = { ...filled(), position: null, place: area };
  assert.deepEqual(faultsOf(inArea, now), {});
  const { place, country, position } = draftOf(inArea);
  assert.deepEqual([place, country, position], [name, "IQ", undefined]);
  const points = [
    [43.49, 34.93],
    [42.38, 34.14],
  ] as [number, number][];
  const two = { ...filled(), place: { ...area, extent: "point" as const, positions: points } };
  assert.deepEqual(draftOf(two).geometry, { type: "MultiPoint", coordinates: points });
});

test("what decides who gets it can be told before the rest is written", () => {
  const bare = { ...emptyFields("ar", ""), topics: ["border"] };
  assert.deepEqual(handlingOf(bare), {
    ...{ kind: "incident", topics: ["border"], classification: "restricted" },
  });
  const said = { ...bare, kind: "report" as const, speaker: "x", releasable: "nobody" as const };
  assert.deepEqual(handlingOf({ ...said, position: [43, 34] }), {
    ...{ kind: "report", topics: ["border"], classification: "restricted" },
    ...{ releasableTo: [], position: [43, 34], hasSpeaker: true },
  });
});

test("who gets it is decided by caveats and passing on too", () => {
  const close = { ...filled(), caveats: ["fleet"], passingOn: "coalition" as const };
  const { caveats, reshare, originatorControl } = handlingOf(close);
  assert.deepEqual([caveats, reshare, originatorControl], [["fleet"], "coalition", undefined]);
  assert.equal(handlingOf({ ...close, passingOn: "originatorControl" }).originatorControl, true);
  assert.equal(draftOf({ ...close, precedence: "immediate" }).precedence, "immediate");
});

test("an end before the beginning is a fault, and the end goes along", () => {
  const fields = { ...filled(), precision: "day" as const, until: "2015-03-10T00:00" };
  assert.deepEqual(faultsOf(fields, now), { until: "report.untilWrong" });
  assert.equal(draftOf({ ...fields, until: "2015-03-12T00:00" }).until, "2015-03-12T00:00:00.000Z");
});

test("of two languages, the one that the form opened with is the original", () => {
  const both = { ...filled(), name: { ar: "قطع الطريق", en: "Road cut" } };
  assert.equal(draftOf({ ...both, languages: ["ar", "en"] }).lang, "ar");
  assert.equal(draftOf({ ...both, languages: ["en", "ar"] }).lang, "en");
  assert.equal("lang" in draftOf({ ...both, languages: ["en"] }), false);
});

test("nobody is an empty list, as agreed is none at all", () => {
  assert.deepEqual(draftOf({ ...filled(), releasable: "nobody" }).releasableTo, []);
  assert.equal("releasableTo" in draftOf(filled()), false);
  const chosen = draftOf({ ...filled(), releasable: "chosen", chosen: ["damascus"] });
  assert.deepEqual(chosen.releasableTo, ["damascus"]);
});

test("a statement may be without a place; its speaker must hold an office", () => {
  const said = { ...filled(), kind: "report" as const, position: null, place: null };
  assert.equal(faultsOf(said, now).position, "report.positionNeeded");
  const named = { ...said, speaker: " وليد المعلم " };
  assert.deepEqual(faultsOf(named, now), { office: "report.officeNeeded" });
  const whole = { ...named, office: "وزير الخارجية" };
  assert.deepEqual(faultsOf(whole, now), {});
  assert.deepEqual(draftOf(whole).speaker, {
    identityClass: "individual",
    name: "وليد المعلم",
    office: "وزير الخارجية",
  });
  const ministry = { ...named, speakerClass: "organization" as const };
  assert.deepEqual(faultsOf(ministry, now), {});
  assert.deepEqual(draftOf(ministry).speaker, {
    identityClass: "organization",
    name: "وليد المعلم",
  });
  assert.equal("speaker" in draftOf({ ...whole, kind: "incident" }), false);
});

test("a time that is not known to the minute says so", () => {
  assert.equal(draftOf({ ...filled(), precision: "month" }).precision, "month");
});

test("a credibility of 1 asks which sources confirm it, and only then they are sent", () => {
  const confirmed = { ...filled(), credibility: "1" as const };
  assert.deepEqual(faultsOf(confirmed, now), { confirmedBy: "report.confirmedByNeeded" });
  const named = { ...confirmed, confirmedBy: " دورية المحافظة " };
  assert.deepEqual(faultsOf(named, now), {});
  assert.equal(draftOf(named).confirmedBy, "دورية المحافظة");
  assert.equal(draftOf({ ...named, credibility: "2" }).confirmedBy, undefined);
});

test("a credibility of 1 is told by records of the same event as well as by names", () => {
  const sure = { ...filled(), credibility: "1" as const };
  assert.deepEqual(faultsOf(sure, now), { confirmedBy: "report.confirmedByNeeded" });
  const linked = { ...sure, sameEventAs: ["incident--1c9a7b52-6e3d-4f80-9b17-2d4c6e8f0a13"] };
  assert.deepEqual(faultsOf(linked, now), {});
  const { credibility, confirmedBy, sameEventAs } = draftOf(linked);
  assert.deepEqual([credibility, confirmedBy, sameEventAs], ["1", undefined, linked.sameEventAs]);
});

test("others of the same event are looked for from a title and a time on", () => {
  assert.equal(occurrenceOf(emptyFields("ar", "2015-03-11T09:00")), null);
  assert.equal(occurrenceOf({ ...filled(), at: "" }), null);
  assert.deepEqual(occurrenceOf(filled()), {
    ...{ name: { ar: "قطع الطريق" }, at: "2015-03-11T09:00:00.000Z", position: [43.49, 34.93] },
  });
});
