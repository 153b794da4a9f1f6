import assert from "node:assert/strict";
import { test } from "node:test";

import { AppError } from "../../errors.ts";
import { checkEnvelope } from "./check-envelope.ts";
import { inlineChecker, pooledChecker } from "./checker.ts";
import { checkContext, envelopeOf, signedIncidents } from "./samples.ts";

test("a pool answers exactly as the same thread does, whatever the size", async () => {
  const checker = pooledChecker(2);
  try {
    for (const count of [1, 200]) {
      const bytes = envelopeOf([...signedIncidents(count), { type: "weapon" }]);
      const expected = checkEnvelope(bytes, checkContext);
      const checked = await checker.check(Uint8Array.from(bytes), checkContext);
      assert.deepEqual(JSON.parse(JSON.stringify(checked)), JSON.parse(JSON.stringify(expected)));
      assert.equal(checked.objects.at(-1)?.ok, false);
      assert.equal(checked.objects.length, count + 1);
    }
  } finally {
    await checker.close();
  }
});

test("bodies that wait for a thread are all answered, each with its own", async () => {
  const checker = pooledChecker(1);
  try {
    const counts = [80, 90, 100, 110];
    const answers = await Promise.all(
      counts.map((count) => checker.check(envelopeOf(signedIncidents(count)), checkContext)),
    );
    assert.deepEqual(
      answers.map(({ objects }) => objects.filter((one) => one.ok).length),
      counts,
    );
  } finally {
    await checker.close();
  }
});

test("labels that became known in between are known to the threads", async () => {
  const checker = pooledChecker(1);
  try {
    const labels = new Map<string, never>();
    const context = { ...checkContext, labels };
    const bytes = () => envelopeOf(signedIncidents(100));
    const before = await checker.check(bytes(), context);
    assert.deepEqual(
      new Set(before.objects.map((one) => !one.ok && one.code)),
      new Set(["label-unknown"]),
    );
    for (const [id, label] of checkContext.labels) labels.set(id, label as never);
    const after = await checker.check(bytes(), context);
    assert.ok(after.objects.every((one) => one.ok));
  } finally {
    await checker.close();
  }
});

test("a fault of the whole envelope keeps its code between threads", async () => {
  const checker = pooledChecker(1);
  const text = `{"objects":[],"objects":["${"x".repeat(100_000)}"]}`;
  const isDuplicate = (error: unknown) =>
    error instanceof AppError && error.code === "json-duplicate-key";
  try {
    await assert.rejects(checker.check(Buffer.from(text), checkContext), isDuplicate);
    await assert.rejects(inlineChecker().check(Buffer.from(text), checkContext), isDuplicate);
  } finally {
    await checker.close();
  }
});

test("closing ends what is under way instead of leaving it unanswered", async () => {
  const checker = pooledChecker(1);
  const first = checker.check(envelopeOf(signedIncidents(100)), checkContext);
  const second = checker.check(envelopeOf(signedIncidents(100)), checkContext);
  const ended = Promise.allSettled([first, second]);
  await checker.close();
  for (const result of await ended) assert.equal(result.status, "rejected");
});
