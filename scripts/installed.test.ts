import assert from "node:assert/strict";
import { test } from "node:test";
import { matches } from "./installed.mjs";

const wanted = {
  packages: {
    "": { version: "1.0.0" },
    "node_modules/a": { version: "2.0.0", integrity: "sha512-a" },
    "node_modules/b": { version: "1.0.0", integrity: "sha512-b", optional: true },
  },
};
const a = { version: "2.0.0", integrity: "sha512-a" };

test("packages are installed when all that are not optional are there", () => {
  assert.equal(matches(wanted, { packages: { "node_modules/a": a } }), true);
});

test("another version, other content, a missing package or nothing at all asks for an installation", () => {
  const b = { version: "1.0.1", integrity: "sha512-b", optional: true };
  const wrong = [
    { packages: { "node_modules/a": { ...a, version: "2.0.1" } } },
    { packages: { "node_modules/a": { ...a, integrity: "sha512-x" } } },
    { packages: { "node_modules/a": a, "node_modules/b": b } },
    { packages: {} },
    {},
  ];
  for (const found of wrong) assert.equal(matches(wanted, found), false, JSON.stringify(found));
});
