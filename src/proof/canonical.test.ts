import assert from "node:assert/strict";
import { test } from "node:test";
import canonicalize from "canonicalize";
import { fc } from "../../test/seed.ts";

import { canonical } from "./canonical.ts";

const key = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 6 }),
  fc.constantFrom(
    "10",
    "9",
    "01",
    "-1",
    "1a",
    "a",
    "aa",
    "é",
    "😀",
    "\ufb33",
    "__proto__",
    "toString",
  ),
);

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(fc.string({ unit: "grapheme" }), fc.double({ noNaN: true, noDefaultInfinity: true })),
    fc.oneof(fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie("value"), { maxLength: 4 }),
    fc
      .array(fc.tuple(key, tie("value")), { maxLength: 5 })
      .map((members) => Object.fromEntries(members)),
  ),
}));

test("the canonical form is that of the reference library, for any JSON", () => {
  fc.assert(
    fc.property(value, (one) => {
      assert.equal(canonical(one), canonicalize(one));
    }),
    { numRuns: 500 },
  );
});

test("it is the same however the keys were ordered, and reads back as the same value", () => {
  fc.assert(
    fc.property(value, (one) => {
      const text = canonical(one);
      assert.equal(canonical(turned(one)), text);
      assert.equal(canonical(JSON.parse(text)), text);
    }),
    { numRuns: 500 },
  );
});

test("numbers are written as RFC 8785 appendix B asks", () => {
  const numbers = [0, -0, 5e-324, 1.7976931348623157e308, 9007199254740992, 1e21, 1e-7, 4.5, 0.1];
  assert.equal(
    canonical(numbers),
    "[0,0,5e-324,1.7976931348623157e+308,9007199254740992,1e+21,1e-7,4.5,0.1]",
  );
});

test("keys are ordered by UTF-16 code units (RFC 8785 section 3.2.3)", () => {
  const unordered = {
    "\u20ac": 1,
    "\r": 2,
    "\ufb33": 3,
    "1": 4,
    "\u{1f600}": 5,
    "\u0080": 6,
    ö: 7,
  };
  assert.deepEqual(
    [...canonical(unordered).matchAll(/:(\d)/g)].map((match) => match[1]).join(""),
    "2467153",
  );
});

test("what has no canonical form is refused", () => {
  for (const one of [NaN, Infinity, [-Infinity], { a: NaN }, { 1: NaN, "": 0 }])
    assert.throws(() => canonical(one), TypeError);
  for (const one of ["\ud800", ["\udc00"], { "\ud800": 1 }, { a: { b: "x\udfff" } }])
    assert.throws(() => canonical(one), TypeError);
  assert.equal(canonical("\\ud800"), String.raw`"\\ud800"`);
});

test("properties that are undefined are left out", () => {
  assert.equal(canonical({ b: 1, a: undefined }), '{"b":1}');
  assert.equal(canonical({ 10: undefined, 9: 1 }), '{"9":1}');
});

function turned(one: unknown): unknown {
  if (Array.isArray(one)) return one.map(turned);
  if (typeof one !== "object" || one === null) return one;
  return Object.fromEntries(
    Object.entries(one)
      .map(([name, inner]): [string, unknown] => [name, turned(inner)])
      .reverse(),
  );
}
