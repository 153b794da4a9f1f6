import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReportDraft } from "../api/shapes.ts";
import { attempts, draftImages, formImages, withContents } from "./form-images.ts";

const id = "artifact--6e3a0c52-9c35-4d0e-8c5c-2f5a0f3a1c77";
const draft: ReportDraft = {
  ...{ kind: "incident", name: "x", at: "2015-03-11T00:00:00Z", lang: "en" },
  ...{ topics: [], classification: "restricted" },
  images: [{ id, caption: { ar: "الجسر", en: "The bridge" } }, { id: "new-1" }],
};

test("images go into the form and back with their captions in the languages that are open", () => {
  const images = formImages(draft);
  assert.deepEqual(images[0], { id, octets: null, caption: { ar: "الجسر", en: "The bridge" } });
  assert.deepEqual(draftImages(images, ["en", "ar"]), draft.images);
  assert.deepEqual(draftImages(images, ["en"])[0], { id, caption: { en: "The bridge" } });
  assert.deepEqual(formImages({ ...draft, images: [{ id, caption: "Plain" }] })[0]!.caption, {
    ...{ ar: "", en: "Plain" },
  });
});

test("only what is new is sent with its content", () => {
  const { images } = withContents(draft, (name) => `content of ${name}`);
  assert.deepEqual(images, [draft.images![0], { content: "content of new-1" }]);
  const { images: _, ...without } = draft;
  assert.equal(
    withContents(without, () => ""),
    without,
  );
});

test("a large image is drawn smaller and smaller, always in its proportions", () => {
  const all = [...attempts(8000, 4000)];
  assert.deepEqual(all[0], { width: 2560, height: 1280, quality: 0.85 });
  assert.deepEqual(all[2], { width: 1920, height: 960, quality: 0.85 });
  assert.deepEqual(all.at(-1), { width: 1, height: 1, quality: 0.7 });
  assert.deepEqual([...attempts(10, 3000)][0], { width: 9, height: 2560, quality: 0.85 });
  assert.deepEqual([...attempts(16, 8)][0], { width: 16, height: 8, quality: 0.85 });
});
