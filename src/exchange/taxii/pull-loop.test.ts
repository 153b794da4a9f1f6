import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";

import { AppError } from "../../errors.ts";
import { type TestTimers, testTimers, until } from "../test-timers.ts";
import { taxiiClient } from "./client.ts";
import { startPullLoop } from "./pull-loop.ts";
import { incident, type TestDesk, testDesk } from "./test-desk.ts";
import { answering, testPartner } from "./test-partner.ts";
import { testServer } from "./test-server.ts";

const everyMs = 300_000;

interface Pulling {
  desk: TestDesk;
  timers: TestTimers;
  faults: AppError[];
  wake(): void;
  stop(): Promise<void>;
}

/** Damascus pulls baghdad's outbox for it from `url`. */
function pulling(t: TestContext, url: string, desk = testDesk("damascus", {})): Pulling {
  const login = { username: "damascus", password: "token-of-damascus" };
  const client = taxiiClient(
    { partner: "baghdad", url, pin: null, ...login },
    { connect: 1_000, silence: 300, whole: 5_000 },
  );
  const timers = testTimers();
  const faults: AppError[] = [];
  const random = (bytes: number): Uint8Array => new Uint8Array(bytes);
  const context = {
    partner: "baghdad",
    client,
    timers,
    random,
    failed: (fault: AppError) => void faults.push(fault),
    exchanged: () => undefined,
  };
  const loop = startPullLoop(context, desk, everyMs);
  t.after(async () => {
    await loop.stop();
    await client.close();
  });
  return { desk, timers, faults, wake: loop.wake, stop: loop.stop };
}

const taken = ({ accepted }: TestDesk): string[] =>
  accepted.flatMap(({ envelope }) =>
    JSON.parse(Buffer.from(envelope).toString()).objects.map(({ name }: { name: string }) => name),
  );
const resting = ({ timers }: Pulling) => until(() => timers.waits.some(({ ms }) => ms === everyMs));
const names = (count: number) => Array.from({ length: count }, (_, index) => String(index));

test("reads everything at the start, page by page, and keeps the place with each page", async (t) => {
  const server = await testServer(t);
  for (const name of names(2_500)) server.desk.release("damascus", incident(name));
  const pull = pulling(t, server.url);
  await resting(pull);
  assert.deepEqual(taken(pull.desk), names(2_500));
  const start = Date.UTC(2015, 2, 11) * 1000;
  assert.deepEqual(
    pull.desk.accepted.map(({ position }) => ({ ...position, next: typeof position!.next })),
    [
      { after: 0, through: start + 999, next: "string" },
      { after: start + 999, through: start + 1_999, next: "string" },
      { after: start + 1_999, through: start + 2_499, next: "object" },
    ],
  );
  assert.deepEqual(await pull.desk.pullCursor("baghdad"), { next: null, through: start + 2_499 });
});

test("while a page is stored the next one is made and looked at, and only what follows on is taken from it", async (t) => {
  const server = await testServer(t);
  for (const name of names(2_500)) server.desk.release("damascus", incident(name));
  const desk = testDesk("damascus", {});
  const { accept } = desk;
  desk.accept = async (...delivery) => {
    const first = desk.accepted.length === 0;
    await until(() => desk.ahead.length > 0);
    const status = await accept(...delivery);
    // By another way more has come meanwhile.
    if (first)
      await accept("baghdad", Buffer.from('{"objects":[]}'), { after: 0, through: start + 1_199 });
    return status;
  };
  await resting(pulling(t, server.url, desk));
  assert.deepEqual(taken(desk), names(2_500));
  const pages = desk.accepted.map(({ envelope }) => desk.ahead.indexOf(envelope));
  assert.deepEqual(pages, [-1, -1, -1, 1], "first, by another way, read anew, read ahead");
});

const start = Date.UTC(2015, 2, 11) * 1000;

test("goes on from the stored place when the time is over or when it is woken, all versions", async (t) => {
  const server = await testServer(t);
  const pull = pulling(t, server.url);
  await resting(pull);
  for (const day of [1, 2]) server.desk.release("damascus", incident("a", day));
  pull.timers.waits[0]!.over();
  await until(() => taken(pull.desk).length === 2);
  await resting(pull);
  server.desk.release("damascus", incident("b"));
  pull.wake();
  await until(() => taken(pull.desk).length === 3);
  assert.deepEqual(taken(pull.desk), ["a", "a", "b"]);
});

test("what was pushed meanwhile is not pulled again", async (t) => {
  const server = await testServer(t);
  for (const name of ["a", "b"]) server.desk.release("damascus", incident(name));
  const start = Date.UTC(2015, 2, 11) * 1000;
  const desk = testDesk("damascus", {});
  const pushed = Buffer.from(JSON.stringify({ objects: [incident("a")] }));
  await desk.accept("baghdad", pushed, { after: 0, through: start });
  const pull = pulling(t, server.url, desk);
  await resting(pull);
  assert.deepEqual(taken(desk), ["a", "b"]);
});

test("interrupted between two pages it goes on with the stored next", async (t) => {
  const server = await testServer(t);
  for (const name of names(1_500)) server.desk.release("damascus", incident(name));
  const desk = testDesk("damascus", {});
  const { accept } = desk;
  desk.accept = async (...delivery) => {
    const status = await accept(...delivery);
    desk.fault = new AppError("store-full");
    return status;
  };
  const pull = pulling(t, server.url, desk);
  await until(() => pull.faults.length === 1 && pull.timers.waits.length === 1);
  assert.equal(pull.faults[0]!.code, "store-full");
  await pull.stop();
  assert.equal(typeof (await desk.pullCursor("baghdad")).next, "string");
  desk.fault = null;
  desk.accept = accept;
  await resting(pulling(t, server.url, desk));
  assert.deepEqual(taken(desk), names(1_500));
});

test("a next of an earlier epoch is given up for date_added: nothing is missed or read twice", async (t) => {
  const server = await testServer(t);
  for (const name of names(1_500)) server.desk.release("damascus", incident(name));
  const desk = testDesk("damascus", {});
  const { accept } = desk;
  desk.accept = async (...delivery) => {
    server.desk.newEpoch();
    return accept(...delivery);
  };
  const pull = pulling(t, server.url, desk);
  await resting(pull);
  assert.deepEqual(taken(desk), names(1_500));
  assert.deepEqual(pull.faults, []);
});

test("a page that the desk refuses as a whole is read again later, never passed over", async (t) => {
  const server = await testServer(t);
  server.desk.release("damascus", incident("a"));
  const desk = testDesk("damascus", {});
  desk.fault = new AppError("json-malformed", { reason: "x" });
  const pull = pulling(t, server.url, desk);
  await until(() => pull.faults.length === 1 && pull.timers.waits.length === 1);
  assert.deepEqual(await desk.pullCursor("baghdad"), { next: null, through: 0 });
  pull.timers.waits[0]!.over();
  await until(() => taken(desk).length === 1);
});

test("where the place does not move, for a date that the desk does not follow, it does not go on at once", async (t) => {
  const dated = { "x-taxii-date-added-last": "2191-10-27T20:26:40.000000Z" };
  const partner = await testPartner(
    t,
    answering(200, { more: true, objects: [incident("a")] }, dated),
  );
  const desk = testDesk("damascus", {});
  const { accept } = desk;
  desk.accept = (from, envelope) => accept(from, envelope);
  const pull = pulling(t, partner.url, desk);
  await until(() => pull.faults.length === 1 && pull.timers.waits.length === 1);
  assert.equal(pull.faults[0]!.code, "partner-answer-wrong");
  assert.deepEqual(taken(desk), ["a"]);
});

test("while the partner fails the waits grow; afterwards everything comes", async (t) => {
  const partner = await testPartner(t, answering(500, {}));
  const pull = pulling(t, partner.url);
  const slow = (): void => undefined;
  for (const [index, answer] of [
    answering(503, {}),
    slow,
    answering(200, "<html>", { "content-type": "text/html" }),
    answering(200, { more: true }),
    answering(200, { more: true, objects: [incident("a")] }),
  ].entries()) {
    await until(() => pull.timers.waits.length === 1 && pull.faults.length === index + 1);
    assert.equal(pull.timers.waits[0]!.ms, 500 * 2 ** index);
    partner.answer = answer;
    pull.timers.waits[0]!.over();
  }
  await until(() => pull.timers.waits.length === 1 && pull.faults.length === 6);
  assert.deepEqual(
    pull.faults.map(({ code }) => code),
    [
      "partner-failing",
      "partner-failing",
      "partner-unreachable",
      "partner-answer-wrong",
      "partner-answer-wrong",
      "partner-answer-wrong",
    ],
  );
  assert.deepEqual(taken(pull.desk), []);
  partner.answer = answering(200, { more: false, objects: [incident("a")] });
  pull.timers.waits[0]!.over();
  await resting(pull);
  assert.deepEqual(taken(pull.desk), ["a"]);
});

test("what is missing of what came is asked for by id, and moves no place", async (t) => {
  const server = await testServer(t);
  const [one, other] = [incident("one"), incident("other")];
  server.desk.release("damascus", one);
  server.desk.release("damascus", other);
  const desk = testDesk("damascus", {});
  const pull = pulling(t, server.url, desk);
  await resting(pull);
  const cursor = await desk.pullCursor("baghdad");
  const before = desk.accepted.length;
  desk.wanted.push(one.id, incident("of nobody").id);
  pull.wake();
  await until(() => desk.accepted.length > before);
  assert.deepEqual(taken(desk).slice(2), ["one"]);
  assert.equal(desk.accepted.at(-1)!.position, undefined);
  assert.deepEqual(await desk.pullCursor("baghdad"), cursor);
});
