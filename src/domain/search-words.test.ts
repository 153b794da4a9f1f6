import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";

import { lookupWords, searchWords } from "./search-words.ts";

const same = (...texts: string[]) => {
  const [first, ...others] = texts.map((text) => searchWords(text));
  for (const other of others) assert.deepEqual(other, first);
};

test("Arabic is found however it is written", () => {
  same("الأنبار", "الانبار", "الأَنْبَار", "الأنبــار", "\u200fالأنبار\u200f");
  same("بالأنبار", "الأنبار", "والأنبار", "وبالأنبار", "كالأنبار", "فالأنبار", "للأنبار", "وللأنبار");
  same("القائم", "القايم");
  same("الحدود السورية", "الحدود السوريه");
  same("مستشفى", "مستشفي");
  same("سوريا", "سورية", "سوريه", "سورِيا");
  same("في تركيا", "في تركية");
  same("مؤتمر", "موتمر");
  same("آذار", "اذار", "أذار");
  same("١١ آذار ٢٠١٥", "11 آذار 2015");
  same("دير الزور", "دير-الزور", "دير الزور،");
});

test("what is looked for is found with the article and without it", () => {
  for (const [bare, ...others] of [
    ["أنبار", "الأنبار", "بالأنبار", "وللأنبار"],
    ["حدود", "الحدود", "والحدود"],
    ["مخيّم", "المُخيَّم"],
    ["قائم", "القائم"],
    ["حد", "الحد"],
  ] as const) {
    for (const other of others) assert.deepEqual(lookupWords(other), lookupWords(bare));
  }
  assert.deepEqual(lookupWords("عبد الله"), ["عبد", "الله"]);
  assert.deepEqual(lookupWords("ألم"), ["الم"]);
  assert.deepEqual(lookupWords("Al-Qaim"), ["al", "qaim"]);
});

test("different words stay different", () => {
  assert.notDeepEqual(searchWords("حلب"), searchWords("حمص"));
  assert.notDeepEqual(searchWords("حماة"), searchWords("حما"));
  assert.notDeepEqual(searchWords("الرقة"), searchWords("الرق"));
  assert.deepEqual(searchWords("باب"), ["باب"]);
  assert.deepEqual(searchWords("بال"), ["بال"]);
  assert.deepEqual(searchWords("وال"), ["وال"]);
});

test("Latin words are lowered and lose their accents", () => {
  same("Deir ez-Zor", "DEIR EZ ZOR");
  same("Café", "cafe\u0301", "CAFE");
  same("ﬁle", "file");
});

test("words hold nothing that a query language could read as an order", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
      for (const word of searchWords(text)) assert.match(word, /^[\p{L}\p{N}]+$/u);
    }),
  );
});

test("words are their own words, so documents and queries meet", () => {
  const arabic = fc.string({
    unit: fc.constantFrom(..."ابتثلوفكبأإىةئء ـ".split("")),
    maxLength: 24,
  });
  fc.assert(
    fc.property(fc.oneof(arabic, fc.string({ maxLength: 40 })), (text) => {
      const words = searchWords(text);
      // Repetition may strip one more particle, but never grows or splits a word.
      assert.equal(searchWords(words.join(" ")).length, words.length);
    }),
  );
});
