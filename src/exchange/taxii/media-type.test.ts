import assert from "node:assert/strict";
import test from "node:test";

import { fc } from "../../../test/seed.ts";

import { acceptsTaxii, isTaxiiContent } from "./media-type.ts";

const space = fc.constantFrom("", " ", "\t", "  ");
const wanted = fc
  .tuple(space, space, fc.constantFrom("", ";version=2.1", ';version="2.1"', ";VERSION=2.1"), space)
  .map(([a, b, version, c]) => `${a}Application/TAXII+json${b}${version.replace(";", `;${c}`)}`);
const weight = fc.constantFrom("", ";q=1", "; q=0.9", ";q=0.001", ";charset=utf-8;q=0.5");
const other = fc.constantFrom(
  "text/html",
  "application/json;q=0.9",
  "application/taxii+json;version=2.0",
  'text/plain;note="a, application/taxii+json;b"',
  'text/plain;note="\\", application/taxii+json"',
  "application/*;q=0",
  "",
);

test("TAXII 2.1 is found among any other types, however it is written", () => {
  fc.assert(
    fc.property(fc.array(other), wanted, weight, fc.array(other), (before, type, q, after) => {
      assert.ok(acceptsTaxii([...before, type + q, ...after].join(",")));
    }),
  );
});

test("without it nothing is accepted, also not from inside a quoted text", () => {
  fc.assert(
    fc.property(fc.array(other, { minLength: 1 }), (types) => {
      const header = types.join(",");
      assert.equal(acceptsTaxii(header), header.trim() === "");
    }),
  );
});

test("a weight of 0 refuses, whatever its form", () => {
  for (const q of ["0", "0.0", "0.000", "00"]) {
    assert.ok(!acceptsTaxii(`application/taxii+json;q=${q}`));
    assert.ok(!acceptsTaxii(`*/*;q=${q}`));
  }
});

test("no header at all is an answer, and never an exception", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      assert.equal(typeof acceptsTaxii(text), "boolean");
      assert.equal(typeof isTaxiiContent(text), "boolean");
    }),
  );
});

test("a long and odd header takes linear time", () => {
  for (const piece of ['"', "\\", ";", ",", "a=", '"\\', " "]) {
    assert.equal(acceptsTaxii(`x${piece.repeat(200_000)}`), false);
  }
});
