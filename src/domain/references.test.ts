import assert from "node:assert/strict";
import { test } from "node:test";

import { isStixId, references } from "./references.ts";
import type { StixObject } from "./stix.ts";
import { tlpMarkings } from "./tlp.ts";

const id = (type: string, digit: number) => `${type}--0000000${digit}-0000-4000-8000-000000000000`;

test("ids are found at any depth, in extensions too, once each; TLP and extension keys are not", () => {
  const object: StixObject = {
    type: "report",
    spec_version: "2.1",
    id: id("report", 1),
    created_by_ref: id("identity", 2),
    object_marking_refs: [id("marking-definition", 3), ...tlpMarkings.keys()],
    object_refs: [id("incident", 4), id("incident", 5), id("incident", 4)],
    name: id("incident", 9),
    extensions: {
      [id("extension-definition", 8)]: {
        deep: [{ deeper: { place_ref: id("location", 6), other_refs: [id("note", 7)] } }],
        preference: id("incident", 9),
      },
    },
  };
  assert.deepEqual(references(object), [
    id("identity", 2),
    id("marking-definition", 3),
    id("incident", 4),
    id("incident", 5),
    id("location", 6),
    id("note", 7),
  ]);
});

test("an id has one spelling", () => {
  assert.ok(isStixId(id("x-any-type", 1)));
  for (const text of [
    "",
    "incident",
    id("Incident", 1),
    id("incident", 1).replaceAll("0", "A"),
    `${id("incident", 1)}\n`,
    ` ${id("incident", 1)}`,
    id("incident", 1).replace("4000", "6000"),
    id("incident", 1).replace("8000", "c000"),
    7,
    null,
  ])
    assert.equal(isStixId(text), false, String(text));
});
