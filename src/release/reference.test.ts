import assert from "node:assert/strict";
import { test } from "node:test";
import { compilePolicy } from "./compile.ts";
import {
  dice,
  partners,
  randomDerived,
  randomParticulars,
  randomSubject,
  randomWorld,
} from "./test/random-world.ts";
import { referenceAdmitsOneOff, referenceAllows, referenceHold } from "./test/reference.ts";

const worlds = 400;
const cases = 50;

for (const [records, randomRecord] of [
  ["records", randomSubject],
  ["derived records", randomDerived],
] as const) {
  test(`the engine decides on ${records} as the rules written out slowly, ${worlds * cases} times`, () => {
    const roll = dice(20150311);
    let allowed = 0;
    let needing = 0;
    let held = 0;
    let beside = 0;
    let warned = 0;
    for (let world = 0; world < worlds; world++) {
      const input = randomWorld(roll);
      const policy = compilePolicy(input);
      for (let asked = 0; asked < cases; asked++) {
        const subject = randomRecord(roll);
        const particulars = randomParticulars(roll);
        const to = partners.filter((partner) => partner !== "baghdad")[Math.floor(roll() * 4)]!;
        const expected = referenceAllows(input, subject, particulars, to);
        const decided = policy.admits(subject, particulars, to);
        if (decided !== expected) {
          const shown = JSON.stringify({ input, subject, particulars, to }, null, 1);
          assert.fail(`expected ${expected}, decided ${decided}\n${shown}`);
        }
        if (expected) allowed++;
        const otherwise = { ...subject, kind: "incident" };
        if (expected && subject.kind === "warning")
          warned += referenceAllows(input, otherwise, particulars, to) ? 0 : 1;
        const hold = expected ? referenceHold(input, subject, particulars, to) : 0;
        if (expected) assert.equal(policy.hold(subject, particulars, to), hold);
        if (hold > 0) held++;
        const oneOff = referenceAdmitsOneOff(input, subject, particulars, to);
        assert.equal(policy.admitsOneOff(subject, particulars, to), oneOff);
        if (oneOff && !expected) beside++;
        if (policy.needsParticulars(subject)) needing++;
      }
    }
    const share = allowed / (worlds * cases);
    assert.ok(share > 0.3 && share < 0.7, `${share} are allowed`);
    assert.ok(held > 700, `${held} are held`);
    assert.ok(warned > 50, `${warned} go as warnings alone`);
    assert.ok(beside > 100, `${beside} may go once, beside all grants`);
    assert.ok(needing > 2000, `${needing} need a look at the record`);
  });
}
