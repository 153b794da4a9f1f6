import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { Change, PutNotice, ReadEntry } from "../port.ts";
import type { Harness } from "./harness.ts";
import { together } from "./sample.ts";

/** The log of reads, and what readers are told. */
export function readsTests({ withStore }: Harness): void {
  const [one, two] = ["incident--00000000-0000-4000-8000-00000000000", "report--x"] as const;
  const id = `${one}1`;
  const entry = (at: number, over: Partial<ReadEntry> = {}): ReadEntry => ({
    ...{ at, person: "amal", how: "opened", versions: [{ id, modified: 1 }] },
    ...over,
  });
  const noted = (...entries: ReadEntry[]) =>
    together(...entries.map((read): Change => ({ do: "read", read })));
  const notice = (over: Partial<PutNotice> = {}): PutNotice => ({
    ...{ person: "amal", id, throughModified: 2, by: "damascus", reason: "wrong", at: 9 },
    ...{ confirmed: null, ...over },
  });

  test("lines are chained, and say what was read so that it can be written down again with the same hashes", () =>
    withStore((store) =>
      withStore(async (other) => {
        const entries = [
          entry(1),
          entry(2, { how: "listed", query: '{"q":"x"}', person: "basim" }),
          entry(3, {
            versions: [
              { id: `${one}2`, modified: 5 },
              { id, modified: 1 },
              { id, modified: 2 },
              { id: two, modified: 1 },
            ],
          }),
          entry(4, { versions: [], query: "held" }),
        ];
        await store.commit(noted(...entries));
        const lines = await store.readLog(0, 9);
        let hash = Buffer.alloc(32);
        for (const line of lines) {
          hash = createHash("sha256").update(hash).update(line.text).digest();
          assert.equal(line.hash, hash.toString("hex"));
        }
        const found = await store.readEntries(0, 9);
        assert.deepEqual(
          found.map(({ read }) => read),
          entries,
        );
        assert.deepEqual(
          found.map(({ line }) => line),
          lines,
        );
        assert.equal((await store.readEntries(1, 2)).length, 2);
        await other.commit(noted(...found.map(({ read }) => read)));
        assert.deepEqual(await other.readLog(0, 9), lines);
        assert.deepEqual(await other.readersOf(id), await store.readersOf(id));
      }),
    ));

  test("the log is read page by page from its end, and for one person within so many lines", () =>
    withStore(async (store) => {
      const page = { limit: 2, within: 9, versions: 1 };
      assert.deepEqual(await store.lastReads(page), { reads: [], next: null });
      const several = { versions: [1, 2, 3].map((modified) => ({ id, modified })) };
      const entries = [entry(1, { person: "basim" }), entry(2, several), entry(3, { query: "q" })];
      await store.commit(noted(...entries));
      const newest = await store.lastReads(page);
      assert.deepEqual(newest, {
        reads: [
          { ...entries[2]!, number: 3, count: 1 },
          { ...entries[1]!, number: 2, count: 3, versions: [{ id, modified: 1 }] },
        ],
        next: 2,
      });
      const oldest = await store.lastReads({ ...page, before: 2 });
      assert.deepEqual(oldest, { reads: [{ ...entries[0]!, number: 1, count: 1 }], next: null });
      const his = { ...page, person: "basim" };
      const { reads, next } = await store.lastReads(his);
      assert.deepEqual([reads.map(({ number }) => number), next], [[1], null]);
      assert.deepEqual(await store.lastReads({ ...his, within: 1 }), { reads: [], next: 3 });
    }));

  test("a notice is put as it stood elsewhere, once, and confirmed where that one is", () =>
    withStore(async (store) => {
      await store.commit(noted(entry(1)));
      const put = (over?: Partial<PutNotice>) =>
        store.commit(together({ do: "notice", notice: notice(over) }));
      assert.deepEqual((await put()).told, ["amal"]);
      assert.deepEqual((await put()).told, []);
      const [told, ...more] = await store.notices("amal", 9);
      assert.deepEqual(told, {
        ...{ id, by: "damascus", reason: "wrong", at: 9, how: ["opened"] },
      });
      assert.deepEqual(more, []);
      assert.deepEqual((await put({ confirmed: 10 })).told, []);
      assert.deepEqual(await store.notices("amal", 9), []);
      await put({ person: "basim", confirmed: 11, reason: "late" });
      assert.deepEqual(await store.notices("basim", 9), []);
      const every = await store.everyNotice(0, 9);
      const [first] = every;
      assert.deepEqual(first, { ...notice({ confirmed: 10 }), row: first!.row });
      assert.deepEqual(
        every.map(({ person, confirmed }) => [person, confirmed]),
        [
          ["amal", 10],
          ["basim", 11],
        ],
      );
      assert.equal((await store.everyNotice(first!.row, 9)).length, 1);
    }));
}
