import assert from "node:assert/strict";
import { test } from "node:test";
import type { ListedRecord, ReportDraft } from "../api/shapes.ts";
import { changesBetween, toldByDraft, toldByRecord } from "./changes.ts";
import { recordExtension } from "./record.ts";

const draft: ReportDraft = {
  ...{ kind: "incident", lang: "ar", name: { ar: "قطع طريق", en: "Road cut" } },
  ...{ at: "2015-03-11T06:00:00Z", position: [43.3, 33.4], topics: ["border", "supply-route"] },
  ...{ classification: "restricted", credibility: "2" },
};

test("what changed between two drafts is told field by field, and nothing else", () => {
  const same = { ...draft, at: "2015-03-11T06:00:00.000Z", topics: ["supply-route", "border"] };
  assert.deepEqual(
    changesBetween(toldByDraft(draft), toldByDraft({ ...same, credibility: 2 })),
    [],
  );
  const after: ReportDraft = {
    ...draft,
    name: { ar: "فتح طريق" },
    topics: ["border"],
    releasableTo: [],
    originatorControl: true,
  };
  assert.deepEqual(changesBetween(toldByDraft(draft), toldByDraft(after)), [
    { field: "name-ar", before: "قطع طريق", after: "فتح طريق" },
    { field: "name-en", before: "Road cut", after: "" },
    { field: "topics", before: "border supply-route", after: "border" },
    { field: "originatorControl", before: "", after: "yes" },
    { field: "releasableTo", before: "", after: "nobody" },
  ]);
  const images = (...ids: string[]) => toldByDraft({ ...draft, images: ids.map((id) => ({ id })) });
  assert.deepEqual(changesBetween(images("a", "b"), images("a", "b")), []);
  assert.deepEqual(changesBetween(images("a", "b"), images("a")), [
    { field: "images", before: images("a", "b").images, after: images("a").images },
  ]);
  assert.equal(images().images, undefined);
  const line = { type: "LineString" as const, coordinates: [[1, 2]] };
  const shapes = changesBetween(toldByDraft(draft), toldByDraft({ ...draft, geometry: line }));
  assert.deepEqual(
    shapes.map(({ field }) => field),
    ["shape"],
  );
});

test("what changed between two versions of a record is told as far as they say it", () => {
  const version = (grade: string, until?: string, revoked = false) =>
    ({
      ...{
        name: { en: "Fire" },
        description: {},
        at: "2015-03-11T06:00:00.000Z",
        position: null,
        grade,
      },
      label: {
        classification: "restricted",
        topics: [],
        caveats: [],
        reshare: "none",
        release: "agreements",
      },
      record: { revoked, extensions: { [recordExtension]: until ? { stop_time: until } : {} } },
    }) as unknown as ListedRecord;
  const changes = changesBetween(
    toldByRecord(version("B2")),
    toldByRecord(version("B3", "2015-03-11T07:00:00Z", true)),
  );
  assert.deepEqual(changes, [
    { field: "until", before: "", after: "2015-03-11T07:00:00.000Z" },
    { field: "credibility", before: "2", after: "3" },
    { field: "revoked", before: "", after: "yes" },
  ]);
});
