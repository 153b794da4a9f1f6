import assert from "node:assert/strict";
import { test } from "node:test";
import type { ListedRecord } from "../api/shapes.ts";
import {
  gradeOf,
  particulars,
  recordExtension,
  isOver,
  isUrgent,
  speakerOf,
  texts,
  untranslated,
} from "./record.ts";

const record = (object: object, rest: Partial<ListedRecord> = {}): ListedRecord => ({
  id: "incident--1",
  modified: "2015-03-11T00:00:00.000Z",
  kind: "incident",
  originator: "baghdad",
  label: null,
  grade: null,
  name: {},
  description: {},
  translatedBy: null,
  at: null,
  position: null,
  record: { type: "incident", id: "incident--1", spec_version: "2.1", ...object },
  ...rest,
});

test("each text stands under its own language", () => {
  const both = { name: { ar: "اسم", en: "Name" }, description: { ar: "نص", en: "Text" } };
  assert.deepEqual(texts(record({}, both)), {
    ar: { name: "اسم", description: "نص" },
    en: { name: "Name", description: "Text" },
  });
  const one = record({}, { name: { ar: "اسم" } });
  assert.deepEqual(texts(one), { ar: { name: "اسم", description: "" } });
});

test("a change of control is there with its holders' names", () => {
  const control = {
    from: [{ id: "isil", name: { ar: "داعش", en: "ISIL (Da'esh)" } }],
    to: [],
    state: "unknown",
  };
  const extensions = { [recordExtension]: { extension_type: "property-extension", control } };
  assert.deepEqual(particulars(record({ extensions }).record).control, control);
  assert.equal(particulars(record({}).record).control, null);
});

test("only a report has a speaker, among what it refers to", () => {
  const refs = { object_refs: ["location--1", "identity--1"] };
  assert.equal(speakerOf(record({ ...refs, type: "report" }).record), "identity--1");
  assert.equal(speakerOf(record({ object_refs: ["location--1"], type: "report" }).record), null);
  assert.equal(speakerOf(record({ ...refs, type: "grouping" }).record), null);
});

test("without our extension nothing is claimed", () => {
  assert.deepEqual(particulars(record({}).record), {
    precision: "instant",
    until: null,
    place: null,
    mode: null,
    precedence: "routine",
    sourceType: null,
    danger: null,
    control: null,
    geometry: null,
    images: [],
  });
  assert.deepEqual(gradeOf(record({})), ["F", "6"]);
});

test("our extension is read, and only what it may say", () => {
  const extensions = {
    [recordExtension]: {
      precision: "day",
      mode: "demonstration",
      stop_time: "2015-03-12T00:00:00.000Z",
      place: { ar: "بيجي" },
      source: { type: "media", reliability: "B", credibility: "2" },
    },
  };
  const read = particulars(record({ extensions }).record);
  assert.equal(read.precision, "day");
  assert.equal(read.mode, "demonstration");
  assert.equal(read.until, "2015-03-12T00:00:00.000Z");
  assert.deepEqual(read.place, { ar: "بيجي" });
  assert.equal(read.sourceType, "media");
  const odd = { [recordExtension]: { precision: "week", mode: "real", source: "x" } };
  assert.deepEqual(particulars(record({ extensions: odd }).record).precision, "instant");
});

test("a warning says of what, where and until when it warns, and that it is over", () => {
  const geometry = { type: "Point", coordinates: [43, 34] };
  const until = "2015-03-12T00:00:00.000Z";
  const read = particulars(record({ danger: "flood", stop_time: until, geometry }).record);
  assert.deepEqual([read.danger, read.until, read.geometry], ["flood", until, geometry]);
  assert.deepEqual(
    [isOver(read, Date.parse(until)), isOver(read, Date.parse(until) - 1)],
    [true, false],
  );
  assert.equal(isOver({ ...read, until: null }, Date.parse(until)), false);
});

test("what is immediate or flash, and any warning, is to be looked at first", () => {
  const saying = (precedence: string) =>
    record({ extensions: { [recordExtension]: { precedence } } });
  assert.deepEqual(
    ["routine", "priority", "immediate", "flash", "soon"].map((one) => isUrgent(saying(one))),
    [false, false, true, true, false],
  );
  assert.equal(isUrgent({ ...record({}), kind: "warning" }), true);
});

test("it is told which texts nobody put into the other language", () => {
  const said = (name: object, description: object, lang?: string) =>
    untranslated(record({ lang }, { name, description }));
  assert.deepEqual(said({ ar: "طريق" }, { ar: "مقطوع" }, "ar"), {
    lang: "en",
    texts: ["name", "description"],
  });
  const half = said({ ar: "طريق", en: "Road" }, { en: "It is cut" }, "en");
  assert.deepEqual(half, { lang: "ar", texts: ["description"] });
  assert.equal(said({ ar: "طريق", en: "Road" }, {}, "en"), null);
  assert.equal(said({ en: "Road" }, {}), null);
});
