import assert from "node:assert/strict";
import { test } from "node:test";

import { AppError } from "../errors.ts";
import { labelOfDraft, type ReportDraft, validateDraft } from "./report-draft.ts";

const now = Date.UTC(2015, 2, 12);
const draft: ReportDraft = {
  kind: "incident",
  name: "Road cut",
  at: "2015-03-11T00:00:00Z",
  position: [41, 34],
  topics: ["border"],
  classification: "restricted",
};

const faultOf = (changes: object): string | undefined => {
  try {
    validateDraft({ ...draft, ...changes } as ReportDraft, now);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof AppError);
    return String(error.parts["field"] ?? error.code);
  }
};

test("a plain draft is fine, in one language or both", () => {
  assert.equal(faultOf({}), undefined);
  assert.equal(
    faultOf({ name: { ar: "قطع طريق", en: "Road cut" }, lang: "ar", description: { ar: "…" } }),
    undefined,
  );
  assert.equal(faultOf({ name: "قطع طريق", description: "34.4, 41.2" }), undefined, "no letters");
  assert.equal(
    faultOf({ credibility: "2", reliability: "B", until: "2016-01-01T00:00:00Z" }),
    undefined,
  );
  assert.equal(faultOf({ credibility: 2 }), undefined);
  assert.equal(faultOf({ at: "2015-03-12T23:00:00Z" }), undefined, "within 24 hours");
});

test("each fault is named by its field", () => {
  const faults: [object, string][] = [
    [{ name: "" }, "name"],
    [{ name: "  " }, "name"],
    [{ name: {} }, "name"],
    [{ name: "x".repeat(1025) }, "name"],
    [{ name: "\ud800" }, "name"],
    [{ name: { ar: "قطع طريق", en: "Road cut" } }, "lang"],
    [{ lang: "fr" }, "lang"],
    [{ name: { en: "Road cut" }, lang: "ar" }, "name"],
    [{ description: { ar: "قُطع الطريق" } }, "description"],
    [
      { name: { ar: "قطع طريق", en: "Road cut" }, lang: "ar", description: { en: "No lorries" } },
      "description",
    ],
    [{ name: "قطع طريق", description: "No lorries" }, "description"],
    [{ kind: "report", speaker: { name: "وليد المعلم", office: "Minister" } }, "speaker.office"],
    [{ description: "x".repeat(65_537) }, "description"],
    [{ description: "\u0000" }, "description"],
    [{ kind: "report", speaker: { name: "", office: "x" } }, "speaker.name"],
    [{ kind: "report", speaker: { name: "Kerry" } }, "speaker.office"],
    [{ kind: "report", speaker: { identityClass: "individual", name: "Kerry" } }, "speaker.office"],
    [{ kind: "report", speaker: { identityClass: "system", name: "x" } }, "speaker.identityClass"],
    [{ speaker: { identityClass: "organization", name: "x" } }, "speaker"],
    [{ at: "yesterday" }, "at"],
    [{ at: "2015-03-13T00:00:01Z" }, "at"],
    [{ recordedAt: "2015-03-14T00:00:00Z" }, "recordedAt"],
    [{ until: "2015-03-10T00:00:00Z" }, "until"],
    [{ precision: "week" }, "precision"],
    [{ precedence: "soon" }, "precedence"],
    [{ classification: "cosmic" }, "classification"],
    [{ reliability: "G" }, "reliability"],
    [{ credibility: 7 }, "credibility"],
    [{ credibility: "toString" }, "credibility"],
    [{ position: [200, 0] }, "position"],
    [{ geometry: { type: "Point" } }, "geometry"],
    [{ place: "Anbar", country: "Iraq" }, "country"],
    [{ country: "IQ" }, "country"],
    [{ place: "Anbar", country: "IQ", position: [41, 33] }, "country"],
    [{ caveats: ["<b>"] }, "caveats"],
    [{ releasableTo: ["Damascus!"] }, "releasableTo"],
    [{ topics: ["weather"] }, "topic-unknown"],
    [{ topics: ["toString"] }, "topic-unknown"],
  ];
  for (const [changes, field] of faults)
    assert.equal(faultOf(changes), field, JSON.stringify(changes));
});

test("an organization speaks without an office, a person only in one", () => {
  const kind = "report";
  assert.equal(
    faultOf({ kind, speaker: { identityClass: "organization", name: "مجلس الأمن" } }),
    undefined,
  );
  assert.equal(
    faultOf({ kind, speaker: { name: "Kerry", office: "Secretary of State" } }),
    undefined,
  );
});

test("a change of control names a place, who held it, and as many as its state has", () => {
  const isil = { id: "isil", name: { ar: "داعش", en: "ISIL (Da'esh)" } };
  const iraq = { id: "government-iraq", name: { en: "Government of Iraq" } };
  const change = (control: object, place: object = { place: "Mosul" }) =>
    faultOf({ ...place, control });
  assert.equal(change({ from: [iraq], to: [isil], state: "held" }), undefined);
  assert.equal(change({ from: [isil], to: [isil, iraq], state: "contested" }), undefined);
  assert.equal(change({ from: [isil], to: [], state: "unknown" }), undefined);
  assert.equal(change({ from: [iraq], to: [isil], state: "held" }, {}), "place");
  for (const control of [
    { place: "mosul", from: "government-iraq", to: "isil" },
    { from: [], to: [isil], state: "held" },
    { from: [iraq], to: [], state: "held" },
    { from: [iraq], to: [isil], state: "contested" },
    { from: [iraq], to: [isil], state: "unknown" },
    { from: [iraq], to: [isil], state: "lost" },
    { from: [{ ...iraq, id: "Iraq!" }], to: [isil], state: "held" },
    { from: [{ ...iraq, name: {} }], to: [isil], state: "held" },
    { from: Array.from({ length: 9 }, () => iraq), to: [isil], state: "held" },
    { from: [null], to: [isil], state: "held" },
  ])
    assert.equal(change(control), "control", JSON.stringify(control));
});

test("who may have it becomes the label's release; names of recipients never stand in a label", () => {
  const release = (releasableTo?: string[]) =>
    labelOfDraft({ ...draft, ...(releasableTo && { releasableTo }) }).release;
  assert.equal(release(), "agreements");
  assert.equal(release([]), "none");
  assert.equal(release(["damascus"]), "listed");
  const label = labelOfDraft({
    ...draft,
    releasableTo: ["damascus"],
    topics: ["control", "border", "border"],
  });
  assert.deepEqual(label.topics, ["border", "control"]);
  assert.ok(!JSON.stringify(label).includes("damascus"));
});
