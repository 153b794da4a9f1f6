import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";
import { AppError } from "../errors.ts";
import { validateDraft, type ReportDraft } from "./report-draft.ts";

const now = Date.parse("2015-03-12T00:00:00Z");

test("whatever a file holds in the place of a draft is refused in words, never by accident", () => {
  const keys = ["kind", "name", "at", "topics", "speaker", "place", "position", "classification"];
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(fc.constantFrom(...keys), fc.oneof(fc.jsonValue(), fc.constant("incident"))),
  );
  fc.assert(
    fc.property(anything, (value) => {
      assert.throws(() => validateDraft(value as unknown as ReportDraft, now), AppError);
    }),
    { numRuns: 5000 },
  );
});
