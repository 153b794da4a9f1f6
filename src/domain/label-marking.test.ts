import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";

import { AppError } from "../errors.ts";
import { canonical } from "../proof/canonical.ts";
import { extensionIds } from "./extensions.ts";
import { classifications, type Label, reshareScopes } from "./label.ts";
import { labelMarking, readLabel, tlpOf } from "./label-marking.ts";
import type { StixObject } from "./stix.ts";
import { tlpMarkings } from "./tlp.ts";
import { topics } from "./topics.ts";
import { tansiqNamespace, uuid5 } from "./uuid.ts";

const releases = ["none", "listed", "agreements"] as const;
const plain: fc.Arbitrary<Label> = fc.record(
  {
    classification: fc.constantFrom(...classifications),
    topics: fc.subarray([...topics]).map((list) => list.sort()),
    caveats: fc.subarray(["EYES ONLY", "NOFORN", "قيد"]).map((list) => list.sort()),
    reshare: fc.constantFrom(...reshareScopes),
    originatorControl: fc.boolean(),
    release: fc.constantFrom(...releases),
  },
  { noNullPrototype: true },
);
const originators = fc.subarray(["amman", "baghdad", "damascus"], { minLength: 1 });
const label = fc
  .tuple(plain, fc.boolean(), fc.option(originators))
  .map(([plain, beyond, originators]): Label => {
    const { topics, caveats, reshare, originatorControl, classification, release } = plain;
    return {
      classification,
      topics,
      ...(beyond && topics.length > 0 && { beyondTopics: true }),
      caveats,
      reshare,
      originatorControl,
      ...(originators && { originators }),
      release,
    };
  });

const hasCode = (code: string) => (error: unknown) =>
  error instanceof AppError && error.code === code;

test("a label is read back as it was, under an id that is the hash of its canonical content", () => {
  fc.assert(
    fc.property(label, (one) => {
      const { id, object } = labelMarking(one);
      assert.deepEqual(readLabel(object), { id, label: one });
      const { extension_type: _, ...content } = object.extensions![extensionIds.label]!;
      assert.equal(id, `marking-definition--${uuid5(tansiqNamespace, canonical(content))}`);
      assert.equal(object.created_by_ref, undefined);
    }),
  );
});

test("the order in which topics were given makes no other label", () => {
  fc.assert(
    fc.property(label, (one) => {
      const turned = {
        ...one,
        topics: [...one.topics].reverse(),
        caveats: [...one.caveats].reverse(),
        ...(one.originators && { originators: [...one.originators].reverse() }),
      };
      assert.deepEqual(labelMarking(turned), labelMarking(one));
    }),
  );
});

test("different labels have different ids", () => {
  fc.assert(
    fc.property(label, label, (left, right) => {
      assert.equal(
        labelMarking(left).id === labelMarking(right).id,
        JSON.stringify(left) === JSON.stringify(right),
      );
    }),
  );
});

test("content that was put under another label's id is forged", () => {
  fc.assert(
    fc.property(label, label, (own, other) => {
      fc.pre(labelMarking(own).id !== labelMarking(other).id);
      const object = { ...labelMarking(other).object, id: labelMarking(own).id };
      assert.throws(() => readLabel(object), hasCode("label-forged"));
    }),
  );
});

const restricted: Label = {
  classification: "restricted",
  topics: ["border", "control"],
  caveats: [],
  reshare: "none",
  originatorControl: false,
  release: "agreements",
};

test("anything added to or changed in the marking beside its content is forged too", () => {
  const { object } = labelMarking(restricted);
  const content = object.extensions![extensionIds.label]!;
  const changed: StixObject[] = [
    { ...object, created: "2016-01-01T00:00:00.000Z" },
    { ...object, name: "UNCLASSIFIED" },
    { ...object, created_by_ref: "identity--00000000-0000-4000-8000-000000000000" },
    { ...object, extensions: { ...object.extensions, "extension-definition--x": {} } },
    { ...object, extensions: { [extensionIds.label]: { ...content, note: "x" } } },
    { ...object, extensions: { [extensionIds.label]: { ...content, extension_type: "new-sdo" } } },
    { ...object, extensions: { [extensionIds.label]: { ...content, caveats: [] } } },
  ];
  for (const one of changed) assert.throws(() => readLabel(one), hasCode("label-forged"));
});

test("labels of before have the ids that they had", () => {
  assert.equal(
    labelMarking(restricted).id,
    "marking-definition--34be4a98-5513-522e-a7a2-74357325347c",
  );
});

test("what we do not understand is unknown, not guessed", () => {
  const { object } = labelMarking(restricted);
  const content = object.extensions![extensionIds.label]!;
  const strange = [
    { ...content, classification: "cosmic" },
    { ...content, classification: undefined },
    { ...content, reshare: "all" },
    { ...content, release: "public" },
    { ...content, release: null },
    { ...content, originator_control: "no" },
    { ...content, topics: "border" },
    { ...content, topics: ["control", "border"] },
    { ...content, topics: ["border", "border"] },
    { ...content, caveats: [7] },
    { ...content, caveats: ["\ud800"] },
    { ...content, beyond_topics: false },
    { ...content, beyond_topics: null },
    { ...content, beyond_topics: true, topics: undefined },
    { ...content, originators: null },
    { ...content, originators: [] },
    { ...content, originators: "baghdad" },
    { ...content, originators: ["damascus", "baghdad"] },
    { ...content, originators: ["Baghdad"] },
    { ...content, originators: ["baghdad\namman"] },
  ];
  for (const one of strange) {
    const marking = { ...object, extensions: { [extensionIds.label]: one } } as StixObject;
    assert.throws(() => readLabel(marking), hasCode("label-unknown"), JSON.stringify(one));
  }
  for (const marking of tlpMarkings.values())
    assert.throws(() => readLabel(marking), hasCode("label-unknown"));
  const foreign = labelMarking({ ...restricted, topics: ["weather"] }).object;
  assert.throws(() => readLabel(foreign), hasCode("topic-unknown"));
});

test("a marking that says nothing of release means none, under its own id", () => {
  const { object } = labelMarking({ ...restricted, release: "none" });
  const { release: _, ...content } = object.extensions![extensionIds.label]!;
  const { extension_type: __, ...hashed } = content;
  const silent: StixObject = {
    ...object,
    id: `marking-definition--${uuid5(tansiqNamespace, canonical(hashed))}`,
    extensions: { [extensionIds.label]: content },
  };
  assert.equal(readLabel(silent).label.release, "none");
  assert.throws(() => readLabel({ ...silent, id: object.id }), hasCode("label-forged"));
});

test("TLP follows from the re-share scope", () => {
  const names = reshareScopes.map(
    (reshare) => tlpMarkings.get(tlpOf({ ...restricted, reshare }))!["name"],
  );
  assert.deepEqual(names, ["TLP:AMBER+STRICT", "TLP:GREEN", "TLP:CLEAR"]);
});
