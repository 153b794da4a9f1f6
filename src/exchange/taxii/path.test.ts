import assert from "node:assert/strict";
import test from "node:test";

import { fc } from "../../../test/seed.ts";

import { matchPath } from "./path.ts";

test("each address of the standard means one thing", () => {
  const collection = "outbox";
  for (const [path, target] of [
    ["/taxii2/", { at: "discovery" }],
    ["/exchange/", { at: "api-root" }],
    ["/exchange/status/x/", { at: "status", id: "x" }],
    ["/exchange/collections/", { at: "collections" }],
    ["/exchange/collections/outbox/", { at: "collection", collection }],
    ["/exchange/collections/outbox/manifest/", { at: "manifest", collection }],
    ["/exchange/collections/outbox/objects/", { at: "objects", collection }],
    ["/exchange/collections/outbox/objects/a/", { at: "object", collection, object: "a" }],
    [
      "/exchange/collections/outbox/objects/a/versions/",
      { at: "versions", collection, object: "a" },
    ],
  ] as const) {
    assert.deepEqual(matchPath(path), target);
    if (path !== "/exchange/") assert.equal(matchPath(`/exchange${path}`), null);
    assert.equal(matchPath(path.slice(0, -1)), null);
    assert.equal(matchPath(`${path}/`), null);
    assert.equal(matchPath(`/${path}`), null);
  }
  assert.equal(matchPath("/exchange/status/"), null);
  assert.equal(matchPath("/exchange/collections/outbox/objects/a/versions/b/"), null);
});

test("any text is either one of these addresses, letter by letter, or nothing", () => {
  const segment = fc.constantFrom(
    "exchange",
    "taxii2",
    "collections",
    "objects",
    "versions",
    "status",
    "a",
    "",
  );
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 8 }), (segments) => {
      const path = `/${segments.join("/")}/`;
      const target = matchPath(path);
      if (target === null) return;
      for (const value of Object.values(target)) {
        assert.notEqual(value, "");
        assert.ok(!value.includes("/"));
      }
    }),
  );
});
