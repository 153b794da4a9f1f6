import assert from "node:assert/strict";
import { test } from "node:test";
import { dice } from "../../src/release/test/random-world.ts";
import { askCedar, cedarOracle, faultsOf } from "./oracle.ts";
import { questionOf, worldOf } from "./questions.ts";
import { translate } from "./translate.ts";

const between = { giver: "baghdad", to: "damascus", at: 0 };
const record = {
  kind: "incident",
  level: 0,
  topics: [],
  beyondTopics: false,
  caveats: [],
  reshare: "none",
  originatorControl: false,
  release: "agreements",
  originator: "baghdad",
  originators: ["baghdad"],
  recipients: [],
  consents: [],
  areas: 0,
  inside: [],
};
const everything = "permit(principal, action, resource);";

test("Cedar skips a forbid that it cannot evaluate, and the answer is no all the same", () => {
  const policies = {
    "agreement/g1": everything,
    "agreement/r1": `forbid(principal, action, resource) when { context.missing == "x" };`,
  };
  const answer = askCedar(policies, between, record, false);
  // By itself Cedar allows this, for the grant.
  assert.deepEqual(answer.clauses, ["agreement/g1"]);
  assert.equal(answer.allowed, false);
  assert.match(answer.errors.join(), /agreement\/r1.*missing/);
});

test("a record without an attribute is refused, and a policy that asks for an unknown one is found", () => {
  const { release: _, ...without } = record;
  const asked = askCedar({ "agreement/g1": everything }, between, without, true);
  assert.equal(asked.allowed, false);
  assert.match(asked.errors.join(), /release/);
  assert.equal(askCedar({ "agreement/g1": everything }, between, record, true).allowed, true);
  const faults = faultsOf({ r1: `forbid(principal, action, resource) when { context.missing };` });
  assert.match(faults.join(), /missing/);
});

test("policies and requests of random worlds keep to the schema", () => {
  for (let seed = 0; seed < 20; seed++) {
    const roll = dice(seed);
    const input = worldOf(roll);
    const { decide, why } = translate(input);
    assert.deepEqual(faultsOf(decide), []);
    assert.deepEqual(faultsOf(why), []);
    const oracle = cedarOracle(input);
    for (let asked = 0; asked < 30; asked++) {
      const question = questionOf(roll, input);
      const answer = oracle.decideStrictly(question);
      assert.deepEqual(answer.errors, []);
      assert.deepEqual(answer, oracle.decide(question));
    }
  }
});
