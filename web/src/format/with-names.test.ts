import assert from "node:assert/strict";
import { test } from "node:test";
import { withNames } from "./with-names.ts";

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
