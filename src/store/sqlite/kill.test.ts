import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { harness } from "../conformance/harness.ts";
import { sampleId } from "../conformance/sample.ts";
import type { Store } from "../port.ts";
import { openStore } from "./open.ts";

const { withDirectory } = harness((dir, clock) => openStore(dir, { clock }));

function start(task: "hold" | "load", dir: string): { child: ChildProcess; lines: string[] } {
  const script = fileURLToPath(new URL("./store-child.ts", import.meta.url));
  const child = spawn(process.execPath, [script, task, dir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  createInterface(child.stdout!).on("line", (line) => lines.push(line));
  return { child, lines };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(2);
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, "close");
  child.kill("SIGKILL");
  await gone;
}

test("a second process is refused, and kill -9 of the first lets it in", () =>
  withDirectory(async (dir) => {
    const { child, lines } = start("hold", dir);
    await until(() => lines.length > 0);
    await assert.rejects(openStore(dir), { code: "store-locked", parts: { dir } });
    await kill(child);
    const store = await openStore(dir);
    await store.close();
  }));

test("one process cannot open a directory twice either", () =>
  withDirectory(async (dir) => {
    const first = await openStore(dir);
    await assert.rejects(openStore(dir), { code: "store-locked" });
    await first.commit({ priority: "interactive", groups: [] });
    await assert.rejects(openStore(dir), { code: "store-locked" });
    await first.close();
    await (await openStore(dir)).close();
  }));

// Each time the process is killed somewhere else inside a batch of several transactions.
for (const wait of [0, 15, 40, 90]) {
  test(`kill -9 ${wait} ms into a bulk load loses nothing acknowledged and tears no group`, () =>
    withDirectory(async (dir) => {
      const { child, lines } = start("load", dir);
      await until(() => lines.length > 2);
      await delay(wait);
      await kill(child);
      const acknowledged = Number(lines.at(-1));
      const store = await openStore(dir);
      await requireWhole(store, acknowledged);
      await store.close();
    }));
}

/** Every group that is there has its record, both offers, its words and its document; none is missing before it. */
async function requireWhole(store: Store, acknowledged: number): Promise<void> {
  const records = await store.scan(0, 1_000_000);
  const stored = records.length;
  assert.ok(stored >= acknowledged, `${stored} of ${acknowledged}`);
  const expected = Array.from({ length: stored }, (_, n) => sampleId(n));
  assert.deepEqual(
    records.map(({ id }) => id),
    expected,
  );
  for (const partner of ["amman", "erbil"]) {
    const { entries } = await store.outbox({ partner, limit: 1_000_000 });
    assert.deepEqual(
      entries.map(({ id, seq, row }) => [id, seq, row]),
      expected.map((id, n) => [id, n + 1, n + 1]),
    );
    assert.equal((await store.outboxState(partner)).pending, stored);
  }
  assert.equal((await store.documents("of-group")).length, stored);
  assert.equal((await store.search(["word"], 1_000_000)).length, stored);
  assert.equal((await store.pictureColumns()).row.length, stored);
}
