import assert from "node:assert/strict";
import test, { after } from "node:test";
import { seed } from "../seed.ts";
import { planted } from "./planted.ts";
import { runSeed } from "./run-seed.ts";
import { seedThreads } from "./run-seeds.ts";

const seeds = 100;
const parts = 4;
/** Within so many seeds each planted mistake must be found. */
const soon = 60;

const threads = seedThreads();
after(() => threads.close());

/** What must befall somebody within the seeds: of what did not, their passing says nothing. */
const looked = [
  ...["bundle written whole", "bundle carried", "bundle cut short", "bundle read again"],
  ...["request lost", "answer lost", "duplicate", "overtaken", "partition one way", "crash"],
  ...["commit refused", "clock wrong by days", "key rolled", "agreement tightened"],
  ...["restore beside the old store", "restore after the loss of the store"],
  ...["consent given", "consent taken-back", "part accepted", "part ready", "clash accepted"],
];
const befell = new Set<string>();

// In parts, each far from the time limit of a test.
for (let part = 0; part < parts; part++) {
  test(`networks of whole nodes under faults release nothing too much and lose nothing (${part + 1} of ${parts})`, async () => {
    const each = seeds / parts;
    const found: string[] = [];
    for await (const result of threads.run(seed + part * each, each)) {
      for (const fault of Object.keys(result.faults)) befell.add(fault);
      if (result.fault !== null)
        found.push(`npm run sim -- --seed ${result.seed}: ${result.fault}`);
    }
    assert.deepEqual(found, []);
  });
}

test("what the networks are tried with befell some of them", () => {
  assert.deepEqual(
    looked.filter((fault) => !befell.has(fault)),
    [],
  );
});

test("a seed tells the whole course", async () => {
  const [once, again, other] = [await runSeed(seed), await runSeed(seed), await runSeed(seed + 1)];
  assert.equal(once.hash, again.hash);
  assert.equal(once.steps, again.steps);
  assert.notEqual(once.hash, other.hash);
});

for (const mistake of Object.keys(planted)) {
  test(`a planted mistake is found: ${mistake}`, async () => {
    for await (const { fault } of threads.run(seed, soon, mistake)) if (fault !== null) return;
    assert.fail(`${soon} seeds did not show it`);
  });
}
