import assert from "node:assert/strict";
import { test } from "node:test";
import { classifications, kinds, topics } from "../format/vocabulary.ts";
import type { Scope } from "../api/shapes.ts";
import { scopeInWords } from "./scope.ts";
import { wordsIn } from "../format/test-words.ts";

const english = wordsIn("en");

test("what changes for later records is said as any where it is all, and by name where it is some", () => {
  const all = { kinds, topics, classifications } as unknown as Scope;
  assert.equal(
    scopeInWords(all, english),
    "records of every kind, on any topic, of any classification",
  );
  const some: Scope = {
    topics: ["border", "control"],
    kinds: ["incident"],
    classifications: ["unclassified", "restricted"],
  };
  assert.equal(
    scopeInWords(some, english),
    "records of the kind incident, on border and control of settlements, classified Unclassified, Restricted",
  );
});
