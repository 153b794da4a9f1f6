import assert from "node:assert/strict";
import { test } from "node:test";

import { areasOf, positionOf, timeOf } from "./areas.ts";
import { extensionIds } from "./extensions.ts";
import type { StixObject } from "./stix.ts";

const object = (type: string, properties: object, record?: object): StixObject => ({
  type,
  spec_version: "2.1",
  id: `${type}--00000000-0000-4000-8000-000000000000`,
  ...properties,
  ...(record && { extensions: { [extensionIds.record]: { ...record } } }),
});
const line = {
  type: "LineString",
  coordinates: [
    [40, 33],
    [42, 35],
  ],
};

test("every area that a record states is seen, none that it does not", () => {
  const both = object("incident", {}, { position: [41, 34], geometry: line });
  assert.deepEqual(areasOf(both), [line, { type: "Point", coordinates: [41, 34] }]);
  assert.deepEqual(areasOf(object("route", { geometry: line })), [line]);
  assert.deepEqual(areasOf(object("location", { longitude: 41, latitude: 34 })), [
    { type: "Point", coordinates: [41, 34] },
  ]);
  assert.deepEqual(areasOf(object("incident", { longitude: 41, latitude: 34 })), []);
  assert.deepEqual(areasOf(object("location", { country: "IQ" })), []);
});

test("the position is the stated point, otherwise the middle of the geometry's box", () => {
  assert.deepEqual(
    positionOf(object("incident", {}, { position: [41, 34], geometry: line })),
    [41, 34],
  );
  assert.deepEqual(positionOf(object("route", { geometry: line })), [41, 34]);
  assert.deepEqual(positionOf(object("location", { longitude: 0, latitude: 0 })), [0, 0]);
  assert.equal(positionOf(object("incident", {})), null);
});

test("only what happened at a time has one", () => {
  const at = "2015-03-11T04:00:00Z";
  const expected = Date.UTC(2015, 2, 11, 4);
  assert.equal(timeOf(object("incident", {}, { start_time: at })), expected);
  assert.equal(timeOf(object("report", { published: at })), expected);
  assert.equal(timeOf(object("route", { start_time: at })), expected);
  assert.equal(
    timeOf(object("report", { published: "2016-01-01T00:00:00Z" }, { start_time: at })),
    expected,
  );
  assert.equal(timeOf(object("relationship", { start_time: at })), null);
  assert.equal(timeOf(object("location", { created: at })), null);
});
