import assert from "node:assert/strict";
import { test } from "node:test";
import { composeReport } from "./compose-report.ts";
import { draftOfReport } from "./draft-of-report.ts";
import { extensionIds } from "./extensions.ts";
import { strippedImage } from "./image/image.ts";
import { ImageFault } from "./image/image-fault.ts";
import { jpegSample, pngSample } from "./image/samples.ts";
import { shapeFault } from "./object-schema.ts";
import { labelOfDraft, type ReportDraft, validateDraft } from "./report-draft.ts";
import { checkImage, type DraftImage, imageIn, imagesOf, readImage } from "./report-images.ts";
import { references } from "./references.ts";
import type { StixObject } from "./stix.ts";

const now = Date.UTC(2015, 2, 12);
const content = jpegSample.toString("base64");

function draftWith(images: unknown): ReportDraft {
  return {
    ...{ kind: "incident", name: "Road cut", at: "2015-03-11T00:00:00Z" },
    ...{ topics: ["border"], classification: "restricted", images: images as DraftImage[] },
  };
}

function composed(images: readonly DraftImage[], known: readonly string[] = []) {
  const draft = draftWith(images);
  let next = 0;
  const random = (length: number) => new Uint8Array(length).fill(++next);
  const context = { originator: "baghdad", now, mode: "exercise" as const, random };
  return composeReport(draft, { ...context, label: labelOfDraft(draft), images: new Set(known) });
}

const fieldOf = (act: () => unknown): unknown => {
  try {
    act();
    return null;
  } catch (error) {
    return (error as { parts: { field: string } }).parts.field;
  }
};

test("an image becomes an artifact of its own that the report names, with its caption", () => {
  const { main, all } = composed([
    { content, caption: { ar: "الجسر", en: "The bridge" } },
    { content, caption: "The same again" },
  ]);
  const artifacts = all.filter(({ type }) => type === "artifact");
  assert.deepEqual(imagesOf(main), [
    { image_ref: artifacts[0]!.id, caption: { ar: "الجسر", en: "The bridge" } },
    { image_ref: artifacts[1]!.id, caption: { en: "The same again" } },
  ]);
  assert.ok(all.indexOf(artifacts[1]!) < all.indexOf(main));
  assert.ok(references(main).includes(artifacts[0]!.id));
  const [artifact] = artifacts;
  assert.equal(shapeFault("incident", main), null);
  assert.equal(shapeFault("artifact", artifact), null);
  assert.deepEqual(imageIn(artifact!), {
    ...{ type: "image/jpeg", bytes: Buffer.from(strippedImage(jpegSample).bytes) },
  });
  assert.doesNotThrow(() => checkImage(artifact!));
  assert.equal(artifact!.extensions![extensionIds.record]!["mode"], "exercise");
  assert.deepEqual(artifact!.object_marking_refs, main.object_marking_refs);
});

test("a report that has images is read back with their ids, and may name them again", () => {
  const first = composed([{ content, caption: "One" }, { content }]);
  const images = imagesOf(first.main);
  const parts = new Map([["main", first.main]]);
  const label = labelOfDraft(draftWith([]));
  const again = draftOfReport(parts, { label });
  assert.deepEqual(again.images, [
    { id: images[0]!.image_ref, caption: { en: "One" } },
    { id: images[1]!.image_ref },
  ]);
  const second = composed(
    again.images!,
    images.map(({ image_ref }) => image_ref),
  );
  assert.deepEqual(imagesOf(second.main), images);
  assert.ok(!second.all.some(({ type }) => type === "artifact"));
  assert.equal(
    fieldOf(() => composed(again.images!)),
    "images.0.id",
  );
  assert.equal(draftOfReport(new Map([["main", composed([]).main]]), { label }).images, undefined);
});

test("what a person attaches wrongly is told by its place", () => {
  const id = "artifact--00000000-0000-4000-8000-000000000001";
  const wrong: [images: unknown, field: string][] = [
    [{}, "images"],
    [Array.from({ length: 5 }, () => ({ content })), "images"],
    [[{ content }, {}], "images.1"],
    [[null], "images.0"],
    [[{ content, id }], "images.0"],
    [[{ content: 7 }], "images.0"],
    [[{ id }, { id }], "images.1"],
    [[{ content, caption: 3 }], "images.0"],
    [[{ content, caption: " " }], "images.0.caption"],
    [[{ content, caption: "x".repeat(1025) }], "images.0.caption"],
  ];
  for (const [images, field] of wrong)
    assert.equal(
      fieldOf(() => validateDraft(draftWith(images), now)),
      field,
    );
  assert.equal(
    fieldOf(() => validateDraft(draftWith([{ content }]), now)),
    null,
  );
  for (const text of ["", "no base64", `${content}=`, Buffer.from("GIF89a").toString("base64")])
    assert.equal(
      fieldOf(() => composed([{ content }, { content: text }])),
      "images.1",
      text,
    );
});

test("an artifact is nothing but an image, and refers to nothing", () => {
  const artifact = composed([{ content: pngSample().toString("base64") }]).all.find(
    ({ type }) => type === "artifact",
  )!;
  const other = `extension-definition--00000000-0000-4000-8000-000000000000`;
  const faulty: Record<string, Partial<StixObject>> = {
    "a link instead": { url: "https://example.test/a.png" },
    "a key": { encryption_algorithm: "AES-256-GCM", decryption_key: "x" },
    "another type": { mime_type: "image/svg+xml" },
    "an extension of others": {
      extensions: {
        ...artifact.extensions,
        [other]: { extension_type: "property-extension", x_ref: artifact.id },
      },
    },
    "a place": {
      extensions: {
        ...artifact.extensions,
        [extensionIds.record]: { extension_type: "property-extension", position: [1, 2] },
      },
    },
    "not declared": { extensions: undefined as never },
    "no hash": { hashes: {} },
    "too long": { payload_bin: "A".repeat(1_398_108) },
  };
  for (const [what, changes] of Object.entries(faulty))
    assert.equal(typeof shapeFault("artifact", { ...artifact, ...changes }), "string", what);
  const wrong = { ...artifact, mime_type: "image/jpeg" };
  assert.throws(() => checkImage(wrong), ImageFault);
  assert.equal(readImage(artifact["payload_bin"] as string).type, "image/png");
});
