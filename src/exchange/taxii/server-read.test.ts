import assert from "node:assert/strict";
import test from "node:test";

import { inboxPath, outboxPath, testServer, washington } from "./test-server.ts";
import { incident, uuid } from "./test-desk.ts";

const manifestPath = "/exchange/collections/outbox/manifest/";
const first = Date.UTC(2015, 2, 11) * 1000;
const names = (json: { objects?: { name: string }[] }) => json.objects?.map(({ name }) => name);

test("objects and manifest ascend by date_added, oldest first without added_after", async (t) => {
  const { desk, get } = await testServer(t);
  for (const name of ["z", "a", "m"]) desk.release("damascus", incident(name));
  assert.deepEqual(names((await get(outboxPath)).json), ["z", "a", "m"]);
  const { json } = await get(manifestPath);
  assert.deepEqual(
    json.objects.map(({ id }: { id: string }) => id),
    ["z", "a", "m"].map((name) => incident(name).id),
  );
  const dates = json.objects.map(({ date_added }: { date_added: string }) => date_added);
  assert.deepEqual(dates, [...new Set(dates)].sort());
});

test("content travels in an envelope, byte for byte as it is stored", async (t) => {
  const { desk, get } = await testServer(t);
  const one = { ...incident("a"), name: 'طريق «مقطوع» \u2028 \\ "' };
  desk.release("damascus", one);
  desk.release("damascus", incident("b"));
  const { text, headers } = await get(outboxPath);
  const bodies = [one, incident("b")].map((object) => JSON.stringify(object));
  assert.equal(text, `{"more":false,"objects":[${bodies.join(",")}]}`);
  assert.equal(headers["content-length"], String(Buffer.byteLength(text)));
  assert.equal(headers["content-type"], "application/taxii+json;version=2.1");
});

test("a page holds no more than 8 MiB of objects, the manifest all of them", async (t) => {
  const { desk, get } = await testServer(t);
  const long = "x".repeat(3 * 1024 * 1024);
  for (const name of ["a", "b", "c"])
    desk.release("damascus", { ...incident(name), description: long });
  const { json } = await get(outboxPath);
  assert.deepEqual([names(json), json.more], [["a", "b"], true]);
  const rest = (await get(`${outboxPath}?next=${json.next}`)).json;
  assert.deepEqual([names(rest), rest.more], [["c"], false]);
  assert.equal((await get(manifestPath)).json.objects.length, 3);
});

test("there are no empty lists: the key is left out", async (t) => {
  const { get, desk } = await testServer(t);
  for (const path of [outboxPath, manifestPath])
    assert.deepEqual((await get(path)).json, { more: false });
  desk.release("damascus", incident("a"));
  const late = `${outboxPath}${incident("a").id}/versions/?match[spec_version]=2.0`;
  assert.deepEqual((await get(late)).json, { more: false });
});

test("X-TAXII-Date-Added-First and -Last stand on every 200 of manifest, objects, object and versions", async (t) => {
  const { desk, get } = await testServer(t);
  for (const name of ["a", "b", "c"]) desk.release("damascus", incident(name));
  for (const path of [outboxPath, manifestPath]) {
    const { headers } = await get(`${path}?limit=2`);
    assert.equal(headers["x-taxii-date-added-first"], "2015-03-11T00:00:00.000000Z");
    assert.equal(headers["x-taxii-date-added-last"], "2015-03-11T00:00:00.000001Z");
  }
  for (const path of ["", "versions/"]) {
    const { headers } = await get(`${outboxPath}${incident("b").id}/${path}`);
    assert.equal(headers["x-taxii-date-added-first"], "2015-03-11T00:00:00.000001Z");
    assert.equal(headers["x-taxii-date-added-last"], "2015-03-11T00:00:00.000001Z");
  }
});

test("an empty page echoes added_after in its date headers, or leaves them out", async (t) => {
  const { get } = await testServer(t);
  for (const path of [outboxPath, manifestPath]) {
    const { headers } = await get(`${path}?added_after=2015-03-11T00:00:00.5Z`);
    assert.equal(headers["x-taxii-date-added-first"], "2015-03-11T00:00:00.500000Z");
    assert.equal(headers["x-taxii-date-added-last"], "2015-03-11T00:00:00.500000Z");
    const without = await get(path);
    assert.equal(without.status, 200);
    assert.equal(without.headers["x-taxii-date-added-first"], undefined);
  }
});

test("a malformed query parameter is 400 with an error body that names it", async (t) => {
  const { get } = await testServer(t);
  const wrong: [string, string][] = [
    ["added_after=yesterday", "added_after"],
    ["added_after=", "added_after"],
    ["added_after=2015-02-30T00:00:00Z", "added_after"],
    ["added_after=2015-03-11T00:00:00%2B03:00", "added_after"],
    ["limit=0", "limit"],
    ["limit=-1", "limit"],
    ["limit=x", "limit"],
    ["limit=1.5", "limit"],
    ["limit=", "limit"],
    ["limit=1&limit=2", "limit"],
    ["match[name]=a", "match[name]"],
    ["match=a", "match"],
    ["match[id]=", "match[id]"],
    ["match[id]=a,,b", "match[id]"],
    ["match[version]=newest", "match[version]"],
    ["match[version]=all,last", "match[version]"],
    ["match[spec_version]=two", "match[spec_version]"],
    ["next=", "next"],
  ];
  for (const [query, parameter] of wrong) {
    for (const path of [outboxPath, manifestPath]) {
      const { status, json } = await get(`${path}?${query}`);
      assert.equal(status, 400, query);
      assert.equal(json.error_code, "taxii-query-invalid");
      assert.ok(json.description.includes(`parameter ${parameter} is`), json.description);
    }
  }
  assert.equal((await get(`${outboxPath}x/?match[type]=a`)).status, 400);
  assert.equal((await get(`${outboxPath}x/versions/?match[version]=all`)).status, 400);
});

test("limit is never exceeded, and more is true exactly when more remains", async (t) => {
  const { desk, get } = await testServer(t);
  for (let index = 0; index < 1_001; index++) desk.release("damascus", incident(String(index)));
  for (const path of [outboxPath, manifestPath]) {
    for (const [query, count, more] of [
      ["", 1_000, true],
      ["?limit=1", 1, true],
      ["?limit=1000", 1_000, true],
      ["?limit=99999999999999999999", 1_000, true],
      ["?limit=5&added_after=2015-03-11T00:00:00.000995Z", 5, false],
      ["?limit=4&added_after=2015-03-11T00:00:00.000995Z", 4, true],
    ] as const) {
      const { json } = await get(path + query);
      assert.equal(json.objects.length, count, query);
      assert.equal(json.more, more, query);
    }
  }
});

test("following next gives everything once, in order, and it is only sent where more remains", async (t) => {
  const { desk, get } = await testServer(t);
  const all = Array.from({ length: 7 }, (_, index) => String(index));
  for (const name of all) desk.release("damascus", incident(name));
  const seen: string[] = [];
  let query = "?limit=3";
  for (let page = 0; page < 3; page++) {
    const { json } = await get(outboxPath + query);
    seen.push(...names(json)!);
    assert.equal(json.more, page < 2);
    assert.equal(json.next !== undefined, page < 2);
    query = `?limit=3&next=${encodeURIComponent(json.next)}`;
  }
  assert.deepEqual(seen, all);
});

test("next is evaluated again against what the caller may see now", async (t) => {
  const { desk, get } = await testServer(t);
  for (const name of ["a", "b", "c", "d"]) desk.release("damascus", incident(name));
  const page = await get(`${outboxPath}?limit=2`);
  desk.withhold("damascus", incident("c").id);
  const rest = await get(`${outboxPath}?limit=2&next=${page.json.next}`);
  assert.deepEqual(names(rest.json), ["d"]);
});

test("a next that is malformed, another partner's or of an earlier epoch is 400", async (t) => {
  const { desk, get } = await testServer(t);
  for (const name of ["a", "b"]) {
    desk.release("damascus", incident(name));
    desk.release("washington", incident(name));
  }
  const own = (await get(`${outboxPath}?limit=1`)).json.next;
  const theirs = (await get(`${outboxPath}?limit=1`, { authorization: washington })).json.next;
  desk.newEpoch();
  for (const token of ["garbage", theirs, own]) {
    const { status, json } = await get(`${outboxPath}?next=${token}`);
    assert.equal(status, 400);
    assert.equal(json.error_code, "token-unknown");
  }
});

test("match: a comma is OR, fields are ANDed", async (t) => {
  const { desk, get } = await testServer(t);
  const place = { ...incident("place"), type: "location", id: `location--${uuid("place")}` };
  for (const object of [incident("a"), incident("b"), place]) desk.release("damascus", object);
  const [a, b] = [incident("a").id, incident("b").id];
  for (const [query, expected] of [
    [`match[id]=${a}`, ["a"]],
    [`match[id]=${a},${place.id}`, ["a", "place"]],
    [`match%5Btype%5D=location`, ["place"]],
    [`match[type]=location,incident`, ["a", "b", "place"]],
    [`match[type]=location&match[id]=${a},${b}`, undefined],
    [`match[type]=incident&match[id]=${b},${place.id}`, ["b"]],
    [`match[spec_version]=2.0`, undefined],
    [`match[spec_version]=2.0,2.1`, ["a", "b", "place"]],
  ] as const) {
    const { status, json } = await get(`${outboxPath}?${query}`);
    assert.equal(status, 200);
    assert.deepEqual(names(json), expected, query);
  }
});

test("version is last by default; first, last, all or a timestamp may be asked for", async (t) => {
  const { desk, get } = await testServer(t);
  for (const day of [1, 2, 3]) desk.release("damascus", incident("a", day));
  const days = (json: { objects?: { modified: string }[] }) =>
    json.objects?.map(({ modified }) => Number(modified.slice(8, 10)));
  for (const [query, expected] of [
    ["", [3]],
    ["?match[version]=last", [3]],
    ["?match[version]=first", [1]],
    ["?match[version]=all", [1, 2, 3]],
    ["?match[version]=first,last", [1, 3]],
    ["?match[version]=2015-03-02T00:00:00.000Z", [2]],
    ["?match[version]=2015-03-02T00:00:00Z,last", [2, 3]],
    ["?match[version]=2015-03-09T00:00:00Z", undefined],
  ] as const) {
    for (const path of [outboxPath, `${outboxPath}${incident("a").id}/`]) {
      assert.deepEqual(days((await get(path + query)).json), expected, path + query);
    }
  }
});

test("the manifest tells id, date_added, version and media type", async (t) => {
  const { desk, get } = await testServer(t);
  desk.release("damascus", incident("a", 2), first);
  const { json } = await get(manifestPath);
  assert.deepEqual(json.objects, [
    {
      id: incident("a").id,
      date_added: "2015-03-11T00:00:00.000000Z",
      version: "2015-03-02T00:00:00.000Z",
      media_type: "application/stix+json;version=2.1",
    },
  ]);
  assert.equal(desk.served.size, 0);
});

test("versions lists the versions of one object", async (t) => {
  const { desk, get } = await testServer(t);
  for (const day of [1, 2, 3]) desk.release("damascus", incident("a", day));
  const { json } = await get(`${outboxPath}${incident("a").id}/versions/?limit=2`);
  assert.deepEqual(json, {
    more: true,
    versions: ["2015-03-01T00:00:00.000Z", "2015-03-02T00:00:00.000Z"],
  });
});

test("manifest and versions have no next: added_after is a sound cursor there", async (t) => {
  const { desk, get } = await testServer(t);
  // All in one microsecond: the dates must still differ.
  for (let day = 1; day <= 5; day++) desk.release("damascus", incident("a", day), first);
  for (const [path, key] of [
    [`${manifestPath}?match[version]=all&`, "objects"],
    [`${outboxPath}${incident("a").id}/versions/?`, "versions"],
  ] as const) {
    const seen: unknown[] = [];
    let query = "limit=2";
    for (let more = true; more;) {
      const { json, headers } = await get(path + query);
      assert.equal(json.next, undefined);
      seen.push(...json[key]);
      more = json.more;
      query = `limit=2&added_after=${headers["x-taxii-date-added-last"]}`;
    }
    assert.equal(seen.length, 5);
  }
});

test("an object that the caller sees no version of is 404, whether it exists or not", async (t) => {
  const { desk, get } = await testServer(t);
  desk.release("damascus", incident("withdrawn"));
  desk.withhold("damascus", incident("withdrawn").id);
  desk.release("washington", incident("secret"));
  const answers = [];
  for (const name of ["withdrawn", "secret", "unknown"]) {
    for (const tail of ["", "versions/"]) {
      const { status, text } = await get(`${outboxPath}${incident(name).id}/${tail}`);
      assert.equal(status, 404);
      answers.push(text);
    }
  }
  assert.equal(new Set(answers).size, 1);
});

test("an object that the filter leaves out is an empty answer, not 404", async (t) => {
  const { desk, get } = await testServer(t);
  desk.release("damascus", incident("a"));
  const path = `${outboxPath}${incident("a").id}/?match[version]=2016-01-01T00:00:00Z`;
  const { status, json } = await get(path);
  assert.equal(status, 200);
  assert.deepEqual(json, { more: false });
});

test("the inbox cannot be read: 403 at every address of it", async (t) => {
  const { get } = await testServer(t);
  for (const tail of ["objects/", "manifest/", "objects/x/", "objects/x/versions/"]) {
    assert.equal((await get(`/exchange/collections/inbox/${tail}`)).status, 403, tail);
  }
  assert.equal((await get(inboxPath)).json.error_code, "collection-right-missing");
});

test("each partner sees its own outbox only", async (t) => {
  const { desk, get } = await testServer(t);
  desk.release("damascus", incident("a"));
  desk.release("washington", incident("b"));
  assert.deepEqual(names((await get(outboxPath)).json), ["a"]);
  assert.deepEqual(names((await get(outboxPath, { authorization: washington })).json), ["b"]);
});
