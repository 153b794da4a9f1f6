import assert from "node:assert/strict";
import { test } from "node:test";
import { as, testApp } from "./test-app.ts";

const search = (app: ReturnType<typeof testApp>["app"], query: string) =>
  app.inject({ url: `/api/records?${query}`, headers: as("reader") });

const understood: [query: string, asked: object][] = [
  ["", { limit: 100 }],
  ["limit=500", { limit: 500 }],
  ["bbox=38.5,32.5,44,36.5", { limit: 100, bbox: [38.5, 32.5, 44, 36.5] }],
  ["bbox=170,-10,-170,10", { limit: 100, bbox: [170, -10, -170, 10] }],
  [
    "from=2015-03-01T00:00:00Z&to=2015-04-01T00:00:00.000Z",
    { limit: 100, from: Date.UTC(2015, 2, 1), to: Date.UTC(2015, 3, 1) },
  ],
  ["kind=incident&kind=report", { limit: 100, kinds: ["incident", "report"] }],
  ["topic=border,control&topic=border", { limit: 100, topics: ["border", "control"] }],
  ["partner=baghdad", { limit: 100, partners: ["baghdad"] }],
  [`q=${encodeURIComponent("الأنبار")}&cursor=abc`, { limit: 100, q: "الأنبار", cursor: "abc" }],
  ["q=%20", { limit: 100 }],
];
for (const [query, asked] of understood)
  test(`records?${query} asks the desk for ${JSON.stringify(asked)}`, async (t) => {
    const { app, desk } = testApp(t);
    const response = await search(app, query);
    assert.equal(response.statusCode, 200, response.body);
    assert.deepEqual(
      desk.calls.map(([verb, , query]) => [verb, query]),
      [["searchRecords", asked]],
    );
  });

const refused = [
  "limit=0",
  "limit=501",
  "limit=ten",
  "limit=1.5",
  "limit=1&limit=2",
  "bbox=1,2,3",
  "bbox=1,2,3,four",
  "bbox=1,50,3,40",
  "bbox=-181,0,0,10",
  "bbox=0,0,10,91",
  "bbox=0,0,10,10,20",
  "from=yesterday",
  "to=2015-02-30T00:00:00Z",
  "from=2015-03-01",
  "colour=red",
  `q=${"a".repeat(201)}`,
  `cursor=${"a".repeat(513)}`,
];
for (const query of refused)
  test(`records?${query.slice(0, 40)} is answered 400, naming the parameter`, async (t) => {
    const { app, desk } = testApp(t);
    const response = await search(app, query);
    assert.equal(response.statusCode, 400);
    const told = response.json();
    assert.equal(told.code, "fields-invalid");
    assert.match(JSON.stringify(told), new RegExp(query.split("=")[0]!));
    assert.deepEqual(desk.calls, []);
  });

test("an id that is no STIX id never reaches the desk", async (t) => {
  const { app, desk } = testApp(t);
  for (const id of ["x", "incident--1", `incident--${"a".repeat(36)}`, "..%2F..%2Fetc"]) {
    const response = await app.inject({ url: `/api/records/${id}`, headers: as("reader") });
    assert.equal(response.statusCode, 400, id);
  }
  assert.deepEqual(desk.calls, []);
});

test("places are searched by name, or listed within a box", async (t) => {
  const { app, desk } = testApp(t);
  const ask = (query: string) => app.inject({ url: `/api/places?${query}`, headers: as("reader") });
  assert.equal((await ask(`q=${encodeURIComponent("القائم")}&lang=en&limit=3`)).statusCode, 200);
  assert.equal((await ask("bbox=-180,-90,180,90")).statusCode, 200);
  assert.equal((await ask("lang=en")).statusCode, 400);
  assert.deepEqual(desk.calls, [
    ["findPlaces", { q: "القائم", lang: "en", limit: 3 }],
    ["placesWithin", [-180, -90, 180, 90]],
  ]);
});
