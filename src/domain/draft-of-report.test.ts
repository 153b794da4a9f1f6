import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";
import { roadCut } from "../../test/network/drafts.ts";
import { composedReport } from "../desk/check/samples.ts";
import { rolesOf } from "../desk/report-family.ts";
import { draftOfReport } from "./draft-of-report.ts";
import { labelOfDraft, type ReportDraft, validateDraft } from "./report-draft.ts";
import type { StixObject } from "./stix.ts";
import { anyDraft } from "./test/any-draft.ts";

function readBack(draft: ReportDraft, objects = composedReport(draft)): ReportDraft {
  return draftOfReport(rolesOf(objects.main, objects.all), {
    label: labelOfDraft(draft),
    ...(draft.releasableTo && { recipients: draft.releasableTo }),
    ...(draft.source !== undefined && { source: draft.source }),
  });
}

/** Objects as they say something: their random ids by the order in which they come. */
function nameless(objects: readonly StixObject[]): unknown {
  let text = JSON.stringify(objects);
  objects.forEach(({ id, type }, index) => (text = text.replaceAll(id, `${type} ${index}`)));
  return JSON.parse(text);
}

function isSound(draft: ReportDraft): boolean {
  try {
    validateDraft(draft, Date.parse("2015-03-12T00:00:00Z"));
    return true;
  } catch {
    return false;
  }
}

test("the draft of a report makes the same report again", () => {
  fc.assert(
    fc.property(anyDraft.filter(isSound), (draft) => {
      const first = composedReport(draft);
      const read = readBack(draft, first);
      const again = composedReport(read);
      assert.deepEqual(nameless([again.main]), nameless([first.main]));
      // A place in both languages has the original of the report first from now on.
      assert.deepEqual(readBack(read, again), read);
    }),
  );
});

test("who may have it and where it is an area are read back too", () => {
  for (const releasableTo of [undefined, [], ["damascus"]]) {
    const draft = roadCut({ ...(releasableTo && { releasableTo }) });
    assert.deepEqual(readBack(draft).releasableTo, releasableTo);
  }
  const { position, ...anywhere } = roadCut();
  assert.ok(position);
  const area = { ...anywhere, place: { ar: "الأنبار", en: "Anbar" }, country: "IQ" };
  const read = readBack(area);
  assert.deepEqual([read.place, read.country, read.position], [area.place, "IQ", undefined]);
});

test("a translation that was revoked says nothing", () => {
  const { main, all } = composedReport(roadCut());
  const objects = all.map((object) =>
    object.type === "language-content" ? { ...object, revoked: true } : object,
  );
  const read = draftOfReport(rolesOf(main, objects), { label: labelOfDraft(roadCut()) });
  assert.deepEqual(Object.keys(read.name), [read.lang]);
});
