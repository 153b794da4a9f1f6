import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "../errors.ts";
import { readGazetteer } from "./gazetteer.ts";
import { placeColumns } from "./places.ts";

const csv = [
  placeColumns.join(","),
  "anbar,governorate,محافظة الأنبار,Anbar Governorate,الأنبار,Anbar|al-Anbar,IQ,,41.5,32.9,note",
  "raqqa-governorate,governorate,محافظة الرقة,Raqqa Governorate,,,SY,,38.8,36.05,note",
  "raqqa,city,الرقة,Raqqa,,Rakka,SY,raqqa-governorate,39.0079,35.9528,note",
  "kobani,town,عين العرب,Kobani,كوباني,Ain al-Arab,SY,,38.3537,36.8906,note",
  "al-qaim-crossing,crossing,معبر القائم,al-Qaim Crossing,,,IQ,anbar,40.99,34.387,note",
  "al-qaim,city,القائم,al-Qaim,,Al Qa'im,IQ,anbar,41.0947,34.3689,note",
].join("\n");
const gazetteer = readGazetteer(csv);

function found(query: string, limit = 10): string[] {
  return gazetteer.find(query, limit).map(({ id }) => id);
}

test("a place is found however its name is written", () => {
  for (const query of ["الأنبار", "الانبار", "بالأنبار", "وللأنبار", "انبار", "anbar", "محافظة الأنبار"])
    assert.equal(found(query)[0], "anbar", query);
  for (const query of ["كوباني", "عين العرب", "kobani", "AIN AL-ARAB", "مدينة كوباني"])
    assert.deepEqual(found(query), ["kobani"], query);
  assert.deepEqual(found("qaim"), ["al-qaim", "al-qaim-crossing"]);
});

test("the whole name comes before its beginning, and that before a word within", () => {
  assert.deepEqual(found("الرقة"), ["raqqa", "raqqa-governorate"]);
  assert.deepEqual(found("القائم"), ["al-qaim", "al-qaim-crossing"]);
  assert.deepEqual(found("al-q"), ["al-qaim", "al-qaim-crossing"]);
  assert.deepEqual(found("الرقة", 1), ["raqqa"]);
});

test("nothing is found by nothing, or by what is not there", () => {
  assert.deepEqual(found(""), []);
  assert.deepEqual(found("… "), []);
  assert.deepEqual(found("مدينة"), []);
  assert.deepEqual(found("Atlantis"), []);
  assert.equal(gazetteer.byId("atlantis"), undefined);
});

test("a box holds what lies in it, its edges included", () => {
  const ids = gazetteer.inBox([38.3537, 35.9, 39.1, 36.8906]).map(({ id }) => id);
  assert.deepEqual(ids, ["raqqa-governorate", "raqqa", "kobani"]);
  assert.deepEqual(gazetteer.inBox([0, 0, 1, 1]), []);
});

test("a wrong table is refused with its row and column", () => {
  const good = "x,city,بلدة,X,,,SY,,38,35,note";
  const cases: [string, number, string][] = [
    [good.replace("city", "planet"), 2, "kind"],
    [good.replace("بلدة", "Town"), 2, "name_ar"],
    [good.replace(",X,", ",بلدة,"), 2, "name_en"],
    [good.replace("SY,,", "SY,nowhere,"), 2, "admin1"],
    [good.replace("SY", "Syria"), 2, "country"],
    [good.replace("38,35", "38,95"), 2, "lat"],
    [good.replace("38,35", "38E,35"), 2, "lon"],
    [good.replace("note", ""), 2, "source_note"],
    [`${good}\n${good}`, 3, "id"],
    [`${good},more`, 2, ""],
  ];
  for (const [rows, row, column] of cases)
    assert.throws(
      () => readGazetteer(`${placeColumns.join(",")}\n${rows}`),
      (error) =>
        error instanceof AppError &&
        error.code === "table-invalid" &&
        error.parts["row"] === row &&
        error.parts["column"] === column,
      `${column} in ${rows}`,
    );
  assert.throws(() => readGazetteer(good), { code: "table-invalid" });
});
