import assert from "node:assert/strict";
import { connect } from "node:net";
import test from "node:test";

import { AppError } from "../../errors.ts";
import { damascus, envelope, inboxPath, outboxPath, taxii, testServer } from "./test-server.ts";
import { incident, uuid } from "./test-desk.ts";
import { until } from "../test-timers.ts";

const kind = { "content-type": taxii };

test("a POST is answered 202 with a complete status after the commit; each object has its outcome", async (t) => {
  const { send, desk } = await testServer(t);
  const wrong = { ...incident("b"), name: "wrong" };
  const body = envelope(incident("a", 2), wrong);
  const { status, json, headers } = await send("POST", inboxPath, kind, body);
  assert.equal(status, 202);
  assert.equal(headers["content-type"], taxii);
  const { id, ...rest } = json;
  assert.equal(typeof id, "string");
  assert.deepEqual(rest, {
    status: "complete",
    request_timestamp: "2015-03-11T00:00:00.000000Z",
    total_count: 2,
    success_count: 1,
    successes: [{ id: incident("a").id, version: "2015-03-02T00:00:00.000Z" }],
    failure_count: 1,
    failures: [{ id: wrong.id, version: "2015-03-01T00:00:00.000Z", message: "held for checking" }],
    pending_count: 0,
  });
  assert.equal(desk.accepted[0]!.partner, "damascus");
});

test("the body is handed on as it came, in memory of its own", async (t) => {
  const { send, desk } = await testServer(t);
  const body = ` {"objects" : [${JSON.stringify(incident("نص"))}] }\n`;
  await send("POST", inboxPath, kind, body);
  const { envelope } = desk.accepted[0]!;
  assert.equal(Buffer.from(envelope).toString(), body);
  assert.equal(envelope.byteLength, envelope.buffer.byteLength);
});

test("an exact duplicate is no error", async (t) => {
  const { send } = await testServer(t);
  for (let turn = 0; turn < 2; turn++) {
    const { status, json } = await send("POST", inboxPath, kind, envelope(incident("a")));
    assert.equal(status, 202);
    assert.equal(json.success_count, 1);
  }
});

test("malformed JSON is 400, a wrong envelope 422, and the desk's own errors keep their status", async (t) => {
  const { send, desk } = await testServer(t);
  assert.equal((await send("POST", inboxPath, kind, "{")).status, 400);
  assert.equal((await send("POST", inboxPath, kind, "")).status, 400);
  assert.equal((await send("POST", inboxPath, kind, "[]")).status, 422);
  desk.fault = new AppError("internal");
  assert.equal((await send("POST", inboxPath, kind, envelope())).status, 500);
});

test("a body up to max_content_length is never answered 413, a larger one always", async (t) => {
  const { send } = await testServer(t, { maxContentLength: 1_000 });
  const body = envelope(incident("a"));
  const exact = body + " ".repeat(1_000 - body.length);
  assert.equal((await send("POST", inboxPath, kind, exact)).status, 202);
  const { status, json } = await send("POST", inboxPath, kind, `${exact} `);
  assert.equal(status, 413);
  assert.equal(json.http_status, "413");
});

test("a body that does not tell its length is bounded too, and the connection lives on", async (t) => {
  const { url } = await testServer(t, { maxContentLength: 1_000 });
  const socket = connect(Number(new URL(url).port), "127.0.0.1").setEncoding("utf8");
  const head = `POST ${inboxPath} HTTP/1.1\r\nhost: x\r\nauthorization: ${damascus}\r\n`;
  socket.write(`${head}content-type: ${taxii}\r\ntransfer-encoding: chunked\r\n\r\n`);
  const chunk = "x".repeat(0x400);
  for (let index = 0; index < 3_000; index++) socket.write(`400\r\n${chunk}\r\n`);
  socket.write(`0\r\n\r\nGET /taxii2/ HTTP/1.1\r\nhost: x\r\nauthorization: ${damascus}\r\n`);
  socket.end("connection: close\r\n\r\n");
  let text = "";
  for await (const part of socket) text += part;
  assert.deepEqual(text.match(/HTTP\/1\.1 \d+/g), ["HTTP/1.1 413", "HTTP/1.1 200"]);
});

test("50 MB are refused without being kept, and the sender gets to read why", async (t) => {
  const { send, desk } = await testServer(t);
  const { status } = await send("POST", inboxPath, kind, Buffer.alloc(50_000_000, 32));
  assert.equal(status, 413);
  assert.equal(desk.accepted.length, 0);
});

test("a body that breaks off reaches nobody", async (t) => {
  const { url, desk, get } = await testServer(t);
  let loggedIn = false;
  desk.login = async (username) => {
    loggedIn = true;
    return username;
  };
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  const head = `POST ${inboxPath} HTTP/1.1\r\nhost: x\r\nauthorization: ${damascus}\r\n`;
  socket.write(`${head}content-type: ${taxii}\r\ncontent-length: 100\r\n\r\n{"objects":[`);
  await until(() => loggedIn);
  socket.destroy();
  assert.equal((await get("/taxii2/")).status, 200);
  assert.equal(desk.accepted.length, 0);
});

test("another media type or a compressed body is 415", async (t) => {
  const { send } = await testServer(t);
  const body = envelope(incident("a"));
  const wrong = [
    { "content-type": "application/json" },
    { "content-type": "application/taxii+json;version=2.0" },
    { "content-type": "application/stix+json;version=2.1" },
    { "content-type": "nonsense" },
    { ...kind, "content-encoding": "gzip" },
    {},
  ];
  for (const headers of wrong) {
    assert.equal(
      (await send("POST", inboxPath, headers, body)).status,
      415,
      JSON.stringify(headers),
    );
  }
  for (const type of ["application/taxii+json", 'Application/TAXII+json; version="2.1"']) {
    assert.equal((await send("POST", inboxPath, { "content-type": type }, body)).status, 202, type);
  }
});

test("where the right is missing it is 403 without reading the body, an unknown collection is 404", async (t) => {
  const { send, desk } = await testServer(t);
  assert.equal((await send("POST", outboxPath, kind, envelope(incident("a")))).status, 403);
  const unknown = `/exchange/collections/${uuid("none")}/objects/`;
  assert.equal((await send("POST", unknown, kind, envelope(incident("a")))).status, 404);
  assert.equal(desk.accepted.length, 0);
});

test("DELETE is 403, because nobody has both rights, and 404 where there is no such collection", async (t) => {
  const { send, get, desk } = await testServer(t);
  desk.release("damascus", incident("a"));
  const { id } = incident("a");
  assert.equal((await send("DELETE", `${outboxPath}${id}/`)).status, 403);
  assert.equal((await send("DELETE", `${inboxPath}${id}/`)).status, 403);
  const unknown = `/exchange/collections/${uuid("none")}/objects/${id}/`;
  assert.equal((await send("DELETE", unknown)).status, 404);
  assert.equal((await get(`${outboxPath}${id}/`)).status, 200);
});

test("where a push stands in its sender's outbox is read from its headers", async (t) => {
  const { send, desk } = await testServer(t);
  const after = "2015-03-11T00:00:00.000000Z";
  const through = "2015-03-11T00:00:00.000005Z";
  const headers = (after: string, through: string) => ({
    ...kind,
    "x-tansiq-delivered-after": after,
    "x-tansiq-delivered-through": through,
  });
  const body = envelope(incident("a"));
  await send("POST", inboxPath, headers(after, through), body);
  await send("POST", inboxPath, kind, body);
  const start = Date.UTC(2015, 2, 11) * 1000;
  assert.deepEqual(
    desk.accepted.map(({ position }) => position),
    [{ after: start, through: start + 5 }, undefined],
  );
  assert.equal((await send("POST", inboxPath, headers(through, after), body)).status, 400);
  assert.equal((await send("POST", inboxPath, headers("x", after), body)).status, 400);
});
