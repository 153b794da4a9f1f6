import assert from "node:assert/strict";
import { test } from "node:test";
import { compilePolicy } from "../../src/release/compile.ts";
import { compareWorld, noCounts, outcomes, type Engine } from "./compare.ts";

const parts = 5;
const worlds = 50;
const questions = 200;
const counts = noCounts();

for (let part = 0; part < parts; part++) {
  test(`the engine decides and explains as Cedar does: ${worlds * questions} cases, part ${part + 1} of ${parts}`, () => {
    for (let seed = part * worlds; seed < (part + 1) * worlds; seed++) {
      compareWorld(seed, questions, compilePolicy, counts, { conditions: seed % 5 === 0 });
    }
    assert.equal(counts.disagreed, 0, JSON.stringify(counts.disagreements, null, 1));
  });
}

test("what was compared is mixed: much is allowed, much is not, for every reason", () => {
  assert.equal(counts.cases, 50_000);
  const share = counts.allowed / counts.cases;
  assert.ok(share > 0.3 && share < 0.7, `${share} are allowed`);
  for (const outcome of outcomes)
    assert.ok(counts[outcome] > 1000, `${outcome}: ${counts[outcome]}`);
  const conditions = Object.entries(counts.conditions);
  assert.equal(conditions.length, 10, "each condition of a grant fails somewhere");
  for (const [condition, count] of conditions) assert.ok(count > 20, `${condition}: ${count}`);
});

const wrong: Record<string, Engine> = {
  "no red lines": (input) =>
    compilePolicy({
      ...input,
      versions: input.versions.map((version) => ({
        ...version,
        form: { ...version.form, redLines: [] },
      })),
    }),
  "a clock that stands still": (input) => compilePolicy({ ...input, at: input.at - 1 }),
  "everything may be passed on": (input) => {
    const policy = compilePolicy(input);
    return {
      admits: (subject, particulars, to) =>
        policy.admits({ ...subject, originator: input.self }, particulars, to),
      explain: policy.explain,
    };
  },
  "no explanation": (input) => {
    const policy = compilePolicy(input);
    return {
      admits: policy.admits,
      explain: (...asked) => ({ ...policy.explain(...asked), decidedBy: [] }),
    };
  },
  "no reasons": (input) => {
    const policy = compilePolicy(input);
    return {
      admits: policy.admits,
      explain: (...asked) => ({ ...policy.explain(...asked), reasons: [] }),
    };
  },
};

for (const [name, engine] of Object.entries(wrong)) {
  test(`an engine that is wrong is found: ${name}`, () => {
    const counts = noCounts();
    for (let seed = 0; seed < 20; seed++) {
      compareWorld(seed, 30, engine, counts, { conditions: true });
    }
    assert.ok(counts.disagreed > 5, `${counts.disagreed} disagreements`);
    assert.ok(counts.disagreements.length > 0);
  });
}
