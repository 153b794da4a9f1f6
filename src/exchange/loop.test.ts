import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";

import { AppError } from "../errors.ts";
import { startLoop } from "./loop.ts";
import { type TestTimers, testTimers, until } from "./test-timers.ts";

type Step = (signal: AbortSignal) => Promise<"again" | "rest">;

function looping(t: TestContext, step: Step) {
  const timers: TestTimers = testTimers();
  const failures: AppError[] = [];
  const random = (bytes: number): Uint8Array => new Uint8Array(bytes).fill(255);
  const failed = (error: AppError): void => void failures.push(error);
  const loop = startLoop({ timers, random, restMs: 60_000, failed }, step);
  t.after(() => loop.stop());
  return { timers, failures, loop };
}

test("goes on after 'again', rests after 'rest' until it is woken or the time is over", async (t) => {
  const outcomes: ("again" | "rest")[] = ["again", "again", "rest", "rest", "rest"];
  let steps = 0;
  const { timers, loop } = looping(t, async () => outcomes[steps++] ?? "rest");
  await until(() => timers.waits.length === 1);
  assert.equal(steps, 3);
  loop.wake();
  await until(() => steps === 4 && timers.waits.length === 1);
  assert.equal(timers.waits[0]!.ms, 60_000);
  timers.waits[0]!.over();
  await until(() => steps === 5);
});

test("a ring during a step is kept, many are one", async (t) => {
  const gates: (() => void)[] = [];
  const { timers, loop } = looping(t, async () => {
    await new Promise<void>((resolve) => gates.push(resolve));
    return "rest";
  });
  for (let ring = 0; ring < 3; ring++) loop.wake();
  gates[0]!();
  await until(() => gates.length === 2);
  gates[1]!();
  await until(() => timers.waits.length === 1);
  assert.equal(gates.length, 2);
});

test("waits longer after each failure in a row, not for a ring, and begins anew after a success", async (t) => {
  let broken = true;
  const { timers, failures, loop } = looping(t, async () => {
    if (broken) throw new AppError("partner-failing", { status: 500 });
    return "rest";
  });
  for (const expected of [1_000, 2_000, 4_000]) {
    await until(() => timers.waits.length === 1);
    loop.wake();
    assert.equal(timers.waits[0]!.ms, expected);
    timers.waits[0]!.over();
  }
  await until(() => timers.waits.length === 1);
  broken = false;
  timers.waits[0]!.over();
  await until(() => timers.waits[0]?.ms === 60_000);
  assert.equal(failures.length, 4);
  broken = true;
  loop.wake();
  await until(() => timers.waits[0]?.ms === 1_000);
});

test("retry cuts the wait after a failure short", async (t) => {
  let steps = 0;
  const { timers, loop } = looping(t, async () => {
    if (steps++ === 0) throw new Error("broken");
    return "rest";
  });
  await until(() => timers.waits.length === 1);
  loop.retry();
  await until(() => steps === 2);
});

test("what is not an AppError is told as internal", async (t) => {
  const { failures } = looping(t, async () => {
    throw new Error("broken");
  });
  await until(() => failures.length === 1);
  assert.equal(failures[0]!.code, "internal");
});

test("stop breaks off a step, a rest and a wait, and no step follows", async (t) => {
  const steps: Step[] = [
    (signal) =>
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error()))),
    async () => "rest",
    async () => {
      throw new Error("broken");
    },
  ];
  for (const step of steps) {
    let count = 0;
    const { loop, failures } = looping(t, (signal) => {
      count++;
      return step(signal);
    });
    await new Promise((resolve) => setImmediate(resolve));
    const told = failures.length;
    await loop.stop();
    loop.wake();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(count, 1);
    assert.equal(failures.length, told);
  }
});
