import assert from "node:assert/strict";
import test from "node:test";

import { basic, inboxPath, outboxPath, taxii, testServer } from "./test-server.ts";
import { incident, uuid } from "./test-desk.ts";
import { testTimers, until } from "../test-timers.ts";

test("a log-in that fails or is missing is 401 with WWW-Authenticate, in TAXII's media type", async (t) => {
  const { get } = await testServer(t);
  const wrong = [undefined, "", "Basic", "Basic !!!", "Bearer x", basic("damascus", "guess")];
  for (const authorization of [...wrong, basic("nobody", "token-of-damascus")]) {
    for (const path of ["/taxii2/", "/exchange/", outboxPath, "/exchange/nothing/"]) {
      const { status, headers, json } = await get(path, { authorization });
      assert.equal(status, 401, `${authorization} ${path}`);
      assert.match(String(headers["www-authenticate"]), /^Basic realm=/);
      assert.equal(headers["content-type"], taxii);
      assert.equal(json.http_status, "401");
      assert.equal(json.title, "partner login wrong");
    }
  }
});

test("a password may hold colons and letters beyond ASCII", async (t) => {
  const { desk, get } = await testServer(t);
  const seen: string[][] = [];
  desk.login = async (...login) => (seen.push(login), null);
  await get("/taxii2/", { authorization: basic("دمشق", "a:b:ج") });
  assert.deepEqual(seen, [["دمشق", "a:b:ج"]]);
});

test("who guesses is slowed down and refused, but a right log-in from there never is", async (t) => {
  const timers = testTimers();
  const { get } = await testServer(t, { timers });
  const guess = () => get("/taxii2/", { authorization: basic("damascus", "guess") });
  for (let count = 0; count < 5; count++) assert.equal((await guess()).status, 401);
  const waiting = Array.from({ length: 8 }, guess);
  await until(() => timers.waits.length === 8);
  assert.equal((await guess()).status, 429);
  assert.equal((await get("/taxii2/")).status, 200);
  for (const wait of timers.waits) wait.over();
  for (const answer of await Promise.all(waiting)) assert.equal(answer.status, 401);
  timers.advance(61_000);
  assert.equal((await guess()).status, 401);
});

test("Accept without a version, with spaces, quotes, weights or wildcards is not answered 406", async (t) => {
  const { get } = await testServer(t);
  const right = [
    undefined,
    "*/*",
    "application/*",
    "application/taxii+json",
    "application/taxii+json;version=2.1",
    "application/taxii+json; version=2.1",
    " application/taxii+json ; version = 2.1 ; q=0.9",
    'application/taxii+json;version="2.1"',
    "Application/TAXII+JSON;Version=2.1",
    "application/taxii+json;q=0.9",
    "text/html, application/taxii+json;version=2.1;q=0.1",
    "application/vnd.oasis.taxii+json; version=2.0, application/taxii+json",
  ];
  for (const accept of right) {
    const { status, headers } = await get("/exchange/", { accept });
    assert.equal(status, 200, accept);
    assert.equal(headers["content-type"], taxii);
  }
  const wrong = [
    "application/json",
    "text/html",
    "application/taxii+json;version=2.0",
    "application/taxii+json;q=0",
    "application/vnd.oasis.taxii+json",
  ];
  for (const accept of wrong) {
    const { status, headers, json } = await get("/exchange/", { accept });
    assert.equal(status, 406, accept);
    assert.equal(headers["content-type"], taxii);
    assert.equal(json.http_status, "406");
  }
});

test("every error is a TAXII error with a title and a matching http_status", async (t) => {
  const { get, send, desk } = await testServer(t, { maxContentLength: 50 });
  const kind = { "content-type": taxii };
  const long = `/exchange/collections/outbox/objects/${"x".repeat(500)}/`;
  desk.login = async (username) => {
    if (username === "boom") throw new Error("secret inside");
    return username;
  };
  const answers = [
    [400, await get(`${outboxPath}?limit=0`)],
    [400, await send("POST", inboxPath, kind, "{")],
    [403, await get(inboxPath)],
    [404, await get("/exchange/nothing/")],
    [404, await get("/taxii2/nothing/")],
    [404, await get(`/exchange/collections/${uuid("none")}/objects/`)],
    [404, await get("/exchange/collections//objects/")],
    [404, await get(long)],
    [405, await send("PUT", outboxPath, kind, "{}")],
    [405, await send("POST", "/taxii2/", kind, "{}")],
    [405, await send("PATCH", "/exchange/")],
    [406, await get("/exchange/", { accept: "text/html" })],
    [413, await send("POST", inboxPath, kind, "x".repeat(51))],
    [415, await send("POST", inboxPath, { "content-type": "application/json" }, "{}")],
    [415, await send("POST", inboxPath, { "content-type": "nonsense" }, "{}")],
    [500, await get("/exchange/", { authorization: basic("boom", "") })],
  ] as const;
  for (const [expected, { status, headers, json, text }] of answers) {
    assert.equal(status, expected, text);
    assert.equal(json.http_status, String(expected));
    assert.ok(json.title.length > 0 && json.description.length > 0 && json.error_code.length > 0);
    assert.match(json.details.ar, /[\u0600-\u06ff]/);
    assert.equal(headers["content-type"], taxii);
    assert.doesNotMatch(text, /secret/);
  }
});

test("a wrong method is answered with the right ones, and HEAD serves nothing", async (t) => {
  const { send, desk } = await testServer(t);
  desk.release("damascus", incident("a"));
  assert.equal((await send("PUT", outboxPath)).headers["allow"], "GET, POST");
  assert.equal((await send("HEAD", outboxPath)).status, 405);
  assert.equal(desk.served.size, 0);
});

test("nothing of an answer is kept by caches", async (t) => {
  const { get } = await testServer(t);
  for (const path of ["/exchange/", outboxPath, "/exchange/nothing/"]) {
    assert.equal((await get(path)).headers["cache-control"], "no-store");
  }
});
