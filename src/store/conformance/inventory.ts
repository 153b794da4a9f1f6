import assert from "node:assert/strict";
import { test } from "node:test";
import type { Harness } from "./harness.ts";
import { offer, record, sample, sampleId, together } from "./sample.ts";

/** What is asked about everything at once, and what commits tell of outboxes. */
export function inventoryTests({ withStore }: Harness): void {
  test("the inventory holds live latest labelled records, in pages", () =>
    withStore(async (store) => {
      const rows = [
        sample(1, 1, { created: 5, class: 3 }),
        sample(1, 2, { created: 5, class: 4, oldest: 2 }),
        sample(2, 1, { class: 0, label: null }),
        sample(3, 1, { kind: "note", originator: "amman", at: null }),
        sample(4, 1),
        sample(5, 1, { class: 4, created: 7 }),
      ];
      await store.commit(together(...rows.map(record)));
      const withdraw = { id: sampleId(4), throughModified: 1, reason: "", at: 1 };
      await store.commit(together({ do: "withdraw", ...withdraw }));
      const all = await store.inventory(0, 9);
      assert.deepEqual([...all.row], [2, 4, 6]);
      assert.deepEqual([...all.created], [5, 1, 7]);
      assert.deepEqual([...all.oldest], [2, 1, 7]);
      assert.deepEqual(
        [...all.group].map((index) => all.groups[index]),
        [
          { class: 4, kind: "incident", label: rows[0]!.label, originator: "baghdad" },
          { class: 1, kind: "note", label: rows[0]!.label, originator: "amman" },
          { class: 4, kind: "incident", label: rows[0]!.label, originator: "baghdad" },
        ],
      );
      assert.deepEqual([...(await store.inventory(2, 1)).row], [4]);
      assert.deepEqual([...(await store.inventory(6, 9)).row], []);
    }));

  test("commits tell which rows came to stand open in an outbox, and which no longer do", () =>
    withStore(async (store) => {
      const [first, second] = [sample(1, 1), sample(1, 2)];
      const told = async (...changes: Parameters<typeof together>) =>
        Object.fromEntries((await store.commit(together(...changes))).moved);
      assert.deepEqual(await told(record(first), offer(first, "amman"), offer(first, "cairo")), {
        amman: [1],
        cairo: [1],
      });
      assert.deepEqual(await told(record(second), offer(second, "amman")), { amman: [2] });
      assert.deepEqual(await told(offer(second, "amman")), {}, "it stands there already");
      const rows = async () => [...(await store.openRows("amman", 0, 9)).rows];
      assert.deepEqual(await rows(), [1, 2]);
      const id = sampleId(1);
      assert.deepEqual(await told({ do: "void", partner: "amman", id, modified: 2 }), {
        amman: [-2],
      });
      assert.deepEqual(await told(offer(second, "amman")), { amman: [2] }, "offered anew");
      const recall = { partner: "amman", id, throughModified: 1, at: 1 };
      assert.deepEqual(await told({ do: "recall-offer", ...recall }), { amman: [-1] });
      assert.deepEqual(await rows(), [2]);
      const { rows: page, last } = await store.openRows("amman", 0, 1);
      assert.deepEqual([...page], [2]);
      assert.deepEqual([...(await store.openRows("amman", last, 1)).rows], []);
      assert.deepEqual([...(await store.openRows("nobody", 0, 1)).rows], []);
      const gone = { id, throughModified: 2, reason: "", at: 1 };
      assert.deepEqual(await told({ do: "withdraw", ...gone }), { cairo: [-1], amman: [-2] });
      assert.deepEqual(await rows(), []);
    }));

  test("parts of a bulk batch tell each what moved, and the whole all of it", () =>
    withStore(async (store) => {
      const groups = Array.from({ length: 1000 }, (_, n) => {
        const row = sample(n, 1);
        return [record(row), offer(row, "amman")];
      });
      const parts: number[] = [];
      const { moved } = await store.commit({ priority: "bulk", groups }, (part) =>
        parts.push(...part.moved.get("amman")!),
      );
      assert.deepEqual(parts, moved.get("amman"));
      assert.deepEqual(
        parts,
        Array.from({ length: 1000 }, (_, n) => n + 1),
      );
    }));

  test("dependents are what refers to an object, by way of others too, while it is live", () =>
    withStore(async (store) => {
      const rows = [
        sample(1, 1),
        sample(2, 1, { refs: [sampleId(1)] }),
        sample(3, 1, { refs: [sampleId(2)] }),
        sample(4, 1, { refs: [sampleId(4), sampleId(1)], class: 0 }),
        sample(5, 1, { refs: [sampleId(3)] }),
        sample(5, 2),
      ];
      await store.commit(together(...rows.map(record)));
      const of = async (...ids: number[]) =>
        (await store.dependents(ids.map((n) => sampleId(n)))).map((found) => found.sort());
      assert.deepEqual(await of(1, 3, 9), [[1, 2, 3], [3], []]);
      assert.deepEqual(await store.dependents("withdrawn"), [[]]);
      const withdraw = { id: sampleId(1), throughModified: 1, reason: "", at: 1 };
      await store.commit(together({ do: "withdraw", ...withdraw }));
      const [broken] = await store.dependents("withdrawn");
      assert.deepEqual(broken!.sort(), [2, 3]);
      assert.deepEqual(await of(1), [[2, 3]]);
    }));
}
