import assert from "node:assert/strict";
import { test } from "node:test";
import { latestAnswer } from "./latest-answer.ts";

/** A question whose answers come when the test says so. */
function asked() {
  const questions: PromiseWithResolvers<string>[] = [];
  const seen: string[] = [];
  const ask = latestAnswer(
    () => {
      const question = Promise.withResolvers<string>();
      questions.push(question);
      return question.promise;
    },
    (answer) => seen.push(answer),
    (error) => seen.push(`failed: ${String(error)}`),
  );
  return { ask, questions, seen };
}

test("an answer that comes after the one to a later question is dropped, and so is a late fault", async () => {
  const { ask, questions, seen } = asked();
  const all = [ask(), ask(), ask()];
  questions[2]!.resolve("new");
  await all[2];
  questions[0]!.resolve("old");
  questions[1]!.reject("offline");
  await Promise.all(all);
  assert.deepEqual(seen, ["new"]);
});

test("who asked earlier goes on only when the later answer is shown", async () => {
  const { ask, questions, seen } = asked();
  const first = ask().then(() => seen.push("first goes on"));
  const second = ask();
  questions[0]!.resolve("old");
  await new Promise((done) => setImmediate(done));
  assert.deepEqual(seen, []);
  questions[1]!.resolve("new");
  await Promise.all([first, second]);
  assert.deepEqual(seen, ["new", "first goes on"]);
});

test("each answer is shown where questions do not overlap, a fault too", async () => {
  const { ask, questions, seen } = asked();
  const first = ask();
  questions[0]!.resolve("one");
  await first;
  const second = ask();
  questions[1]!.reject("offline");
  await second;
  assert.deepEqual(seen, ["one", "failed: offline"]);
});
