import assert from "node:assert/strict";
import { test } from "node:test";
import type { Grant, RedLine } from "../api/shapes.ts";
import { grantSentence, powerSentence, redLineSentence } from "./clause.ts";
import { wordsIn } from "./test-words.ts";

const english = wordsIn("en");
const arabic = wordsIn("ar");

const parties = ["baghdad", "damascus"];
const grant: Grant = {
  id: "g1",
  from: ["baghdad"],
  to: ["damascus"],
  kinds: ["incident", "route"],
  topics: ["border", "supply-route"],
  upTo: "restricted",
  reshare: "none",
};

test("a grant reads as a sentence and leaves nothing of its limits out", () => {
  assert.equal(
    grantSentence(grant, parties, english),
    "baghdad gives damascus records of the kind incident and route, on border and supply routes, up to Restricted, not to be passed on.",
  );
  const all: Grant = {
    ...grant,
    caveats: ["eyes-only"],
    within: { type: "Polygon", coordinates: [] },
    backfillFrom: "2015-01-01T00:00:00Z",
    hold: { minutes: 30 },
    reshare: "any",
  };
  const said = grantSentence(all, parties, english);
  for (const part of ["eyes-only", "within an agreed area", "2015-01-01", "30 minutes", "label"])
    assert.ok(said.includes(part), part);
});

test("what is left out is said as any, what is empty as nothing", () => {
  const said = grantSentence({ id: "g" }, ["a", "b", "c"], english);
  assert.match(said, /^All parties give each other records of every kind, on any topic/);
  assert.match(grantSentence({ ...grant, topics: [] }, parties, english), /nothing/);
});

test("a red line and a power say whom they bind and for what", () => {
  const line: RedLine = {
    id: "r1",
    by: "washington",
    origin: ["washington"],
    to: ["damascus"],
    topics: ["force-position"],
    atLeast: "confidential",
    reason: { ar: "س", en: "r" },
  };
  assert.equal(
    redLineSentence(line, english),
    "washington lays down: nothing of the origin of washington, touching force positions, at Confidential or above goes to damascus.",
  );
  assert.match(powerSentence({ id: "p" }, english), /for everything that would go to anybody\.$/);
  assert.match(redLineSentence(line, arabic), /خطاً أحمر.*مواضع القوات.*إلى damascus/);
  assert.match(grantSentence(grant, parties, arabic), /تُمرَّر من baghdad إلى damascus/);
});
