import assert from "node:assert/strict";
import { test } from "node:test";
import { withNames, withTitles } from "./with-names.ts";

const partners = [
  { id: "baghdad", name: { ar: "بغداد", en: "Baghdad" } },
  { id: "damascus", name: { ar: "دمشق", en: "Damascus" } },
];

test("a partner's short name becomes its name, anything else that is quoted stays", () => {
  assert.equal(
    withNames("إذن التمرير «\u2068g1\u2069»: لم توقّعه «\u2068baghdad\u2069» بعد.", partners, "ar"),
    "إذن التمرير «\u2068g1\u2069»: لم توقّعه بغداد بعد.",
  );
  assert.equal(
    withNames("grant “g1”: “baghdad” and “damascus” signed it.", partners, "en"),
    "grant “g1”: Baghdad and Damascus signed it.",
  );
});

test("identifiers of records become their titles", () => {
  const id = "incident--3c90ac8f-a768-4423-8b74-c64081a4fff8";
  assert.equal(
    withTitles(`Record “${id}” may not go to Damascus.`, (of) => (of === id ? "Road cut" : "")),
    "Record “\u2068Road cut\u2069” may not go to Damascus.",
  );
  assert.equal(
    withTitles(`${id} was taken back`, () => ""),
    `${id} was taken back`,
  );
});
