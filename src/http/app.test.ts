import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "../errors.ts";
import { strictHeaders } from "./headers.ts";
import { checkHost } from "./origin.ts";
import { as, testApp } from "./test-app.ts";

test("every answer bears the strict headers; answers of the API are not stored", async (t) => {
  const { app } = testApp(t);
  for (const url of ["/health", "/api/node", "/api/records", "/api/nothing", "/nothing", "/%zz"]) {
    const { headers } = await app.inject(url);
    for (const [name, value] of Object.entries(strictHeaders))
      assert.equal(headers[name], value, `${url} ${name}`);
    assert.equal(headers["cache-control"], url.startsWith("/api") ? "no-store" : undefined, url);
  }
});

test("the content policy allows no inline script or style and no foreign source", () => {
  const policy = strictHeaders["content-security-policy"]!;
  assert.doesNotMatch(policy, /unsafe|https?:|\*/);
});

for (const [host, status] of [
  ["localhost:8701", 200],
  ["127.0.0.1", 200],
  ["[::1]:8701", 200],
  ["LOCALHOST", 200],
  ["baghdad.example:8701", 200],
  ["evil.example", 421],
  ["localhost.evil.example", 421],
] as const)
  test(`plain HTTP under the name "${host}" is answered ${status}`, async (t) => {
    const { app } = testApp(t, { hosts: ["baghdad.example"] });
    const response = await app.inject({ url: "/api/node", headers: { host } });
    assert.equal(response.statusCode, status);
    if (status === 421) assert.equal(response.json().code, "host-unknown");
  });

test("a request that names no host is refused", () => {
  assert.throws(() => checkHost(undefined, new Set(["localhost"])), { code: "host-unknown" });
});

test("health says that the node is loading until it is ready", async (t) => {
  const { app, desk } = testApp(t);
  desk.ready = false;
  const loading = await app.inject("/health");
  assert.equal(loading.statusCode, 503);
  assert.deepEqual(loading.json(), { status: "loading" });
  desk.ready = true;
  const ok = await app.inject("/health");
  assert.equal(ok.statusCode, 200);
  assert.deepEqual(ok.json(), { status: "ok", node: "baghdad", version: "0.1.0" });
});

test("an error of the desk keeps its code; any other is told as internal, without its message", async (t) => {
  const { app, desk } = testApp(t);
  const url = "/api/records/incident--8d8e8f10-4f6c-4c1e-9d2b-5a7f0c1e2d3a";
  desk.readRecord = async (_person, id) => {
    throw new AppError("record-not-found", { id });
  };
  const unknown = await app.inject({ url, headers: as("reader") });
  assert.equal(unknown.statusCode, 404);
  assert.equal(unknown.json().code, "record-not-found");

  desk.readRecord = async () => {
    throw new Error("SELECT secret FROM somewhere");
  };
  const broken = await app.inject({ url, headers: as("reader") });
  assert.equal(broken.statusCode, 500);
  assert.equal(broken.json().code, "internal");
  assert.doesNotMatch(broken.body, /secret/);
});

test("a page of quarantine ends where fewer came than were asked for", async (t) => {
  const { app, desk } = testApp(t);
  const entry = {
    key: "k",
    row: 17,
    partner: "damascus",
    at: "2015-03-11T09:20:00.000Z",
    code: "schema-invalid",
    id: null,
    reason: { ar: "خطأ", en: "Wrong" },
    detail: "",
    body: "{}",
  };
  desk.listQuarantine = async (_person, { limit, before }) => {
    desk.calls.push(["listQuarantine", limit, before]);
    return before === undefined ? [entry, entry] : [];
  };
  const ask = async (query: string) =>
    (await app.inject({ url: `/api/quarantine?limit=2${query}`, headers: as("watch") })).json();
  const { next } = await ask("");
  assert.equal(next, "17");
  assert.equal((await ask(`&before=${next}`)).next, null);
  assert.deepEqual(desk.calls[1], ["listQuarantine", 2, 17]);
});
