import assert from "node:assert/strict";
import { test } from "node:test";
import { awaitingWord, standingVersion } from "./standing.ts";

const day = (number: number) => `2015-03-0${number}T00:00:00.000Z`;
const signed = (by: string, number: number) => ({
  ...{ by, act: "sign" as const, version: day(number), at: day(number), reason: null },
});
type Listed = Parameters<typeof standingVersion>[0];
const form = { parties: ["baghdad", "damascus"] } as Listed["form"];
const listed = (signatures: unknown[], awaiting: string[], more: object = {}) =>
  ({ ...{ form, modified: day(3), state: "in-force", awaiting, signatures }, ...more }) as Listed;

test("while a newer version waits, the newest that both sides signed goes on", () => {
  const both = [1, 2].flatMap((number) => [signed("baghdad", number), signed("damascus", number)]);
  const awaited = ["baghdad", "damascus"];
  assert.equal(standingVersion(listed(both, awaited), "baghdad"), day(2));
  const half = [...both, signed("baghdad", 3)];
  assert.equal(standingVersion(listed(half, ["damascus"]), "baghdad"), day(2));
  assert.equal(standingVersion(listed([...half, signed("damascus", 3)], []), "baghdad"), null);
});

test("what was never in force has no version that goes on", () => {
  const one = [signed("baghdad", 3)];
  assert.equal(standingVersion(listed(one, ["damascus"], { state: "proposed" }), "baghdad"), null);
  assert.equal(standingVersion(listed([signed("damascus", 1)], ["baghdad"]), "baghdad"), null);
});

test("in a coalition each member goes by what it signed itself", () => {
  const charter = { form: { ...form, coalition: { lead: "damascus" } } };
  const words = [signed("baghdad", 2), signed("damascus", 3)];
  assert.equal(standingVersion(listed(words, ["baghdad"], charter), "baghdad"), day(2));
  assert.equal(standingVersion(listed(words, ["baghdad"], charter), "damascus"), null);
});

test("whose word is awaited is told of it", () => {
  const list = [listed([], ["baghdad"]), listed([], ["damascus"])];
  assert.deepEqual(awaitingWord(list, "baghdad"), [list[0]]);
});
