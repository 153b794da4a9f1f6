import assert from "node:assert/strict";
import test from "node:test";
import { seed } from "../seed.ts";
import { planted } from "./planted.ts";
import { runSeed } from "./run-seed.ts";

const seeds = 8;
const parts = 2;
/** Within so many seeds each planted mistake must be found. */
const soon = 30;

// In parts, each far from the time limit of a test.
for (let part = 0; part < parts; part++) {
  test(`networks of whole nodes under faults release nothing too much and lose nothing (${part + 1} of ${parts})`, async () => {
    for (let next = part; next < seeds; next += parts) {
      const { fault, tail } = await runSeed(seed + next);
      assert.equal(fault, null, `npm run sim -- --seed ${seed + next}\n${tail.join("\n")}`);
    }
  });
}

test("a seed tells the whole course", async () => {
  const [once, again, other] = [await runSeed(seed), await runSeed(seed), await runSeed(seed + 1)];
  assert.equal(once.hash, again.hash);
  assert.equal(once.steps, again.steps);
  assert.notEqual(once.hash, other.hash);
});

for (const [mistake, ports] of Object.entries(planted)) {
  test(`a planted mistake is found: ${mistake}`, async () => {
    for (let next = 0; next < soon; next++) {
      const { fault } = await runSeed(seed + next, ports);
      if (fault) return;
    }
    assert.fail(`${soon} seeds did not show it`);
  });
}
