import assert from "node:assert/strict";
import test from "node:test";

import { envelope, inboxPath, taxii, testServer, washington } from "./test-server.ts";
import { incident, uuid } from "./test-desk.ts";

const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("discovery stands at /taxii2/ and names an API root that answers", async (t) => {
  const { get, url } = await testServer(t);
  const { status, json, headers } = await get("/taxii2/");
  assert.equal(status, 200);
  assert.equal(headers["content-type"], taxii);
  assert.deepEqual(json, {
    title: "Node baghdad",
    description: "For tests",
    default: `${url}/exchange/`,
    api_roots: [`${url}/exchange/`],
  });
  assert.equal((await get(new URL(json.default).pathname)).status, 200);
});

test("the API root lists versions and max_content_length", async (t) => {
  const { get } = await testServer(t, { maxContentLength: 4_321 });
  const { json } = await get("/exchange/");
  assert.deepEqual(json.versions, ["application/taxii+json;version=2.1"]);
  assert.equal(json.max_content_length, 4_321);
  assert.equal(typeof json.title, "string");
});

test("every path ends in a slash: without it the caller is shown the way, query included", async (t) => {
  const { get, send } = await testServer(t);
  for (const path of ["/taxii2", "/exchange", "/exchange/collections", "/exchange/status/x"]) {
    const { status, headers } = await get(path);
    assert.equal(status, 308, path);
    assert.equal(headers["location"], `${path}/`);
  }
  const { headers } = await get("/exchange/collections/outbox/objects?limit=1&match%5Bid%5D=a");
  assert.equal(
    headers["location"],
    "/exchange/collections/outbox/objects/?limit=1&match%5Bid%5D=a",
  );
  assert.equal((await send("POST", "/exchange/collections/inbox/objects")).status, 308);
  assert.equal((await get("/exchange/nothing")).status, 404);
});

test("collections: outbox to read and inbox to write, in a consistent order, with UUIDv4 ids", async (t) => {
  const { get } = await testServer(t);
  const { json } = await get("/exchange/collections/");
  const short = json.collections.map((each: Record<string, unknown>) => [
    each["alias"],
    each["can_read"],
    each["can_write"],
  ]);
  assert.deepEqual(short, [
    ["outbox", true, false],
    ["inbox", false, true],
  ]);
  for (const { id, title, media_types } of json.collections) {
    assert.match(id, uuid4);
    assert.ok(title.length > 0);
    assert.deepEqual(media_types, ["application/stix+json;version=2.1"]);
  }
  assert.deepEqual((await get("/exchange/collections/")).json, json);
});

test("a collection is found by its id and by its alias, another partner's is 404", async (t) => {
  const { get } = await testServer(t);
  const own = (await get("/exchange/collections/")).json.collections;
  const theirs = (await get("/exchange/collections/", { authorization: washington })).json
    .collections;
  for (const [index, { id, alias }] of own.entries()) {
    assert.deepEqual((await get(`/exchange/collections/${id}/`)).json, own[index]);
    assert.deepEqual((await get(`/exchange/collections/${alias}/`)).json, own[index]);
    assert.notEqual(id, theirs[index].id);
    const foreign = await get(`/exchange/collections/${theirs[index].id}/`);
    const unknown = await get(`/exchange/collections/${uuid("none")}/`);
    assert.equal(foreign.status, 404);
    assert.equal(foreign.text, unknown.text);
  }
});

test("a status is kept and shown to the partner that posted, unknown ids are 404", async (t) => {
  const { get, send } = await testServer(t);
  const body = envelope(incident("a"), incident("wrong"));
  const posted = await send("POST", inboxPath, { "content-type": taxii }, body);
  assert.match(posted.json.id, uuid4);
  const path = `/exchange/status/${posted.json.id}/`;
  assert.deepEqual((await get(path)).json, posted.json);
  assert.equal((await get(path, { authorization: washington })).status, 404);
  assert.equal((await get(`/exchange/status/${uuid("none")}/`)).status, 404);
});

test("timestamps have six decimals, in UTC with Z", async (t) => {
  const { desk, get, send } = await testServer(t);
  desk.release("damascus", incident("a"), Date.UTC(2015, 2, 11) * 1000 + 7);
  const manifest = await get("/exchange/collections/outbox/manifest/");
  assert.equal(manifest.json.objects[0].date_added, "2015-03-11T00:00:00.000007Z");
  assert.equal(manifest.headers["x-taxii-date-added-first"], "2015-03-11T00:00:00.000007Z");
  const body = envelope(incident("b"));
  const { json } = await send("POST", inboxPath, { "content-type": taxii }, body);
  assert.equal(json.request_timestamp, "2015-03-11T00:00:00.000000Z");
});
