import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { pino } from "pino";
import { fullClearance, lowestClearance } from "../domain/clearance.ts";
import { AppError } from "../errors.ts";
import { longCheck, type Progress } from "./long-check.ts";

const desk = { clock: () => 1_426_060_800_000, log: pino({ level: "silent" }) };
const amal = { name: "amal", clearance: fullClearance };

test("a check runs once at a time, tells how far it is, and keeps what it found", async () => {
  let begun = 0;
  let tell: Progress = () => undefined;
  let end: (found: string) => void = () => undefined;
  const check = longCheck(desk, (progress) => {
    begun++;
    tell = progress;
    return new Promise<string>((resolve) => (end = resolve));
  });
  assert.equal(check.state(amal), null);
  check.start(amal);
  assert.equal(check.start({ ...amal, name: "basil" }).by, "amal");
  tell(500, 1204);
  const { done, of, finished } = check.state(amal)!;
  assert.deepEqual([begun, done, of, finished], [1, 500, 1204, null]);
  end("nothing");
  await turn();
  assert.equal(check.state(amal)!.found, "nothing");
  assert.equal(check.state(amal)!.finished, "2015-03-11T08:00:00.000Z");
  check.start(amal);
  assert.equal(begun, 2);
});

test("one that fails is finished and found nothing, and may be begun again", async () => {
  const check = longCheck(desk, async () => {
    throw new Error("the disk");
  });
  check.start(amal);
  await turn();
  const { finished, found } = check.state(amal)!;
  assert.deepEqual([typeof finished, found], ["string", null]);
  assert.equal(check.start(amal).finished, null);
});

test("who may not see everything neither begins it nor is told of it", () => {
  const check = longCheck(desk, async () => "all");
  const low = { name: "low", clearance: lowestClearance };
  for (const ask of [() => check.start(low), () => check.state(low)])
    assert.throws(ask, (e) => e instanceof AppError && e.code === "clearance-full-needed");
});
