import assert from "node:assert/strict";
import test from "node:test";

import { fc } from "../../../test/seed.ts";

import { AppError } from "../../errors.ts";
import { pageHead } from "./page-head.ts";

const bytes = (value: unknown): Buffer =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value));

test("reads more and next of any envelope, in any order and writing", () => {
  const object = fc.record({ id: fc.string(), more: fc.boolean(), next: fc.string() });
  const envelope = fc.record(
    { more: fc.boolean(), next: fc.string({ minLength: 1 }), objects: fc.array(object) },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      envelope,
      fc.boolean(),
      fc.constantFrom(0, 2),
      ({ more, next, objects }, turned, indent) => {
        const pairs = Object.entries({ more, next, objects }).filter(
          ([, value]) => value !== undefined,
        );
        const value = Object.fromEntries(turned ? pairs.toReversed() : pairs);
        assert.deepEqual(pageHead(bytes(JSON.stringify(value, null, indent))), {
          more: more ?? false,
          next: next ?? null,
          objects: (objects ?? []).length > 0,
        });
      },
    ),
  );
});

test("a page as our own server writes it is not parsed: its objects may be anything here", () => {
  const page = '{"more":true,"next":"a\\"b","objects":[{"broken';
  assert.deepEqual(pageHead(bytes(page)), { more: true, next: 'a"b', objects: true });
});

test("what is no envelope is refused", () => {
  for (const text of ["", "{", "null", "7", '"x"', "\u0000"]) {
    assert.throws(
      () => pageHead(bytes(text)),
      (error) => error instanceof AppError && error.code === "partner-answer-wrong",
      text,
    );
  }
});
