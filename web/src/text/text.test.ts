import assert from "node:assert/strict";
import { test } from "node:test";
import { ar } from "./ar.ts";
import { en } from "./en.ts";
import { plural } from "./plural.ts";
import { fill } from "./fill.ts";

const keys = Object.keys(en) as (keyof typeof en)[];

/** The catalogue names each language in its own script: there the other script is right. */
const inOtherScript = new Set(["app.otherLanguage", "app.otherLanguageLong", "prefs.digits.arab"]);

test("both languages have the same keys", () => {
  assert.deepEqual(Object.keys(ar).sort(), [...keys].sort());
});

test("no text is empty", () => {
  for (const key of keys) {
    assert.ok(en[key].trim(), `en ${key}`);
    assert.ok(ar[key].trim(), `ar ${key}`);
  }
});

test("both languages fill in the same values", () => {
  const places = (text: string) =>
    [...new Set([...text.matchAll(/\{([\w-]+)\}/g)].map((m) => m[1]))].sort();
  for (const key of keys) assert.deepEqual(places(ar[key]), places(en[key]), key);
});

test("the Arabic is Arabic and the English has no Arabic letter", () => {
  for (const key of keys) {
    if (inOtherScript.has(key) || /^[\d\s.,{}a-z]*$/.test(ar[key])) continue;
    assert.match(ar[key], /[\u0600-\u06ff]|^ و$/, `ar ${key}`);
    assert.doesNotMatch(en[key], /[\u0600-\u06ff]/, `en ${key}`);
  }
});

test("a plural has a form for every number of its language, and no other", () => {
  const forms = (text: string) => [...text.matchAll(/(?:^|\|)([a-z]+)=/g)].map((m) => m[1]!).sort();
  for (const [locale, catalogue] of [
    ["en", en],
    ["ar", ar],
  ] as const) {
    const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted();
    for (const key of keys)
      if (forms(en[key]).length > 0)
        assert.deepEqual(forms(catalogue[key]), needed, `${locale} ${key}`);
  }
  assert.equal(plural(ar["list.count"], 2, "ar"), "معلومتان");
  assert.equal(plural(ar["list.count"], 11, "ar"), "{count} معلومة");
  assert.equal(plural(en["list.count"], 1, "en"), "{count} record");
});

test("fill puts values in and leaves unknown places to be seen", () => {
  assert.equal(fill("{a} and {b}", { a: 1 }), "1 and {b}");
});
