import assert from "node:assert/strict";
import { test } from "node:test";
import { extensionIds } from "../../../src/domain/extensions.ts";
import { credibilities, reliabilities } from "../../../src/domain/grade.ts";
import { contentKinds, kindNames } from "../../../src/domain/kinds.ts";
import { sourceTypes as nodeSourceTypes } from "../../../src/domain/report-draft.ts";
import { protectedPlaceKindNames, usualKeepAway } from "../../../src/domain/protected-place.ts";
import { topicNames } from "../../../src/domain/topics.ts";
import { dangerNames } from "../../../src/domain/warning.ts";
import { recordExtension } from "../format/record.ts";
import * as page from "../format/vocabulary.ts";
import { ar } from "./ar.ts";
import { en } from "./en.ts";

/** The page has the vocabularies in its own catalogue; here they are held to those of the node. */
const vocabularies = {
  topic: topicNames,
  danger: dangerNames,
  protectedKind: protectedPlaceKindNames,
  reliability: reliabilities,
  credibility: credibilities,
  kind: Object.fromEntries(contentKinds.map((kind) => [kind, kindNames[kind]])),
};

test("the page says the node's vocabularies in the node's words", () => {
  for (const [vocabulary, names] of Object.entries(vocabularies))
    for (const [id, name] of Object.entries(names)) {
      const key = `${vocabulary}.${id}` as keyof typeof en;
      assert.deepEqual({ ar: ar[key], en: en[key] }, { ar: name.ar, en: name.en }, key);
    }
});

test("the page offers the node's source types", () => {
  assert.deepEqual([...page.sourceTypes], [...nodeSourceTypes]);
});

test("the page keeps as far away as the node where nothing is said", () => {
  assert.equal(page.usualKeepAway, usualKeepAway);
});

test("the page reads the extension that the node writes", () => {
  assert.equal(recordExtension, extensionIds.record);
});
