import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "../errors.ts";
import { readGazetteer } from "./gazetteer.ts";
import { readHolders } from "./holders.ts";
import { placeColumns } from "./places.ts";
import { eventColumns, readEvents } from "./scenario.ts";

const gazetteer = readGazetteer(
  [
    placeColumns.join(","),
    "anbar,governorate,محافظة الأنبار,Anbar Governorate,,,IQ,,41.5,32.9,note",
    "ramadi,city,الرمادي,Ramadi,,,IQ,anbar,43.3,33.425,note",
  ].join("\n"),
);
const holders = readHolders("id,name_ar,name_en\none,جهة,One\ntwo,جهة ثانية,Two");

const control = {
  id: "ramadi-1",
  node: "baghdad",
  kind: "incident",
  lang: "ar",
  name_ar: "الرمادي",
  name_en: "Ramadi, a name with a comma",
  description_ar: "وصف",
  description_en: "Description",
  at: "2015-05-17T00:00:00Z",
  until: "",
  precision: "day",
  recorded_at: "2015-05-17T18:00:00.000Z",
  place: "ramadi",
  topics: "control|supply-route",
  classification: "restricted",
  caveats: "",
  release: "listed",
  releasable_to: "washington",
  reliability: "B",
  credibility: "2",
  source_type: "media",
  speaker_class: "",
  speaker_ar: "",
  speaker_en: "",
  speaker_office_ar: "",
  speaker_office_en: "",
  control_from: "one",
  control_to: "two",
  control_state: "held",
  source_note: "note",
};
const statement = {
  ...control,
  id: "said",
  kind: "report",
  place: "",
  topics: "statement",
  release: "agreements",
  releasable_to: "",
  speaker_class: "individual",
  speaker_ar: "وزير",
  speaker_en: "Minister",
  speaker_office_ar: "وزارة",
  speaker_office_en: "Ministry",
  control_from: "",
  control_to: "",
  control_state: "",
};

function read(...rows: Record<string, string>[]) {
  const lines = rows.map((row) =>
    eventColumns.map((column) => `"${row[column]!.replaceAll('"', '""')}"`).join(","),
  );
  return readEvents([eventColumns.join(","), ...lines].join("\n"), { gazetteer, holders });
}

test("a row becomes an event with its lists, times and parts", () => {
  const [event, said] = read(control, statement);
  assert.deepEqual(event, {
    id: "ramadi-1",
    node: "baghdad",
    kind: "incident",
    lang: "ar",
    name: { ar: "الرمادي", en: "Ramadi, a name with a comma" },
    description: { ar: "وصف", en: "Description" },
    at: "2015-05-17T00:00:00.000Z",
    until: null,
    recordedAt: "2015-05-17T18:00:00.000Z",
    precision: "day",
    place: "ramadi",
    topics: ["control", "supply-route"],
    classification: "restricted",
    caveats: [],
    release: "listed",
    releasableTo: ["washington"],
    source: { type: "media", reliability: "B", credibility: "2" },
    speaker: null,
    control: {
      from: [{ id: "one", name: { ar: "جهة", en: "One" } }],
      to: [{ id: "two", name: { ar: "جهة ثانية", en: "Two" } }],
      state: "held",
    },
    sourceNote: "note",
  });
  assert.equal(said!.place, null);
  assert.deepEqual(said!.releasableTo, []);
  assert.deepEqual(said!.speaker, {
    class: "individual",
    name: { ar: "وزير", en: "Minister" },
    office: { ar: "وزارة", en: "Ministry" },
  });
});

test("a wrong cell is refused with its row and column", () => {
  const wrong: [Record<string, string>, Record<string, string>, string][] = [
    [control, { id: "Ramadi 1" }, "id"],
    [control, { node: "Baghdad!" }, "node"],
    [control, { kind: "malware" }, "kind"],
    [control, { lang: "fr" }, "lang"],
    [control, { name_ar: "Ramadi" }, "name_ar"],
    [control, { description_en: "" }, "description_en"],
    [control, { at: "17 May 2015" }, "at"],
    [control, { at: "2015-05-18T00:00:00Z" }, "recorded_at"],
    [control, { until: "2015-05-16T00:00:00Z" }, "until"],
    [control, { until: "2015-05-18T00:00:00Z" }, "recorded_at"],
    [control, { precision: "hour" }, "precision"],
    [control, { place: "atlantis" }, "place"],
    [control, { place: "anbar" }, "place"],
    [control, { place: "" }, "place"],
    [control, { topics: "control|gossip" }, "topics"],
    [control, { topics: "" }, "topics"],
    [control, { classification: "top-secret" }, "classification"],
    [control, { release: "agreements" }, "releasable_to"],
    [control, { releasable_to: "" }, "releasable_to"],
    [control, { reliability: "G" }, "reliability"],
    [control, { credibility: "0" }, "credibility"],
    [control, { source_type: "rumour" }, "source_type"],
    [control, { control_to: "three" }, "control_to"],
    [control, { control_state: "contested" }, "control_to"],
    [control, { control_state: "unknown" }, "control_to"],
    [control, { control_state: "" }, "control_state"],
    [control, { control_from: "" }, "control_from"],
    [control, { source_note: "" }, "source_note"],
    [statement, { speaker_en: "" }, "speaker_en"],
    [statement, { speaker_office_ar: "" }, "speaker_office_ar"],
    [statement, { speaker_class: "robot" }, "speaker_class"],
  ];
  for (const [base, change, column] of wrong)
    assert.throws(
      () => read(control, { ...base, id: "second", ...change }),
      (error) =>
        error instanceof AppError &&
        error.code === "table-invalid" &&
        error.parts["row"] === 3 &&
        error.parts["column"] === column,
      JSON.stringify(change),
    );
  assert.throws(() => read(control, control), { code: "table-invalid" });
});

test("columns must be exactly those that are known", () => {
  const known = { gazetteer, holders };
  const header = eventColumns.join(",");
  assert.deepEqual(readEvents(header, known), []);
  assert.throws(() => readEvents(header.replace("until,", ""), known), { code: "table-invalid" });
  assert.throws(() => readEvents(`${header},colour`, known), { code: "table-invalid" });
  assert.throws(() => readEvents(`${header},place`, known), { code: "table-invalid" });
});
