import assert from "node:assert/strict";
import { test } from "node:test";
import { blankRequest, requestLacks, requestOf } from "./request-fields.ts";

const now = Date.parse("2015-03-10T00:00:00Z");

test("a request says what was filled in and nothing else", () => {
  const fields = blankRequest("ar");
  assert.deepEqual(requestLacks(fields, now), ["to", "name"]);
  fields.to = ["damascus"];
  fields.name.ar = "ما حال الطريق؟";
  assert.deepEqual(requestLacks(fields, now), []);
  const plain = {
    ...{ to: ["damascus"], kind: "information", precedence: "routine", lang: "ar" },
    ...{ topics: ["border"], classification: "restricted", name: { ar: "ما حال الطريق؟" } },
  };
  assert.deepEqual(requestOf(fields), plain);
  Object.assign(fields, { due: "2015-03-11T04:00", from: "2015-03-10T04:00" });
  fields.place = { kind: "point", positions: [[41, 34]], radius: "" };
  assert.deepEqual(requestOf(fields), {
    ...plain,
    ...{ due: "2015-03-11T04:00:00.000Z", from: "2015-03-10T04:00:00.000Z" },
    geometry: { type: "Point", coordinates: [41, 34] },
  });
});

test("an answer is awaited later than now, and of what is not whole the form says so", () => {
  const fields = { ...blankRequest("en"), to: ["damascus"], name: { ar: "", en: "Road?" } };
  const lacks = (change: Partial<typeof fields>) => requestLacks({ ...fields, ...change }, now);
  assert.deepEqual(lacks({ due: "2015-03-10T00:00" }), ["due"]);
  assert.deepEqual(lacks({ from: "2015-03-11T00:00", until: "2015-03-11T00:00" }), ["times"]);
  assert.deepEqual(lacks({ place: { kind: "area", positions: [[41, 34]], radius: "" } }), [
    "place",
  ]);
  assert.deepEqual(lacks({ topics: [] }), ["topics"]);
});
