import assert from "node:assert/strict";
import { test } from "node:test";

import { incident } from "../desk/check/samples.ts";
import { extensionIds, newSdo } from "./extensions.ts";
import { shapeFault } from "./object-schema.ts";

const id = (type: string) => `${type}--00000000-0000-4000-8000-000000000000`;
const time = "2015-03-11T00:00:00.000Z";
const object = (type: string, properties: object) => ({
  type,
  spec_version: "2.1",
  id: id(type),
  created: time,
  modified: time,
  ...properties,
});

test("what STIX does not know of, and what is too long, is refused", () => {
  assert.equal(shapeFault("incident", incident()), null);
  const faulty = {
    "another property": { x_secret: 1 },
    "granular markings": { granular_markings: [] },
    "an id of another type": { id: id("report") },
    "upper case": { id: id("incident").replaceAll("0", "A") },
    "version 2.0": { spec_version: "2.0" },
    "no name": { name: undefined },
    "an empty name": { name: "" },
    "a long name": { name: "x".repeat(1025) },
    "a long description": { description: "x".repeat(65_537) },
    "a date that is none": { created: "2015-02-30T00:00:00.000Z" },
    "seconds only": { modified: "2015-03-11T00:00:00Z" },
    "confidence above 100": { confidence: 101 },
    "an empty list": { labels: [] },
    null: { description: null },
    "an extension without its id": {
      extensions: { tansiq: { extension_type: "property-extension" } },
    },
    "a hidden new type": { extensions: newSdo("route") },
    "properties at the top by extension": {
      extensions: {
        [id("extension-definition")]: { extension_type: "toplevel-property-extension" },
      },
    },
  };
  for (const [what, changes] of Object.entries(faulty))
    assert.equal(typeof shapeFault("incident", { ...incident(), ...changes }), "string", what);
});

test("extensions of others are carried, ours are read strictly", () => {
  const withExtension = (key: string, value: object) => ({
    ...incident(),
    extensions: { [key]: value },
  });
  const foreign = { extension_type: "property-extension", anything: { at: ["all"] } };
  assert.equal(shapeFault("incident", withExtension(id("extension-definition"), foreign)), null);
  for (const record of [
    { position: [41] },
    { position: [200, 0] },
    { start_time: "yesterday" },
    { mode: "real" },
    { source: { name: "a person" } },
    { source: { reliability: "B", credibility: "2", name: "a person" } },
    { note: "x" },
  ]) {
    const extension = { extension_type: "property-extension", ...record };
    const fault = shapeFault("incident", withExtension(extensionIds.record, extension));
    assert.equal(typeof fault, "string", JSON.stringify(record));
  }
});

test("a person stands in a record only as the holder of an office", () => {
  const person = (more: object) =>
    shapeFault(
      "identity",
      object("identity", { name: "x", identity_class: "individual", ...more }),
    );
  const record = (extension: object) => ({
    extensions: { [extensionIds.record]: { extension_type: "property-extension", ...extension } },
  });
  assert.equal(typeof person({}), "string");
  assert.equal(typeof person(record({ mode: "exercise" })), "string");
  assert.equal(typeof person(record({ office_holder: false })), "string");
  assert.equal(person(record({ office_holder: true })), null);
  assert.equal(
    typeof person({ ...record({ office_holder: true }), contact_information: "x" }),
    "string",
  );
  assert.equal(typeof person({ identity_class: "unknown" }), "string");
  assert.equal(typeof person({ identity_class: undefined }), "string");
  assert.equal(person({ identity_class: "organization" }), null);
});

test("a location is somewhere, with both coordinates or none", () => {
  const location = (more: object) => shapeFault("location", object("location", more));
  assert.equal(location({ latitude: 1, longitude: 2, precision: 10 }), null);
  assert.equal(location({ country: "IQ" }), null);
  for (const more of [
    {},
    { name: "x" },
    { latitude: 1 },
    { country: "IQ", longitude: 1 },
    { country: "IQ", precision: 1 },
  ])
    assert.equal(typeof location(more), "string", JSON.stringify(more));
});

test("objects of our own types declare themselves", () => {
  const route = {
    name: "x",
    geometry: {
      type: "LineString",
      coordinates: [
        [0, 0],
        [1, 1],
      ],
    },
    route_state: "cut",
    start_time: time,
  };
  assert.equal(
    shapeFault("route", object("route", { ...route, extensions: newSdo("route") })),
    null,
  );
  assert.equal(typeof shapeFault("route", object("route", route)), "string");
  const other = { ...route, extensions: newSdo("receipt") };
  assert.equal(typeof shapeFault("route", object("route", other)), "string");
});

test("an unknown word in a clause is refused, for it could have narrowed it", () => {
  const agreement = (grant: object) =>
    shapeFault(
      "agreement",
      object("agreement", {
        created_by_ref: id("identity"),
        name: "x",
        terms: {
          title: { ar: "س", en: "x" },
          purpose: { ar: "س", en: "x" },
          parties: ["a1", "b1"],
          from: time,
          grants: [{ id: "g1", ...grant }],
        },
        extensions: newSdo("agreement"),
      }),
    );
  assert.equal(agreement({ upTo: "restricted" }), null);
  for (const grant of [
    { upto: "restricted" },
    { topics: [] },
    { topics: "border" },
    { hold: "soon" },
    { until: time },
  ])
    assert.equal(typeof agreement(grant), "string", JSON.stringify(grant));
});

test("the fault says where and what", () => {
  const fault = shapeFault("incident", { ...incident(), x_secret: 1 });
  assert.equal(fault, "/ must NOT have additional properties (x_secret)");
});
