import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import report from "./test-reporter.mjs";

type Event = { type: string; data: unknown };

async function said(events: readonly Event[]): Promise<string> {
  async function* given() {
    yield* events;
  }
  let text = "";
  for await (const part of report(given())) text += part;
  return text;
}

const file = join(process.cwd(), "src/x.test.ts");
const failed = (error: object) => ({
  type: "test:fail",
  data: { file, line: 7, name: "it holds", details: { error } },
});
const summary = (counts: object) => ({ type: "test:summary", data: { counts } });

test("only failures are told, with place and cause, and what the file wrote", async () => {
  const text = await said([
    { type: "test:pass", data: { file, name: "fine" } },
    { type: "test:stderr", data: { file, message: "it could not be loaded\n" } },
    failed({ failureType: "testCodeFailure", cause: new Error("seed: 3, path: 1:2") }),
    failed({ failureType: "subtestsFailed", message: "1 subtest failed" }),
    { type: "test:summary", data: { file, duration_ms: 6100, counts: {} } },
    summary({ passed: 3, failed: 1, cancelled: 1, skipped: 2 }),
  ]);
  const lines = text.trimEnd().split("\n");
  assert.equal(lines[0], "✖ src/x.test.ts:7 it holds");
  assert.match(lines[1]!, /seed: 3, path: 1:2/);
  assert.ok(lines.includes("it could not be loaded"));
  assert.equal(text.match(/✖/g)?.length, 1);
  assert.equal(lines.at(-2), "   6 s  src/x.test.ts");
  assert.equal(lines.at(-1), '{"passed":3,"failed":2,"skipped":2}');
});

test("where all is well there is nothing to read but the counts", async () => {
  const counts = { passed: 3, failed: 0, cancelled: 0, skipped: 0 };
  assert.equal(await said([summary(counts)]), '{"passed":3,"failed":0,"skipped":0}\n');
});
