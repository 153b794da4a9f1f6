import assert from "node:assert/strict";
import { test } from "node:test";
import { dateTimeGroup, durationInWords, fieldToTime, timeInWords, timeToField } from "./time.ts";

const cut = "2015-03-11T09:05:00.000Z";

test("a date-time group is in Zulu and no finer than the time is known", () => {
  assert.equal(dateTimeGroup(cut), "110905ZMAR15");
  assert.equal(dateTimeGroup(cut, "day"), "11MAR15");
  assert.equal(dateTimeGroup(cut, "month"), "MAR15");
  assert.equal(dateTimeGroup(cut, "year"), "2015");
  assert.equal(dateTimeGroup(null), "");
  assert.equal(dateTimeGroup("yesterday"), "");
});

test("a time in words is UTC, in the page's language, with Levantine months and Western digits", () => {
  assert.match(timeInWords(cut, "en"), /11 March 2015.*09:05/);
  assert.match(timeInWords(cut, "ar"), /11 آذار 2015/);
  assert.match(timeInWords(cut, "ar"), /09:05/);
  assert.doesNotMatch(timeInWords(cut, "ar", "day"), /09/);
  assert.equal(timeInWords(null, "ar"), "");
});

test("the form's field is read and written as UTC", () => {
  assert.equal(fieldToTime("2015-03-11T09:05"), cut);
  assert.equal(fieldToTime(""), null);
  assert.equal(fieldToTime("2015-13-11T09:05"), null);
  assert.equal(timeToField(Date.parse(cut)), "2015-03-11T09:05");
});

test("a duration says its largest unit", () => {
  assert.equal(durationInWords(185_000, "en"), "3 mins");
  assert.match(durationInWords(185_000, "ar"), /3 دقائق/);
  assert.equal(durationInWords(250, "en"), "0.3 secs");
});
