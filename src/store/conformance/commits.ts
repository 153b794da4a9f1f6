import assert from "node:assert/strict";
import { test } from "node:test";
import type { Batch } from "../port.ts";
import type { Harness } from "./harness.ts";
import { offer, record, sample, sampleId, together } from "./sample.ts";

/** Order, atomicity, epochs and durability of commits. */
export function commitTests({ withStore, withDirectory, open }: Harness): void {
  const moved = { code: "epoch-moved" };

  test("a batch decided under another epoch is refused whole", () =>
    withStore(async (store) => {
      assert.equal(await store.epoch(), 0);
      await store.commit({ ...together(), epoch: 0, nextEpoch: 7 });
      assert.equal(await store.epoch(), 7);
      const late: Batch = { ...together(record(sample(1, 1))), epoch: 0, nextEpoch: 8 };
      await assert.rejects(store.commit(late), moved);
      await assert.rejects(store.commit({ ...late, priority: "bulk" }), moved);
      assert.equal(await store.record(sampleId(1)), null);
      assert.equal(await store.epoch(), 7);
      await store.commit({ ...late, epoch: 7 });
      assert.equal(await store.epoch(), 8);
    }));

  test("a batch that expects a version to be the latest and live is refused whole where it is not", () =>
    withStore(async (store) => {
      const expecting = (n: number, modified: number) =>
        store.commit(
          together(record(sample(9, 1)), { do: "expect", id: sampleId(n), modified } as const),
        );
      await store.commit(together(record(sample(1, 10)), record(sample(2, 10))));
      await store.commit(
        together({ do: "withdraw", id: sampleId(2), throughModified: 10, reason: "", at: 1 }),
      );
      for (const [n, modified] of [
        [1, 9],
        [2, 10],
        [3, 1],
      ] as const) {
        await assert.rejects(expecting(n, modified), moved);
        assert.equal(await store.record(sampleId(9)), null);
      }
      await store.commit(together(record(sample(1, 20))));
      await assert.rejects(expecting(1, 10), moved);
      await expecting(1, 20);
      assert.notEqual(await store.record(sampleId(9)), null);
    }));

  test("of two that move the same epoch at once, one wins", () =>
    withStore(async (store) => {
      const race = [1, 2, 3].map((n) =>
        store.commit({ ...together(record(sample(n, 1))), epoch: 0, nextEpoch: n }),
      );
      const won = (await Promise.allSettled(race)).map(({ status }) => status === "fulfilled");
      assert.deepEqual(won, [true, false, false]);
      assert.equal((await store.heads([1, 2, 3].map((n) => sampleId(n)))).size, 1);
    }));

  test("a bulk batch is never half decided under one epoch and half under the next", () =>
    withStore(async (store) => {
      const groups = Array.from({ length: 4000 }, (_, n) => [record(sample(n, 1))]);
      const bulk = store.commit({ priority: "bulk", epoch: 0, groups });
      const change = store.commit({ ...together(), epoch: 0, nextEpoch: 1 });
      const outcomes = await Promise.allSettled([bulk, change]);
      const kept = (await store.heads(groups.map((_, n) => sampleId(n)))).size;
      const [written] = outcomes;
      assert.equal(kept, written.status === "fulfilled" ? groups.length : 0);
      assert.equal(outcomes[1].status, "fulfilled");
    }));

  test("a bulk batch takes all its groups, in order, whatever their number", () =>
    withStore(async (store) => {
      const rows = Array.from({ length: 1700 }, (_, n) => sample(n, 1));
      const groups = rows.map((row) => [record(row), offer(row, "amman")]);
      const result = await store.commit({ priority: "bulk", groups, nextEpoch: 3 });
      assert.deepEqual(
        result.records.map(({ row }) => row),
        rows.map((_, n) => n + 1),
      );
      assert.deepEqual(result.offered, ["amman"]);
      assert.equal(await store.epoch(), 3);
    }));

  test("an interactive batch overtakes bulk that waits", () =>
    withStore(async (store) => {
      const done: string[] = [];
      const bulk = [0, 1, 2, 3].map((part) => {
        const groups = Array.from({ length: 1000 }, (_, n) => [record(sample(part * 1000 + n, 1))]);
        return store.commit({ priority: "bulk", groups }).then(() => done.push(`bulk ${part}`));
      });
      const person = store
        .commit(together(record(sample(9999, 1))))
        .then(() => done.push("interactive"));
      await Promise.all([...bulk, person]);
      assert.ok(done.indexOf("interactive") < done.indexOf("bulk 3"), done.join());
      assert.deepEqual(
        done.filter((name) => name !== "interactive"),
        ["bulk 0", "bulk 1", "bulk 2", "bulk 3"],
      );
    }));

  test("batches that wait together keep their order and do not harm each other", () =>
    withStore(async (store) => {
      await store.commit(together({ do: "class", class: 1, key: "a" }));
      const wrong = { do: "class", class: 1, key: "b" } as const;
      const outcomes = await Promise.allSettled([
        store.commit(together(record(sample(1, 1)))),
        store.commit(together(record(sample(2, 1)), offer(sample(2, 1), "amman"), wrong)),
        store.commit(together(record(sample(3, 1)), offer(sample(3, 1), "amman"))),
        store.commit({ ...together(record(sample(4, 1))), epoch: 99 }),
        store.commit(together(record(sample(5, 1)))),
      ]);
      const codes = outcomes.map((outcome) =>
        outcome.status === "fulfilled" ? outcome.value.records[0]!.row : outcome.reason.code,
      );
      assert.deepEqual(codes, [1, "class-taken", 2, "epoch-moved", 3]);
      const { entries } = await store.outbox({ partner: "amman", limit: 10 });
      assert.deepEqual(
        entries.map(({ seq, id }) => [seq, id]),
        [[1, sampleId(3)]],
      );
    }));

  test("a group that fails is not torn, and what stands before it in bulk stays", () =>
    withStore(async (store) => {
      await store.commit(together({ do: "class", class: 1, key: "a" }));
      const groups = Array.from({ length: 2500 }, (_, n) => [record(sample(n, 1))]);
      groups[2400] = [record(sample(2400, 1)), { do: "class", class: 1, key: "b" }];
      await assert.rejects(store.commit({ priority: "bulk", groups }), { code: "class-taken" });
      assert.equal(await store.record(sampleId(2400)), null);
      assert.equal(await store.record(sampleId(2499)), null);
      const { records } = await store.commit(together(record(sample(0, 1))));
      assert.equal(records[0]!.outcome, "duplicate");
    }));

  test("nothing of a refused batch is remembered", () =>
    withStore(async (store) => {
      await store.commit(together({ do: "class", class: 1, key: "a" }));
      const wrong = { do: "class", class: 1, key: "b" } as const;
      const row = sample(1, 1, { kind: "note", words: "road", originator: "mosul" });
      const attempt = [record(row), offer(row, "amman")];
      await assert.rejects(store.commit(together(...attempt, wrong)), { code: "class-taken" });
      const { offered } = await store.commit(together(offer(row, "amman")));
      assert.deepEqual(offered, []);
      const other = sample(2, 1, { kind: "report", originator: "hasaka", words: "bridge" });
      await store.commit(together(record(other)));
      const result = await store.commit(together(...attempt));
      assert.deepEqual(result.offered, ["amman"]);
      assert.equal((await store.record(row.id))?.originator, "mosul");
      assert.equal((await store.record(other.id))?.originator, "hasaka");
      assert.deepEqual(await store.search(["road"], 9), Int32Array.of(2));
      const { entries } = await store.outbox({ partner: "amman", limit: 9 });
      assert.deepEqual(
        entries.map(({ seq, id }) => [seq, id]),
        [[1, row.id]],
      );
    }));

  test("what was committed is there after closing, and commits are refused then", () =>
    withDirectory(async (dir) => {
      const first = await open(dir, () => 1000);
      const row = sample(1, 1, { words: "w" });
      await first.commit({ ...together(record(row), offer(row, "amman")), nextEpoch: 4 });
      const unawaited = first.commit(together(record(sample(2, 1))));
      await first.close();
      await unawaited;
      await assert.rejects(first.commit(together()), { code: "store-closed" });
      await assert.rejects(first.epoch(), { code: "store-closed" });
      const second = await open(dir, () => 1000);
      assert.equal(await second.epoch(), 4);
      assert.equal((await second.record(row.id))?.body, row.body);
      assert.deepEqual(await second.search(["w"], 9), Int32Array.of(1));
      await second.commit(together(record(sample(3, 1)), offer(sample(3, 1), "amman")));
      const { entries } = await second.outbox({ partner: "amman", limit: 9 });
      assert.deepEqual(
        entries.map(({ seq, row: number, dateAdded }) => [seq, number, dateAdded]),
        [
          [1, 1, 1_000_000],
          [2, 3, 1_000_001],
        ],
      );
      await second.close();
    }));
}
