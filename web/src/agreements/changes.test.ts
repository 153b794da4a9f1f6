import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgreementForm } from "../api/shapes.ts";
import { changesBetween } from "./changes.ts";
import { wordsIn } from "../format/test-words.ts";

const english = wordsIn("en");
const before: AgreementForm = {
  id: "agreement--00000000-0000-4000-8000-000000000001",
  title: { ar: "ع", en: "Title" },
  purpose: { ar: "غ", en: "Purpose" },
  parties: ["baghdad", "damascus"],
  from: "2015-03-01T00:00:00.000Z",
  until: null,
  grants: [
    {
      ...{ id: "g1", from: ["baghdad"], to: ["damascus"], topics: ["border"] },
      ...{ within: { type: "Polygon", coordinates: [1] } },
    },
    { id: "g2", from: ["damascus"], to: ["baghdad"], topics: ["border"] },
  ],
  redLines: [{ id: "r1", by: "baghdad", topics: ["control"], reason: { ar: "س", en: "Because" } }],
};
const between = (change: (form: AgreementForm) => void) => {
  const after = structuredClone(before);
  change(after);
  return changesBetween(before, after, english, ({ en }) => en);
};

test("two versions that say the same have no change, in whatever order it is written", () => {
  assert.deepEqual(
    between((form) => {
      const { id, ...rest } = form.grants[1]!;
      form.grants[1] = { ...rest, id };
    }),
    [],
  );
});

test("a clause that is new, gone or changed is told in words, as it was and as it is", () => {
  const changes = between((form) => {
    form.grants[0]!.topics = ["border", "statement"];
    form.grants[1] = { id: "g3", topics: ["humanitarian"] };
    form.redLines[0]!.reason.en = "Since";
  });
  assert.deepEqual(
    changes.map(({ clause, was, is }) => [clause, was !== null, is !== null]),
    [
      ["g1", true, true],
      ["g3", false, true],
      ["r1", true, true],
      ["g2", true, false],
    ],
  );
  assert.match(changes[0]!.was!, /on border,/);
  assert.match(changes[0]!.is!, /on border and statements,/);
  assert.match(changes[2]!.was!, /Reason: Because$/);
});

test("another area is a change, although the sentence is the same", () => {
  const [change, ...others] = between((form) => {
    form.grants[0]!.within = { type: "Polygon", coordinates: [2] };
  });
  assert.deepEqual(others, []);
  assert.equal(change!.was, change!.is);
});

test("parts of the form are told by their name", () => {
  const changes = between((form) => {
    form.until = "2016-01-01T00:00:00.000Z";
    form.parties = ["baghdad", "damascus", "amman"];
    form.coalition = { id: "c", lead: "baghdad", powers: [], dutyToWarn: true };
  });
  assert.deepEqual(
    changes.map(({ part }) => part),
    ["agreements.parties", "agreements.validity", "agreements.lead", "agreements.dutyToWarn"],
  );
  assert.deepEqual(changes[2], {
    clause: null,
    part: "agreements.lead",
    was: null,
    is: "baghdad",
  });
});
