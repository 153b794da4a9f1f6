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
    faultOf({ name: { ar: "قطع طريق", en: "Road cut" }, description: { ar: "…" } }),
    undefined,
  );
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
    [{ description: "x".repeat(65_537) }, "description"],
    [{ description: "\u0000" }, "description"],
    [{ speaker: { name: "" } }, "speaker.name"],
    [{ at: "yesterday" }, "at"],
    [{ at: "2015-03-13T00:00:01Z" }, "at"],
    [{ recordedAt: "2015-03-14T00:00:00Z" }, "recordedAt"],
    [{ until: "2015-03-10T00:00:00Z" }, "until"],
    [{ precision: "week" }, "precision"],
    [{ classification: "cosmic" }, "classification"],
    [{ reliability: "G" }, "reliability"],
    [{ credibility: 7 }, "credibility"],
    [{ credibility: "toString" }, "credibility"],
    [{ position: [200, 0] }, "position"],
    [{ geometry: { type: "Point" } }, "geometry"],
    [{ caveats: ["<b>"] }, "caveats"],
    [{ releasableTo: ["Damascus!"] }, "releasableTo"],
    [{ topics: ["weather"] }, "topic-unknown"],
    [{ topics: ["toString"] }, "topic-unknown"],
  ];
  for (const [changes, field] of faults)
    assert.equal(faultOf(changes), field, JSON.stringify(changes));
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
