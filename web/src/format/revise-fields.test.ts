import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReportDraft } from "../api/shapes.ts";
import { fieldsOf, handlingOfDraft, revisionOf } from "./revise-fields.ts";
import { faultsOf } from "./report-fields.ts";

const now = Date.parse("2015-03-12T00:00:00Z");
const whole: ReportDraft = {
  kind: "report",
  name: { ar: "تصريح", en: "Statement" },
  description: { ar: "قال إن الطريق مفتوح." },
  lang: "ar",
  at: "2015-03-11T06:00:31.000Z",
  until: "2015-03-11T08:00:02.000Z",
  position: [43.3, 33.4],
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [43, 33],
        [44, 33],
        [44, 34],
        [43, 33],
      ],
    ],
  },
  place: { ar: "الرمادي", en: "Ramadi" },
  topics: ["supply-route"],
  caveats: ["fleet"],
  classification: "restricted",
  reshare: "coalition" as NonNullable<ReportDraft["reshare"]>,
  originatorControl: true,
  releasableTo: ["damascus"],
  reliability: "B",
  credibility: "2",
  sourceType: "official",
  source: "ناطق",
  speaker: {
    identityClass: "individual",
    name: { ar: "فلان", en: "So-and-so" },
    office: { ar: "ناطق", en: "Spokesman" },
  },
  images: [
    { id: "artifact--6e3a0c52-9c35-4d0e-8c5c-2f5a0f3a1c77", caption: { en: "The gate" } },
    { id: "artifact--6e3a0c52-9c35-4d0e-8c5c-2f5a0f3a1c78" },
  ],
  control: { from: [{ id: "a", name: { ar: "أ" } }], to: [], state: "unknown" },
};

test("a new version keeps the images that are left, with what is said of them, and names new ones", () => {
  const fields = fieldsOf(whole);
  fields.images.shift();
  fields.images[0]!.caption.ar = "الجسر";
  fields.images.push({ id: "new-1", octets: 5, caption: { ar: "", en: "" } });
  assert.deepEqual(revisionOf(fields, whole).images, [
    { id: whole.images![1]!.id, caption: { ar: "الجسر" } },
    { id: "new-1" },
  ]);
  fields.images = [];
  assert.equal(revisionOf(fields, whole).images, undefined);
});

test("a report that is opened and not changed stays as it was, to the second and to the last corner", () => {
  const fields = fieldsOf(whole);
  assert.deepEqual(faultsOf(fields, now), {});
  assert.deepEqual(revisionOf(fields, whole), whole);
  const area: ReportDraft = {
    ...{
      kind: "incident",
      name: { en: "Fire" },
      lang: "en",
      at: "2015-03-11T00:00:00.000Z",
      precision: "day",
    },
    ...{
      place: { ar: "الأنبار", en: "Anbar" },
      country: "IQ",
      topics: [],
      classification: "unclassified",
    },
    ...{
      caveats: [],
      reshare: "none",
      originatorControl: false,
      reliability: "F",
      credibility: "6",
    },
  };
  assert.deepEqual(revisionOf(fieldsOf(area), area), area);
});

test("what is changed is changed, and what hangs on it goes with it", () => {
  const fields = fieldsOf(whole);
  const moved = revisionOf({ ...fields, position: [43.5, 33.5], place: null, source: " " }, whole);
  assert.deepEqual(moved.position, [43.5, 33.5]);
  assert.deepEqual([moved.geometry, moved.place, moved.control], [undefined, undefined, undefined]);
  assert.equal(moved.source, "ناطق", "a named source is not taken away by leaving it out");
  const other = revisionOf({ ...fields, at: "2015-03-11T07:00", speaker: "غيره" }, whole);
  assert.equal(other.at, "2015-03-11T07:00:00.000Z");
  assert.deepEqual(other.speaker, { identityClass: "individual", name: "غيره", office: "ناطق" });
  const retold = revisionOf({ ...fields, languages: ["ar"], releasable: "agreed" }, whole);
  assert.deepEqual([retold.name, retold.releasableTo], [{ ar: "تصريح" }, undefined]);
});

test("precedence, caveats and passing on are changed, and left as they were", () => {
  const fields = fieldsOf({ ...whole, precedence: "flash" });
  assert.deepEqual(
    [fields.precedence, fields.caveats, fields.passingOn],
    ["flash", ["fleet"], "originatorControl"],
  );
  const left = revisionOf(fields, { ...whole, precedence: "flash" });
  assert.deepEqual(
    [left.precedence, left.caveats, left.reshare, left.originatorControl],
    ["flash", ["fleet"], "coalition", true],
  );
  const changed = { ...fields, precedence: "routine", caveats: [], passingOn: "any" } as const;
  const { precedence, caveats, reshare, originatorControl } = revisionOf(
    { ...changed, caveats: [] },
    whole,
  );
  assert.deepEqual(
    [precedence, caveats, reshare, originatorControl],
    [undefined, undefined, "any", undefined],
  );
});

test("who gets it is decided by all of it, also by what has no field", () => {
  assert.deepEqual(handlingOfDraft(whole), {
    ...{ kind: "report", topics: ["supply-route"], classification: "restricted" },
    ...{ position: whole.position, geometry: whole.geometry, caveats: ["fleet"] },
    ...{
      reshare: whole.reshare,
      originatorControl: true,
      releasableTo: ["damascus"],
      hasSpeaker: true,
    },
  });
});
