import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { Change, JournalEntry, JournalQuery, Store } from "../port.ts";
import type { Harness } from "./harness.ts";
import { together } from "./sample.ts";

/** The journal: numbered by series, chained, found by time, words and marks. */
export function journalTests({ withStore, withDirectory, open }: Harness): void {
  const entry = (series: string, at: number, over: Partial<JournalEntry> = {}): Change => ({
    do: "journal",
    entry: { series, at, value: `"${series} ${at}"`, words: "", marks: [], ...over },
  });
  const found = async (store: Store, query: Partial<JournalQuery>) => {
    const lines = await store.journal({ series: ["low", "high"], limit: 99, ...query });
    return lines.map(({ series, number }) => `${series}-${number}`);
  };

  test("entries are numbered in each series from 1, and the commit tells the numbers", () =>
    withStore(async (store) => {
      const first = await store.commit(
        together(entry("low", 1), entry("high", 2), entry("low", 3)),
      );
      assert.deepEqual(first.journal, [1, 1, 2]);
      const bulk = [[entry("high", 4)], [entry("low", 5)]];
      const second = await store.commit({ priority: "bulk", groups: bulk });
      assert.deepEqual(second.journal, [2, 3]);
      assert.deepEqual((await store.journalSeries()).sort(), ["high", "low"]);
      const [last] = await store.journal({ series: ["low"], limit: 1 });
      assert.deepEqual(await store.journalEntry("low", 3), last);
      assert.equal(await store.journalEntry("low", 4), null);
      assert.equal(await store.journalEntry("none", 1), null);
      assert.deepEqual(last, {
        ...{ series: "low", number: 3, at: 5, corrects: null, correctedBy: [], value: '"low 5"' },
      });
    }));

  test("a batch that is refused takes no number", () =>
    withStore(async (store) => {
      const batch = { ...together(entry("low", 1)), epoch: 7 };
      await assert.rejects(store.commit(batch), { code: "epoch-moved" });
      assert.deepEqual((await store.commit(together(entry("low", 1)))).journal, [1]);
    }));

  test("pages come newest first by time, whatever the clock did, and one series says nothing of another", () =>
    withStore(async (store) => {
      const at: [string, number][] = [
        ["low", 10],
        ["high", 20],
        ["low", 30],
        ["low", 20],
        ["high", 20],
      ];
      await store.commit(together(...at.map(([series, time]) => entry(series, time))));
      const all = ["low-2", "high-2", "low-3", "high-1", "low-1"];
      assert.deepEqual(await found(store, {}), all);
      assert.deepEqual(await found(store, { limit: 2 }), all.slice(0, 2));
      for (const [index, one] of all.entries()) {
        const [series, number] = one.split("-") as [string, string];
        const behind = { series, number: Number(number) };
        assert.deepEqual(await found(store, { behind }), all.slice(index + 1));
      }
      assert.deepEqual(await found(store, { from: 20, until: 30 }), ["high-2", "low-3", "high-1"]);
      assert.deepEqual(await found(store, { series: ["low"], limit: 2 }), ["low-2", "low-3"]);
      assert.deepEqual(await found(store, { series: ["none"] }), []);
      assert.deepEqual(await found(store, { behind: { series: "low", number: 9 } }), []);
    }));

  test("words are found as prefixes, marks as they are, both only in the series asked for", () =>
    withStore(async (store) => {
      const id = "incident--00000000-0000-4000-8000-000000000001";
      await store.commit(
        together(
          entry("low", 10, { words: "road cut", marks: [id] }),
          entry("high", 20, { words: "road open", marks: [id, "amman"] }),
          entry("low", 30, { words: "bridge" }),
          entry("low", 40, { words: "amman" }),
        ),
      );
      assert.deepEqual(await found(store, { words: ["roa"] }), ["high-1", "low-1"]);
      assert.deepEqual(await found(store, { words: ["roa", "cut"] }), ["low-1"]);
      assert.deepEqual(await found(store, { words: ["roa"], series: ["low"] }), ["low-1"]);
      assert.deepEqual(await found(store, { words: ["roa"], from: 11 }), ["high-1"]);
      assert.deepEqual(await found(store, { words: ["roa"], limit: 1 }), ["high-1"]);
      const behind = { series: "high", number: 1 };
      assert.deepEqual(await found(store, { words: ["roa"], behind }), ["low-1"]);
      assert.deepEqual(await found(store, { marks: [id] }), ["high-1", "low-1"]);
      assert.deepEqual(await found(store, { marks: [id.slice(0, -1)] }), []);
      assert.deepEqual(await found(store, { marks: ["amman"] }), ["high-1"]);
      assert.deepEqual(await found(store, { marks: [id], words: ["cut"] }), ["low-1"]);
    }));

  test("a correction stands beside what it corrects", () =>
    withStore(async (store) => {
      await store.commit(together(entry("low", 1), entry("high", 1)));
      await store.commit(together(entry("low", 2, { corrects: 1 })));
      await store.commit(together(entry("low", 3, { corrects: 1 })));
      const lines = await store.journal({ series: ["low", "high"], limit: 9 });
      assert.deepEqual(
        lines.map(({ series, number, corrects, correctedBy }) => [
          ...[series, number, corrects, correctedBy],
        ]),
        [
          ["low", 3, 1, []],
          ["low", 2, 1, []],
          ["high", 1, null, []],
          ["low", 1, null, [2, 3]],
        ],
      );
    }));

  test("each line carries the hash of all before it, also after the store was opened anew", () =>
    withDirectory(async (dir) => {
      const first = await open(dir, () => 1);
      await first.commit(together(entry("low", 1), entry("high", 2)));
      await first.close();
      const store = await open(dir, () => 1);
      try {
        await store.commit(together(entry("low", 3, { corrects: 1 })));
        const lines = await store.journalLog(0, 9);
        let hash: Uint8Array = new Uint8Array(32);
        for (const [index, line] of lines.entries()) {
          hash = createHash("sha256").update(hash).update(line.text).digest();
          assert.equal(line.hash, Buffer.from(hash).toString("hex"));
          assert.equal(line.number, index + 1);
          const { series, number, at } = JSON.parse(line.text) as Record<string, unknown>;
          assert.deepEqual([series, number, at], [line.series, line.seriesNumber, line.at]);
        }
        assert.equal(lines.length, 3);
        assert.equal((await store.journalLog(2, 9)).length, 1);
        assert.equal((await store.journalLog(0, 2)).length, 2);
      } finally {
        await store.close();
      }
    }));
}
