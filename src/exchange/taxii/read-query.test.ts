import assert from "node:assert/strict";
import test from "node:test";

import { fc } from "../../../test/seed.ts";

import { AppError } from "../../errors.ts";
import { type MatchField, readQuery } from "./read-query.ts";

const fields: MatchField[] = ["id", "type", "version", "spec_version"];
const names = fc.constantFrom(
  "limit",
  "added_after",
  "next",
  ...fields.map((field) => `match[${field}]`),
  "match[]",
  "match[x]",
  "match",
  "matches",
  "other",
);
const values = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "1",
    "0",
    "all",
    "last,first",
    "2.1",
    "2015-03-11T00:00:00Z",
    "incident",
    ",",
    "",
  ),
);

test("any query is either understood within its bounds or refused by name", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(names, values), { maxLength: 6 }), (pairs) => {
      const search = new URLSearchParams(pairs).toString();
      try {
        const request = readQuery(search, fields);
        assert.ok(Number.isInteger(request.limit) && request.limit >= 1 && request.limit <= 1_000);
        const { addedAfter = 0, ids = [""], kinds = [""], versions = ["all"] } = request;
        assert.ok(Number.isSafeInteger(addedAfter));
        assert.ok(ids.length > 0 && kinds.length > 0 && versions.length > 0);
      } catch (error) {
        assert.ok(error instanceof AppError, String(error));
        assert.equal(error.code, "taxii-query-invalid");
        assert.ok(pairs.some(([name]) => error.parts["parameter"] === name));
      }
    }),
  );
});

test("any raw text never does more than be refused", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      try {
        readQuery(text, fields);
      } catch (error) {
        assert.ok(error instanceof AppError && error.code === "taxii-query-invalid");
      }
    }),
  );
});

test("what was written is what is read", () => {
  const id = fc.stringMatching(/^[a-z-]{1,20}--[0-9a-f-]{1,36}$/);
  const wish = fc.record(
    {
      limit: fc.integer({ min: 1, max: 1_000 }),
      ids: fc.uniqueArray(id, { minLength: 1, maxLength: 5 }),
      kinds: fc.uniqueArray(fc.stringMatching(/^[a-z-]{1,20}$/), { minLength: 1, maxLength: 5 }),
      token: fc.stringMatching(/^[\w-]{1,60}$/),
    },
    { requiredKeys: ["limit"], noNullPrototype: true },
  );
  fc.assert(
    fc.property(wish, (request) => {
      const query = new URLSearchParams({ limit: String(request.limit) });
      if (request.ids !== undefined) query.set("match[id]", request.ids.join(","));
      if (request.kinds !== undefined) query.set("match[type]", request.kinds.join(","));
      if (request.token !== undefined) query.set("next", request.token);
      assert.deepEqual(readQuery(query.toString(), fields), request);
    }),
  );
});

test("times: microseconds in added_after, milliseconds in match[version]", () => {
  const query =
    "added_after=2015-03-11T00:00:00.000007Z&match[version]=2015-03-11T00:00:00.007Z,last";
  assert.deepEqual(readQuery(query, fields), {
    limit: 1_000,
    addedAfter: Date.UTC(2015, 2, 11) * 1000 + 7,
    versions: [Date.UTC(2015, 2, 11) + 7, "last"],
  });
});

test("a value given twice in a list counts once, and lists are bounded", () => {
  assert.deepEqual(readQuery("match[type]=a,b,a", fields).kinds, ["a", "b"]);
  const many = Array.from({ length: 501 }, (_, index) => `k${index}`);
  assert.equal(readQuery(`match[type]=${many.slice(1).join(",")}`, fields).kinds?.length, 500);
  assert.throws(() => readQuery(`match[type]=${many.join(",")}`, fields), AppError);
});
