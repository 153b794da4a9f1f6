import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";

import { AppError } from "../errors.ts";
import { decodeUtf8, parseStrict } from "./strict-json.ts";

const hasCode = (code: string) => (error: unknown) =>
  error instanceof AppError && error.code === code;

test("what JSON.stringify wrote is read as JSON.parse reads it, spaces or not", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6, noUnicodeString: false }), (value) => {
      fc.pre(!JSON.stringify(value).includes('"__proto__"') && numbersAreSafe(value));
      for (const text of [JSON.stringify(value), JSON.stringify(value, null, " \t")])
        assert.deepEqual(parseStrict(text), JSON.parse(text));
    }),
  );
});

test("a key that stands twice in one object is refused wherever it is", () => {
  const plain = fc.string({ unit: "grapheme-composite", minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(plain, fc.jsonValue(), fc.jsonValue(), fc.nat(5), (key, first, second, depth) => {
      fc.pre(key !== "__proto__" && numbersAreSafe([first, second]));
      fc.pre(!JSON.stringify([first, second]).includes('"__proto__"'));
      const inner = `{"x":1,${JSON.stringify(key)}:${JSON.stringify(first)},${JSON.stringify(key)} : ${JSON.stringify(second)}}`;
      const text = `${'[{"y":'.repeat(depth)}${inner}${"}]".repeat(depth)}`;
      assert.throws(() => parseStrict(text), hasCode("json-duplicate-key"), text);
    }),
  );
});

test("a duplicate is found also where it is spelled with escapes, and is named", () => {
  assert.throws(
    () => parseStrict(String.raw`{"a":{"id":"1","i\u0064":"2"}}`),
    (error) => error instanceof AppError && error.parts["key"] === "id",
  );
  const fine = String.raw`{"a":"b\":{","c\\":{"a":":"},"\"":[{"a":1},{"a":2}]}`;
  assert.deepEqual(parseStrict(fine), JSON.parse(fine));
});

test("text that is not JSON is malformed, however it is broken", () => {
  for (const text of [
    "",
    " ",
    "{",
    "[1,]",
    '{"a":1,}',
    "{'a':1}",
    '{"a"}',
    '"\\',
    '"abc',
    '{"a":1}}',
    "[1] 2",
    "01",
    "NaN",
    "\ufeff{}",
    '{"a":1 "b":2}',
    '"\u0000"',
    "undefined",
    "//x\n{}",
  ])
    assert.throws(() => parseStrict(text), hasCode("json-malformed"), JSON.stringify(text));
});

test("any text at all is either read or refused in our own words", () => {
  const piece = fc.constantFrom(
    ...'{}[],:"\\ntrue1e9-. u00__proto__a'.split(""),
    "\\u0061",
    "null",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      try {
        const value = parseStrict(text);
        assert.deepEqual(value, JSON.parse(text));
      } catch (error) {
        assert.ok(error instanceof AppError && error.status === 400, String(error));
      }
    }),
    { numRuns: 2000 },
  );
});

test("the reason given for malformed JSON does not repeat its content", () => {
  assert.throws(
    () => parseStrict('{"password": hunter2}'),
    (error) => error instanceof AppError && !error.message.includes("hunter2"),
  );
});

test("too deep a nesting is refused before anything else looks at it", () => {
  assert.deepEqual(parseStrict("[".repeat(32) + "]".repeat(32)), nested(32));
  assert.throws(() => parseStrict("[".repeat(33) + "]".repeat(33)), hasCode("json-too-deep"));
  assert.throws(() => parseStrict('{"a":'.repeat(1_000_000)), hasCode("json-too-deep"));
  assert.throws(() => parseStrict("[[[]]]", 2), hasCode("json-too-deep"));
  assert.deepEqual(parseStrict(`["${"[".repeat(100)}"]`), ["[".repeat(100)]);
});

test("numbers that would travel changed are refused", () => {
  for (const text of ["9007199254740992", "-9007199254740993", "1e400", '{"a":[1e30]}', "-1e999"])
    assert.throws(() => parseStrict(text), hasCode("json-number-unsafe"), text);
  assert.deepEqual(
    parseStrict("[9007199254740991,-9007199254740991,1.5,-0.0,1e-400]"),
    [9007199254740991, -9007199254740991, 1.5, -0, 0],
  );
});

test("keys that reach into prototypes are refused", () => {
  for (const text of ['{"__proto__":{}}', String.raw`[{"\u005f_proto__":1}]`])
    assert.throws(() => parseStrict(text), hasCode("json-key-forbidden"), text);
});

test("bytes that are not UTF-8 are malformed", () => {
  assert.throws(() => decodeUtf8(Uint8Array.of(0x22, 0xff, 0x22)), hasCode("json-malformed"));
  assert.throws(() => decodeUtf8(Uint8Array.of(0xed, 0xa0, 0x80)), hasCode("json-malformed"));
  assert.equal(decodeUtf8(Buffer.from("تنسيق")), "تنسيق");
});

function nested(depth: number): unknown {
  return depth === 1 ? [] : [nested(depth - 1)];
}

function numbersAreSafe(value: unknown): boolean {
  if (typeof value === "number") return !Number.isInteger(value) || Number.isSafeInteger(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(numbersAreSafe);
}
