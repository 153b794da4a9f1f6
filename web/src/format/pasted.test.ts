import assert from "node:assert/strict";
import { test } from "node:test";
import type {
  DateCandidate,
  PlaceCandidate,
  SpeakerCandidate,
  TextProposal,
} from "../api/shapes.ts";
import { itemsOf, nothingConfirmed, placeOf, withPasted } from "./pasted.ts";
import { emptyFields } from "./report-fields.ts";

const reason = { ar: "س", en: "r" };
const place = (id: string, extent: PlaceCandidate["extent"], x: number): PlaceCandidate => ({
  ...{ id, extent, reason, kind: "town", country: "IQ" },
  ...{ name: { ar: `ع ${id}`, en: id }, position: [x, 34] },
});
const hit = place("hit", "point", 42.8);
const anah = place("anah", "point", 41.9);
const anbar = place("anbar", "area", 41.5);
const minister: SpeakerCandidate = {
  ...{ name: "سامر حداد", office: "وزير النقل", identityClass: "individual" },
  ...{ verb: "قال", reason },
};
const date: DateCandidate = {
  at: "2015-03-11T00:00:00.000Z",
  until: null,
  precision: "day",
  ...{ end: "2015-03-12T00:00:00.000Z", reason },
};

test("several points are one place, an area stands alone", () => {
  const where = (...places: PlaceCandidate[]) => placeOf({ ...nothingConfirmed, places });
  assert.equal(where(), null);
  assert.deepEqual(where(hit, anah), {
    ...{ name: { ar: "ع hit، ع anah", en: "hit, anah" }, extent: "point", country: "IQ" },
    positions: [
      [42.8, 34],
      [41.9, 34],
    ],
  });
  assert.deepEqual(where(hit, anbar), {
    ...{ name: anbar.name, extent: "area", country: "IQ", positions: [] },
  });
  assert.equal(where(anbar, hit)?.extent, "point");
});

test("the text is the description in its language, and only what was confirmed is filled in", () => {
  const empty = emptyFields("en", "2015-03-20T10:00");
  const plain = withPasted(empty, "نص", "ar", nothingConfirmed);
  assert.deepEqual(plain, {
    ...empty,
    languages: ["ar"],
    description: { ar: "نص", en: "" },
  });
  const titled = { ...empty, name: { ar: "", en: "Road cut" } };
  assert.deepEqual(withPasted(titled, "نص", "ar", nothingConfirmed).languages, ["ar", "en"]);
  const full = withPasted(empty, "نص", "ar", {
    ...{ places: [anbar], date, speaker: minister, source: null },
  });
  assert.deepEqual(
    [
      full.kind,
      full.speaker,
      full.office,
      full.at,
      full.precision,
      full.position,
      full.place?.name,
    ],
    ["report", "سامر حداد", "وزير النقل", "2015-03-11T00:00", "day", null, anbar.name],
  );
});

test("what is named often is one item", () => {
  const proposal = (start: number, candidates: PlaceCandidate[]): TextProposal => ({
    ...{ kind: "place", start, end: start + 3, text: "هيت", certainty: "likely", candidates },
  });
  const items = itemsOf([proposal(0, [hit]), proposal(9, [anah]), proposal(20, [hit])]);
  assert.deepEqual(
    items.map(({ mentions }) => mentions),
    [[0, 2], [1]],
  );
});
