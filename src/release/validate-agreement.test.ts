import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError, problem } from "../errors.ts";
import { bilateral, charter, redLine } from "./test/builders.ts";
import {
  mostClauses,
  mostParties,
  mostPositions,
  validateAgreement,
} from "./validate-agreement.ts";

const known = ["amman", "baghdad", "damascus", "washington"];

/** The field that is at fault, and the reason in English. */
function faultOf(value: unknown, partners: readonly string[] = known): string {
  try {
    validateAgreement(value, partners);
  } catch (error) {
    assert.ok(error instanceof AppError);
    assert.equal(error.code, "agreement-invalid");
    const { ar, en } = problem(error).detail;
    assert.match(ar, /\p{Script=Arabic}{3}/u);
    assert.ok(!/\?|\{/.test(ar + en), "every placeholder is filled");
    return `${error.parts["field"]}: ${error.parts["reason"]}`;
  }
  return "sound";
}

const withGrant = (part: object) => faultOf(bilateral({ grants: [{ id: "g1", ...part }] }));
const withLine = (part: object) => faultOf(bilateral({ redLines: [{ ...redLine(), ...part }] }));
const withForm = (part: object) => faultOf({ ...bilateral(), ...part });

const box = [
  [1, 1],
  [2, 1],
  [2, 2],
  [1, 1],
];

test("a sound form comes back as it is", () => {
  const form = bilateral({
    until: "2016-01-01T00:00:00.000Z",
    grants: [
      {
        id: "g1",
        from: ["baghdad"],
        to: [],
        kinds: ["incident", "location"],
        topics: ["border"],
        upTo: "restricted",
        caveats: ["IRAQ EYES"],
        within: { type: "Polygon", coordinates: [box] },
        backfillFrom: null,
        hold: { minutes: 30 },
        reshare: "parties",
      },
      { id: "g2", hold: "second-person", backfillFrom: "2014-01-01T00:00:00Z" },
    ],
    redLines: [redLine({ origin: ["washington"], atLeast: "secret" })],
  });
  assert.equal(validateAgreement(form, known), form);
  assert.equal(faultOf(charter()), "sound");
  assert.equal(faultOf({ ...charter(), coalition: undefined }), "sound");
});

test("what is missing, what is unknown and what is of another sort", () => {
  assert.equal(faultOf(null), ": it must be an object");
  assert.equal(faultOf([]), ": it must be an object");
  assert.equal(withForm({ until: undefined }), "until: it is missing");
  assert.match(withForm({ notes: "" }), /^notes: this field is not known/);
  assert.match(withGrant({ audience: ["amman"] }), /^grants\[0\]\.audience: this field/);
  assert.match(withLine({ unless: [] }), /^redLines\[0\]\.unless: this field/);
  assert.match(faultOf(JSON.parse('{"__proto__": {}}')), /^__proto__: this field/);
  assert.equal(withForm({ grants: {} }), "grants: it must be a list");
  assert.equal(withForm({ grants: [null] }), "grants[0]: it must be an object");
  assert.equal(withGrant({ topics: "border" }), "grants[0].topics: it must be a list");
  assert.equal(withGrant({ topics: [1] }), "grants[0].topics[0]: it must be a text");
  assert.equal(withGrant({ topics: null }), "grants[0].topics: it must be a list");
  assert.match(withForm({ id: "agreement--1" }), /^id: /);
  assert.match(withForm({ id: "incident--00000000-0000-4000-8000-000000000001" }), /^id: /);
});

test("texts in both languages", () => {
  assert.equal(withForm({ title: "Agreement" }), "title: it must be an object");
  assert.equal(withForm({ title: { en: "Agreement" } }), "title.ar: it is missing");
  assert.match(withForm({ title: { ar: "اتفاق", en: " " } }), /^title\.en: .*not empty/);
  assert.match(withForm({ title: { ar: "ا".repeat(301), en: "A" } }), /^title\.ar: it is longer/);
  assert.match(withForm({ purpose: { ar: "\ud800", en: "A" } }), /^purpose\.ar: it holds/);
  assert.match(withLine({ reason: { ar: "سبب" } }), /^redLines\[0\]\.reason\.en: it is missing/);
});

test("times are RFC 3339 in UTC", () => {
  assert.match(withForm({ from: "2015-01-01" }), /^from: write it like/);
  assert.match(withForm({ from: "2015-02-30T00:00:00Z" }), /^from: write it like/);
  assert.match(withForm({ until: "2015-01-01T00:00:00+03:00" }), /^until: write it like/);
  assert.match(withForm({ from: null }), /^from: write it like/);
  assert.match(withGrant({ backfillFrom: "always" }), /^grants\[0\]\.backfillFrom: write it/);
});

test("names from the vocabularies, each once", () => {
  assert.equal(
    withGrant({ topics: ["gossip"] }),
    'grants[0].topics[0]: "gossip" is not a known topic',
  );
  assert.match(
    withGrant({ kinds: ["incident", "receipt"] }),
    /^grants\[0\]\.kinds\[1\]: "receipt"/,
  );
  assert.match(withGrant({ to: ["mars"] }), /"mars" is not a partner that this node knows/);
  assert.match(
    withGrant({ to: ["amman", "amman"] }),
    /^grants\[0\]\.to\[1\]: "amman" stands there twice/,
  );
  assert.match(withLine({ by: "mars" }), /^redLines\[0\]\.by: "mars" is not a partner/);
  assert.match(withForm({ parties: ["baghdad", "mars"] }), /^parties\[1\]: "mars"/);
  assert.match(withForm({ parties: ["baghdad"] }), /^parties: .*two parties/);
  const strangers = bilateral({ parties: ["mars", "venus"] });
  assert.equal(validateAgreement(strangers), strangers);
  assert.match(withForm({ parties: ["Mars!", "amman"] }), /"Mars!" is not a partner/);
  assert.match(faultOf(bilateral({ parties: ["Mars!", "amman"] }), []), /^parties\[0\]/);
  assert.match(withGrant({ upTo: "cosmic" }), /^grants\[0\]\.upTo: it must be one of/);
  assert.match(withLine({ atLeast: 1 }), /^redLines\[0\]\.atLeast: it must be one of/);
  assert.match(withGrant({ reshare: "all" }), /^grants\[0\]\.reshare: it must be one of/);
  assert.match(
    withGrant({ caveats: ["<b>"] }),
    /^grants\[0\]\.caveats\[0\]: "<b>" is not a well-formed/,
  );
});

test("hold is nothing, a delay or a second person", () => {
  assert.match(withGrant({ hold: "forever" }), /^grants\[0\]\.hold: it must be one of/);
  for (const minutes of [0, 1.5, "5", 1e9]) {
    assert.match(
      withGrant({ hold: { minutes } }),
      /^grants\[0\]\.hold\.minutes: it must be a whole/,
    );
  }
});

test("areas are sound polygons of a bounded size", () => {
  const area = (type: string, coordinates: unknown) => withGrant({ within: { type, coordinates } });
  assert.equal(area("Polygon", [box]), "sound");
  assert.equal(area("MultiPolygon", [[box]]), "sound");
  assert.match(area("Point", [1, 1]), /^grants\[0\]\.within\.type: it must be one of/);
  assert.match(area("Polygon", []), /^grants\[0\]\.within: /);
  assert.match(area("Polygon", [box.slice(1)]), /^grants\[0\]\.within: /);
  assert.match(area("Polygon", [[[999, 1], ...box]]), /^grants\[0\]\.within: /);
  const long = [...Array.from({ length: mostPositions }, () => [1, 1]), [1, 1]];
  assert.match(area("Polygon", [long]), /^grants\[0\]\.within: it has more than 2000 positions/);
});

test("ids are unique, and sizes bounded", () => {
  const clauses = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: `g${index}` }));
  assert.equal(withForm({ grants: clauses(mostClauses) }), "sound");
  assert.match(withForm({ grants: clauses(mostClauses + 1) }), /^grants: it has more than 500/);
  const both = { grants: clauses(mostClauses), redLines: [redLine()] };
  assert.match(withForm(both), /^grants: more than 500 clauses/);
  assert.match(withForm({ grants: [{ id: "a" }, { id: "a" }] }), /^grants\[1\]\.id: two clauses/);
  const clash = { grants: [{ id: "r1" }], redLines: [redLine()] };
  assert.match(withForm(clash), /^redLines\[0\]\.id: two clauses are called "r1"/);
  assert.match(withForm({ grants: [{ id: "a/b" }] }), /^grants\[0\]\.id: /);
  const parties = Array.from({ length: mostParties + 1 }, (_, index) => `p${index}`);
  assert.match(faultOf(bilateral({ parties }), parties), /^parties: it has more than 200/);
});

test("a charter's lead and powers", () => {
  const coalition = (part: object) =>
    faultOf(charter({ coalition: { ...charter().coalition!, ...part } }));
  assert.match(coalition({ lead: "mars" }), /^coalition\.lead: "mars"/);
  assert.match(coalition({ id: "The Coalition" }), /^coalition\.id: /);
  assert.match(coalition({ powers: [{ id: "p1", from: [] }] }), /^coalition\.powers\[0\]\.from: /);
  assert.match(coalition({ powers: [{ id: "g1" }] }), /^coalition\.powers\[0\]\.id: two clauses/);
  assert.match(coalition({ powers: undefined }), /^coalition\.powers: it is missing/);
});
