import assert from "node:assert/strict";
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { test, type TestContext } from "node:test";
import type { Limits } from "./limits.ts";
import { as, testApp } from "./test-app.ts";

const record = {
  type: "record",
  data: { id: "incident--1", name: "الأنبار" },
} as const;

async function listening(t: TestContext, limits: Partial<Limits> = {}) {
  const { app, desk } = testApp(t, { limits });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  const open = (role: string) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const sent = get({ port, path: "/api/events", headers: as(role) }, resolve);
      sent.on("error", reject);
      t.after(() => sent.destroy());
    });
  return { app, desk, open };
}

/** Resolves with everything read once `until` stands in it, or the stream has ended. */
function read(response: IncomingMessage, until: string | null): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const done = () => resolve(text);
    response.setEncoding("utf8");
    response.on("data", (part: string) => {
      text += part;
      if (until !== null && text.includes(until)) done();
    });
    response.on("close", done).on("error", done);
  });
}

test("an event reaches everybody who watches, and the head is strict", async (t) => {
  const { desk, open } = await listening(t);
  const streams = await Promise.all([open("watch"), open("reader")]);
  for (const { statusCode, headers } of streams) {
    assert.equal(statusCode, 200);
    assert.equal(headers["content-type"], "text/event-stream");
    assert.equal(headers["cache-control"], "no-store");
    assert.match(String(headers["content-security-policy"]), /default-src 'self'/);
  }
  const read2 = streams.map((stream) => read(stream, "}\n\n"));
  desk.emit(record);
  for (const text of await Promise.all(read2))
    assert.equal(
      text,
      'retry: 2000\n\nevent: record\ndata: {"id":"incident--1","name":"الأنبار"}\n\n',
    );
});

test("a reader is not told of agreements and quarantine, a watch officer is", async (t) => {
  const { desk, open } = await listening(t);
  const [reader, watch] = await Promise.all([open("reader"), open("watch")]);
  const texts = [reader, watch].map((stream) => read(stream, "incident--1"));
  desk.emit({ type: "quarantine", data: { code: "schema-invalid" } });
  desk.emit({ type: "agreement", data: { id: "agreement--1" } });
  desk.emit(record);
  const [toReader, toWatch] = await Promise.all(texts);
  assert.doesNotMatch(toReader!, /quarantine|agreement/);
  assert.match(toWatch!, /event: quarantine\n.*\n\nevent: agreement\n/);
});

test("a client that does not read is disconnected at its bound; the others go on", async (t) => {
  const { app, desk, open } = await listening(t, { eventQueueBytes: 300_000 });
  const connections: Socket[] = [];
  app.server.on("connection", (socket: Socket) => connections.push(socket));
  const slow = await open("watch");
  slow.on("error", () => {}).pause();
  const good = await open("watch");
  let received = 0;
  good.on("data", (part: Buffer) => (received += part.length));

  // The kernel's buffers hold some megabytes before anything waits in the node itself.
  const filling = "x".repeat(100_000);
  for (let sent = 1; sent <= 500 && !connections[0]!.destroyed; sent++) {
    desk.emit({ type: "record", data: { filling } });
    while (received < sent * filling.length) await once(good, "data");
  }
  assert.deepEqual(
    connections.map(({ destroyed }) => destroyed),
    [true, false],
  );
  const text = read(good, "the-last");
  desk.emit({ type: "record", data: { id: "the-last" } });
  assert.match(await text, /the-last/);
});

test("a stream ends when its session does, and lives by its heartbeat until then", async (t) => {
  const { desk, open } = await listening(t, { eventHeartbeat: 5 });
  const stream = await open("watch");
  await new Promise<void>((resolve) => {
    stream.on("data", (part: Buffer) => part.includes(": still here") && resolve());
  });
  const ended = new Promise((resolve) => stream.on("end", resolve));
  desk.sessions.delete("token-watch");
  await ended;
});

test("streams beyond the bound are refused, and closing the app ends the others", async (t) => {
  const { app, open } = await listening(t, { eventClients: 1 });
  const first = await open("watch");
  const second = await open("watch");
  assert.equal(second.statusCode, 503);
  const ended = read(first, null);
  await app.close();
  assert.equal(await ended, "retry: 2000\n\n");
});

test("who is signed out is told nothing more from that moment on", async (t) => {
  const { desk, open } = await listening(t);
  const stream = await open("watch");
  const text = read(stream, null);
  desk.signOut("token-watch");
  desk.emit({ type: "people", data: {} });
  assert.doesNotMatch(await text, /event: people/);
  assert.equal(stream.complete, true);
});
