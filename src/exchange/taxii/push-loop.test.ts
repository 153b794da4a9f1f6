import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";

import type { AppError } from "../../errors.ts";
import { type TestTimers, testTimers, until } from "../test-timers.ts";
import { taxiiClient } from "./client.ts";
import type { LinkContext } from "./link-context.ts";
import { startPushLoop } from "./push-loop.ts";
import { incident, type TestDesk, testDesk } from "./test-desk.ts";
import { answering, testPartner } from "./test-partner.ts";
import { taxii, testServer, type TestServer } from "./test-server.ts";

interface Pushing {
  desk: TestDesk;
  timers: TestTimers;
  faults: AppError[];
  exchanges: number;
  wake(): void;
}

/** Damascus pushes what its desk has for baghdad to `url`. */
function pushing(t: TestContext, url: string, desk = testDesk("damascus", {})): Pushing {
  const login = { username: "damascus", password: "token-of-damascus" };
  const client = taxiiClient(
    { partner: "baghdad", url, pin: null, ...login },
    { connect: 1_000, silence: 300, whole: 5_000 },
  );
  const timers = testTimers();
  const state = { desk, timers, faults: [] as AppError[], exchanges: 0 };
  const context: LinkContext = {
    partner: "baghdad",
    client,
    timers,
    random: (bytes) => new Uint8Array(bytes),
    failed: (fault) => void state.faults.push(fault),
    exchanged: () => void state.exchanges++,
  };
  const loop = startPushLoop(context, desk);
  t.after(async () => {
    await loop.stop();
    await client.close();
  });
  return Object.assign(state, { wake: () => loop.wake() });
}

const arrived = ({ desk }: TestServer): string[][] =>
  desk.accepted.map(({ envelope }) =>
    JSON.parse(Buffer.from(envelope).toString()).objects.map(({ name }: { name: string }) => name),
  );
const resting = ({ timers }: Pushing) => until(() => timers.waits.some(({ ms }) => ms === 60_000));
const seven = Array.from({ length: 7 }, (_, index) => String(index));

test("pushes at once when the outbox grew, in order, and says where it stands", async (t) => {
  const server = await testServer(t);
  const push = pushing(t, server.url);
  await resting(push);
  assert.deepEqual(arrived(server), []);
  const start = Date.UTC(2015, 2, 11) * 1000;
  for (const name of ["a", "b"]) push.desk.release("baghdad", incident(name));
  push.wake();
  await until(() => push.exchanges === 1);
  push.desk.release("baghdad", incident("c"));
  push.wake();
  await until(() => push.exchanges === 2);
  assert.deepEqual(arrived(server), [["a", "b"], ["c"]]);
  assert.deepEqual(
    server.desk.accepted.map(({ position }) => position),
    [
      { after: 0, through: start + 1 },
      { after: start + 1, through: start + 2 },
    ],
  );
  assert.deepEqual(
    push.desk.reports.map(({ sent }) => sent),
    [2, 1],
  );
});

test("nothing is decided on or marked as served before the partner told what it takes, however long that took", async (t) => {
  const course: string[] = [];
  const server = await testServer(t);
  server.app.server.on("request", ({ method }) => void course.push(method!));
  const desk = testDesk("damascus", {});
  desk.release("baghdad", incident("a"));
  const { readOutbox } = desk;
  desk.readOutbox = (partner, request) => {
    course.push("decided");
    return readOutbox(partner, request);
  };
  const push = pushing(t, server.url, desk);
  await resting(push);
  assert.deepEqual(course, ["GET", "decided", "POST"]);
});

test("all versions are pushed, in batches of at most 1,000", async (t) => {
  const server = await testServer(t, { maxContentLength: 5_000_000 });
  const desk = testDesk("damascus", {});
  for (let index = 0; index < 1_001; index++) desk.release("baghdad", incident(`${index}`));
  desk.release("baghdad", incident("0", 2));
  const push = pushing(t, server.url, desk);
  await until(() => push.exchanges === 2);
  assert.deepEqual(
    arrived(server).map((names) => names.length),
    [1_000, 2],
  );
});

test("no POST is larger than the partner takes, and none is refused for it", async (t) => {
  const server = await testServer(t, { maxContentLength: 600 });
  const statuses = new Set<number>();
  server.app.server.on("request", (_request, response) => {
    response.on("finish", () => statuses.add(response.statusCode));
  });
  const desk = testDesk("damascus", {});
  for (const name of seven) desk.release("baghdad", incident(name));
  const push = pushing(t, server.url, desk);
  await until(() => arrived(server).flat().length === 7);
  assert.deepEqual(arrived(server).flat(), seven);
  assert.deepEqual([...statuses].sort(), [200, 202]);
  assert.deepEqual(push.faults, []);
});

test("one object too large for the partner is reported and passed over, and what follows is not called complete", async (t) => {
  const server = await testServer(t, { maxContentLength: 600 });
  const desk = testDesk("damascus", {});
  const large = incident("x".repeat(700));
  for (const object of [incident("a"), large, incident("b")]) desk.release("baghdad", object);
  const push = pushing(t, server.url, desk);
  await until(() => arrived(server).length === 2);
  await resting(push);
  assert.deepEqual(arrived(server), [["a"], ["b"]]);
  assert.deepEqual(
    desk.reports.flatMap(({ failures }) => failures.map(({ id }) => id)),
    [large.id],
  );
  const [first, last] = server.desk.accepted.map(({ position }) => position!);
  assert.ok(last!.after > first!.through);
});

test("failures in the partner's status are reported, and the rest goes on", async (t) => {
  const server = await testServer(t);
  const desk = testDesk("damascus", {});
  for (const name of ["a", "wrong", "b"]) desk.release("baghdad", incident(name));
  const push = pushing(t, server.url, desk);
  await until(() => push.exchanges === 1);
  assert.deepEqual(desk.reports[0]!.failures, [
    {
      id: incident("wrong").id,
      version: incident("wrong").modified,
      message: "held for checking",
    },
  ]);
});

test("an envelope that the partner refuses is halved until the object at fault is alone", async (t) => {
  const desk = testDesk("damascus", {});
  for (const name of seven) desk.release("baghdad", incident(name));
  const taken: string[] = [];
  const partner = await testPartner(t, (request, response) => {
    if (request.method === "GET")
      return answering(200, { max_content_length: 99_999 })(request, response);
    let text = "";
    request.setEncoding("utf8").on("data", (part) => (text += part));
    request.on("end", () => {
      const names = JSON.parse(text).objects.map(({ name }: { name: string }) => name);
      const poisoned = names.includes("4");
      if (!poisoned) taken.push(...names);
      const status = { id: "x", status: "complete", total_count: names.length };
      response.writeHead(poisoned ? 422 : 202, { "content-type": taxii });
      response.end(JSON.stringify(poisoned ? { title: "no" } : status));
    });
  });
  const push = pushing(t, partner.url, desk);
  await resting(push);
  assert.deepEqual(taken, ["0", "1", "2", "3", "5", "6"]);
  assert.deepEqual(
    desk.reports.flatMap(({ failures }) => failures.map(({ id }) => id)),
    [incident("4").id],
  );
  assert.deepEqual(push.faults, []);
});

test("while the partner fails nothing is lost or passed over, and the waits grow", async (t) => {
  const server = await testServer(t);
  const partner = await testPartner(t, answering(500, {}));
  const port = Number(new URL(partner.url).port);
  const push = pushing(t, partner.url);
  await resting(push);
  for (const name of seven) push.desk.release("baghdad", incident(name));
  push.wake();
  const failing: [string, Parameters<typeof testPartner>[1]][] = [
    ["partner-failing", answering(500, {})],
    ["partner-unreachable", (request) => request.socket.destroy()],
    ["partner-unreachable", () => undefined],
    ["partner-failing", answering(400, "<html>", { "content-type": "text/html" })],
    ["partner-login-refused", answering(401, {})],
    ["partner-failing", answering(429, {})],
  ];
  for (const [index, [code, answer]] of failing.entries()) {
    partner.answer = answer;
    if (index > 0) push.timers.waits[0]!.over();
    await until(() => push.faults.length === index + 1 && push.timers.waits.length === 1);
    assert.equal(push.faults[index]!.code, code);
    assert.equal(push.timers.waits[0]!.ms, 500 * 2 ** index);
  }
  assert.equal(push.desk.reports.length, 0);
  await partner.close();
  const forward = await testPartner(
    t,
    (request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (part) => (body += part));
      request.on("end", async () => {
        const { authorization } = request.headers;
        const headers = { authorization, "content-type": request.headers["content-type"] };
        const answer = await server.send(request.method!, request.url!, headers, body);
        response.writeHead(answer.status, { "content-type": taxii }).end(answer.text);
      });
    },
    { port },
  );
  push.timers.waits[0]!.over();
  await until(() => push.exchanges === 1);
  assert.deepEqual(arrived(server), [seven]);
  assert.equal(forward.seen.length, 2);
});

test("what the partner takes is asked again after a failure: it may be another server by then", async (t) => {
  const status = { id: "x", status: "complete", total_count: 1, max_content_length: 9_999 };
  const well: Parameters<typeof testPartner>[1] = (request, response) =>
    answering(request.method === "GET" ? 200 : 202, status)(request, response);
  const partner = await testPartner(t, well);
  const push = pushing(t, partner.url);
  for (const [name, answer] of [
    ["a", well],
    ["b", answering(500, {})],
  ] as const) {
    await resting(push);
    partner.answer = answer;
    push.desk.release("baghdad", incident(name));
    push.wake();
    await until(() => push.exchanges + push.faults.length === (name === "a" ? 1 : 2));
  }
  partner.answer = well;
  await until(() => push.timers.waits.length === 1);
  push.timers.waits[0]!.over();
  await until(() => push.exchanges === 2);
  assert.deepEqual(
    partner.seen.map((each) => each.split(" ")[0]),
    ["GET", "POST", "POST", "GET", "POST"],
  );
});

test("an answer that is lost leads to a second delivery, never to none", async (t) => {
  const server = await testServer(t);
  let lost = false;
  const partner = await testPartner(t, (request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part) => (body += part));
    request.on("end", async () => {
      const { authorization } = request.headers;
      const headers = { authorization, "content-type": request.headers["content-type"] };
      const answer = await server.send(request.method!, request.url!, headers, body);
      if (request.method === "POST" && !lost) {
        lost = true;
        request.socket.destroy();
      } else response.writeHead(answer.status, { "content-type": taxii }).end(answer.text);
    });
  });
  const desk = testDesk("damascus", {});
  desk.release("baghdad", incident("a"));
  const push = pushing(t, partner.url, desk);
  await until(() => push.faults.length === 1 && push.timers.waits.length === 1);
  push.timers.waits[0]!.over();
  await until(() => push.exchanges === 1);
  assert.deepEqual(arrived(server), [["a"], ["a"]]);
});

test("an empty outbox calls nobody", async (t) => {
  const partner = await testPartner(t, answering(500, {}));
  const push = pushing(t, partner.url);
  await resting(push);
  for (let ring = 0; ring < 5; ring++) {
    push.wake();
    await resting(push);
  }
  assert.deepEqual(partner.seen, []);
});
