import assert from "node:assert/strict";
import { test } from "node:test";
import { harness } from "../conformance/harness.ts";
import { offer, record, sample, sampleId, together } from "../conformance/sample.ts";
import type { Batch, QuarantineEntry } from "../port.ts";
import { openStore } from "./open.ts";

const { withDirectory } = harness((dir, clock) => openStore(dir, { clock }));
const full = { code: "store-full" };
const maxPages = 400;

function quarantine(n: number): Batch {
  const entry: QuarantineEntry = {
    ...{ key: String(n), partner: "amman", at: n, code: "schema-invalid", id: null },
    ...{ body: "x".repeat(60_000), detail: "" },
  };
  return together({ do: "quarantine", entry });
}

test("a full disk refuses the commit whole, and the node goes on once there is space", () =>
  withDirectory(async (dir) => {
    const store = await openStore(dir, { maxPages });
    let stored = 0;
    const fill = async () => {
      for (; ; stored++) await store.commit(quarantine(stored));
    };
    await assert.rejects(fill(), full);
    assert.equal(await store.quarantineCount(), stored);
    const row = sample(1, 1, { words: "road", body: "x".repeat(100_000) });
    const whole = together(record(row), offer(row, "amman"));
    await assert.rejects(store.commit({ ...whole, nextEpoch: 5 }), full);
    assert.equal(await store.epoch(), 0);
    assert.equal(await store.record(row.id), null);
    assert.equal((await store.outboxState("amman")).last, 0);
    assert.deepEqual(await store.search(["road"], 1), new Int32Array());
    await store.commit(together({ do: "quarantine-remove", key: "0" }));
    await store.commit(together({ do: "quarantine-remove", key: "1" }));
    const { records } = await store.commit({ ...whole, nextEpoch: 5 });
    assert.deepEqual(records, [{ row: 1, outcome: "written", replaced: 0, latest: true }]);
    const { entries } = await store.outbox({ partner: "amman", limit: 1 });
    assert.deepEqual([entries[0]?.seq, entries[0]?.row], [1, 1]);
    assert.deepEqual(await store.search(["road"], 1), Int32Array.of(1));
    await store.close();
  }));

test("a bulk batch that fills the disk leaves whole groups and takes the rest later", () =>
  withDirectory(async (dir) => {
    const groups = Array.from({ length: 4000 }, (_, n) => {
      const row = sample(n, 1, { body: "x".repeat(400) });
      return [record(row), offer(row, "amman")];
    });
    const small = await openStore(dir, { maxPages });
    const told: { rows: number[]; groups: unknown[] }[] = [];
    const commit = small.commit({ priority: "bulk", groups }, ({ records }, parts) => {
      told.push({ rows: records.map(({ row }) => row), groups: parts });
    });
    await assert.rejects(commit, full);
    const on = await small.scan(0, 5000);
    const stored = on.length;
    assert.ok(stored > 0);
    assert.deepEqual(
      told.flatMap(({ rows }) => rows),
      on.map(({ row }) => row),
    );
    assert.deepEqual(
      told.flatMap((part) => part.groups),
      groups.slice(0, stored),
    );
    assert.ok(stored < groups.length);
    assert.equal((await small.outboxState("amman")).last, stored);
    await small.close();
    const large = await openStore(dir);
    const { records } = await large.commit({ priority: "bulk", groups });
    assert.deepEqual(
      records.map(({ outcome }) => outcome),
      groups.map((_, n) => (n < stored ? "duplicate" : "written")),
    );
    const { entries } = await large.outbox({ partner: "amman", limit: 5000 });
    assert.deepEqual(
      entries.map(({ id }) => id),
      groups.map((_, n) => sampleId(n)),
    );
    await large.close();
  }));

test("of batches that wait together only the one that does not fit is refused", () =>
  withDirectory(async (dir) => {
    const store = await openStore(dir, { maxPages });
    const large = sample(2, 1, { body: "x".repeat(4_000_000) });
    const outcomes = await Promise.allSettled([
      store.commit(together(record(sample(0, 1)))),
      store.commit(together(record(sample(1, 1)))),
      store.commit(together(record(large), offer(large, "amman"))),
      store.commit(together(record(sample(3, 1)), offer(sample(3, 1), "amman"))),
    ]);
    assert.deepEqual(
      outcomes.map((o) => (o.status === "fulfilled" ? o.value.records[0]!.row : o.reason.code)),
      [1, 2, "store-full", 3],
    );
    const heads = await store.heads([0, 1, 2, 3].map((n) => sampleId(n)));
    assert.deepEqual(
      [...heads.keys()],
      [0, 1, 3].map((n) => sampleId(n)),
    );
    assert.equal((await store.outboxState("amman")).last, 1);
    await store.close();
  }));
