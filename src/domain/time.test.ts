import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";

import {
  dateTimeGroup,
  parseOffsetTime,
  parseStixTime,
  parseTaxiiTime,
  stixTime,
  taxiiTime,
} from "./time.ts";

const ms = fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9999, 11, 31, 23, 59, 59, 999) });

test("a STIX timestamp is read back to the millisecond, as Date reads it", () => {
  fc.assert(
    fc.property(ms, (at) => {
      assert.equal(parseStixTime(stixTime(at)), at);
      assert.equal(parseStixTime(stixTime(at)), Date.parse(stixTime(at)));
    }),
  );
});

test("a TAXII timestamp has six decimals and is read back to the microsecond", () => {
  const us = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) * 1000 });
  fc.assert(
    fc.property(us, (at) => {
      assert.match(taxiiTime(at), /\.\d{6}Z$/);
      assert.equal(parseTaxiiTime(taxiiTime(at)), at);
    }),
  );
});

test("missing decimals are zero, further ones are cut off", () => {
  assert.equal(parseTaxiiTime("2015-03-11T00:00:00Z"), Date.UTC(2015, 2, 11) * 1000);
  assert.equal(parseTaxiiTime("2015-03-11T00:00:00.5Z"), Date.UTC(2015, 2, 11) * 1000 + 500_000);
  assert.equal(parseStixTime("2015-03-11T00:00:00.1239999Z"), Date.UTC(2015, 2, 11) + 123);
});

test("what is no moment, or no RFC 3339 in UTC, is refused", () => {
  for (const text of [
    "",
    "yesterday",
    "2015-03-11",
    "2015-03-11T00:00:00",
    "2015-03-11T00:00:00+00:00",
    "2015-03-11t00:00:00z",
    "2015-03-11 00:00:00Z",
    "2015-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2015-04-31T00:00:00Z",
    "2015-13-01T00:00:00Z",
    "2015-00-01T00:00:00Z",
    "2015-03-11T24:00:00Z",
    "2015-03-11T00:60:00Z",
    "2015-03-11T00:00:60Z",
    "2015-03-11T00:00:00.Z",
    "2015-03-11T00:00:00.12aZ",
    "٢٠١٥-03-11T00:00:00Z",
    "2015-03-11T00:00:00.0000000000Z",
    "02015-03-11T00:00:00Z",
  ]) {
    assert.equal(parseStixTime(text), null, text);
    assert.equal(parseTaxiiTime(text), null, text);
  }
  assert.equal(parseStixTime("2016-02-29T00:00:00Z"), Date.UTC(2016, 1, 29));
  assert.equal(parseStixTime("2000-02-29T00:00:00Z"), Date.UTC(2000, 1, 29));
});

test("a moment that no STIX timestamp can say is not written", () => {
  assert.throws(() => stixTime(Date.UTC(12_000, 0, 1)), RangeError);
});

test("a time with an offset is the same instant as in UTC, whichever the offset", () => {
  const offset = fc.integer({ min: -23 * 60, max: 23 * 60 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) }), offset, (at, minutes) => {
      const local = stixTime(at + minutes * 60_000).slice(0, -1);
      const [hour, minute] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
      const text = `${local}${minutes < 0 ? "-" : "+"}${two(hour)}:${two(minute)}`;
      assert.equal(parseOffsetTime(text), at);
      assert.equal(parseOffsetTime(text), Date.parse(text));
    }),
  );
  assert.equal(parseOffsetTime("2015-03-11T07:00:00+03:00"), Date.UTC(2015, 2, 11, 4));
  assert.equal(parseOffsetTime("2015-03-11T04:00:00Z"), Date.UTC(2015, 2, 11, 4));
  for (const text of [
    "",
    "+03:00",
    "2015-03-11T07:00:00",
    "2015-03-11T07:00:00+3",
    "2015-03-11T07:00:00Z+03:00",
    "2015-03-11T07:00:00+24:00",
    "2015-02-29T07:00:00+03:00",
  ])
    assert.equal(parseOffsetTime(text), null, text);
});

function two(value: number): string {
  return String(value).padStart(2, "0");
}

test("a date-time group says no more than is known", () => {
  const ms = Date.UTC(2015, 2, 11, 9, 30);
  assert.equal(dateTimeGroup(ms), "110930ZMAR15");
  assert.deepEqual(
    (["day", "month", "year"] as const).map((precision) => dateTimeGroup(ms, precision)),
    ["11MAR15", "MAR15", "2015"],
  );
});
