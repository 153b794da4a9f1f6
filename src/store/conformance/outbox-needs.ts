import assert from "node:assert/strict";
import { test } from "node:test";
import type { OutboxEntry } from "../port.ts";
import type { Harness } from "./harness.ts";
import { offer, record, sample, sampleId, together } from "./sample.ts";

/** What rests on what in an outbox, and what of it was passed over. */
export function outboxNeedsTests({ withStore }: Harness): void {
  const amman = "amman";
  const places = (entries: readonly (OutboxEntry | null)[]) =>
    entries.map((entry) => entry && `${entry.seq} ${entry.id} ${entry.modified}`);

  test("the first entry of a class is found after a place, in whichever version it is", () =>
    withStore(async (store) => {
      const rows = [
        sample(1, 10, { class: 3 }),
        sample(2, 10, { class: 4 }),
        sample(1, 20, { class: 5 }),
        sample(3, 10, { class: 4 }),
      ];
      await store.commit(together(...rows.flatMap((row) => [record(row), offer(row, amman)])));
      await store.commit(together(offer(rows[3]!, "erbil")));
      const ask = (...questions: [number, number[]][]) =>
        store.firstOfClasses(
          amman,
          questions.map(([afterSeq, classes]) => ({ afterSeq, classes })),
        );
      const one = [`1 ${sampleId(1)} 10`, `2 ${sampleId(2)} 10`, `3 ${sampleId(1)} 20`];
      const last = `4 ${sampleId(3)} 10`;
      assert.deepEqual(places(await ask([0, [3]], [0, [4]], [2, [5, 9]])), one);
      assert.deepEqual(places(await ask([2, [4, 5]], [2, [4]], [1, [3]])), [one[2], last, null]);
      assert.deepEqual(places(await ask([4, [4]], [0, []], [0, [7]])), [null, null, null]);
      await store.commit(
        together({ do: "void", partner: amman, id: sampleId(2) }),
        // Its second version goes: the first is the last one again.
      );
      await store.commit(together({ do: "void", partner: amman, id: sampleId(1), modified: 20 }));
      assert.deepEqual(places(await ask([0, [4]], [0, [5]], [0, [3]])), [last, null, one[0]]);
      assert.deepEqual(await store.firstOfClasses("unheard-of", [{ afterSeq: 0, classes: [4] }]), [
        null,
      ]);
    }));

  test("the first entry of a class is found beyond thousands of others", () =>
    withStore(async (store) => {
      const rows = Array.from({ length: 9000 }, (_, n) => sample(n, 1, { class: 3 }));
      const far = sample(9000, 1, { class: 4 });
      const changes = [...rows, far].flatMap((row) => [record(row), offer(row, amman)]);
      await store.commit({ priority: "bulk", groups: changes.map((change) => [change]) });
      const found = await store.firstOfClasses(amman, [
        { afterSeq: 5, classes: [4] },
        { afterSeq: 8999, classes: [3] },
        { afterSeq: 0, classes: [5] },
      ]);
      const seqs = found.map((entry) => entry?.seq);
      assert.deepEqual(seqs, [9001, 9000, undefined]);
    }));

  const before = (row: number, before = Number.MAX_SAFE_INTEGER) => ({ row, before });

  test("what refers to a record is found in the outbox of one partner, latest first", () =>
    withStore(async (store) => {
      const place = sample(1, 1, { kind: "location" });
      const referring = [2, 3, 4, 5].map((n) => sample(n, 1, { refs: [place.id] }));
      const [first, second, elsewhere, gone] = referring as [typeof place, ...(typeof place)[]];
      const notice = sample(6, 1, { kind: "recall-notice", class: 0, refs: [place.id] });
      const text = sample(7, 1, {
        ...{ kind: "language-content", refs: [place.id] },
        body: JSON.stringify({ object_ref: place.id }),
      });
      const rows = [place, ...referring, notice, text];
      const { records } = await store.commit(together(...rows.map(record)));
      const offered = [place, first!, second!, gone!, text].map((row) => offer(row, amman));
      await store.commit(
        together(...offered, offer(notice, amman, { control: true }), offer(elsewhere!, "erbil")),
      );
      await store.commit(together({ do: "void", partner: amman, id: gone!.id }));
      const ask = async (limit: number, ...of: number[]) => {
        const questions = of.map((index) => before(records[index]!.row));
        const answers = await store.referring(amman, questions, [first!.class], limit);
        return answers.map((entries) => entries.map(({ id }) => id));
      };
      const all = [text.id, second!.id, first!.id];
      assert.deepEqual(await ask(9, 0, 1, 6), [all, [], all]);
      assert.deepEqual(await ask(2, 0), [all.slice(0, 2)]);
      const [place1, , second3] = records.map(({ row }) => row);
      const [earlier] = await store.referring(
        amman,
        [before(place1!, second3!)],
        [first!.class],
        9,
      );
      assert.deepEqual(
        earlier!.map(({ id }) => id),
        [first!.id],
      );
      assert.deepEqual(await store.referring(amman, [before(place1!)], [4711], 9), [[]]);
      assert.deepEqual(await store.referring(amman, [before(99_999)], [first!.class], 9), [[]]);
      assert.deepEqual(await store.referring("unheard-of", [before(place1!)], [first!.class], 9), [
        [],
      ]);
    }));

  test("versions that others stand before and that nobody was served are told, one by one served ones not", () =>
    withStore(async (store) => {
      const rows = [1, 2, 3].flatMap((n) => [sample(n, 10), sample(n, 20)]);
      await store.commit(together(...rows.flatMap((row) => [record(row), offer(row, amman)])));
      const superseded = async (after: number, through: number, limit = 9) =>
        (await store.superseded(amman, after, through, limit)).map(({ seq }) => seq);
      assert.deepEqual(await superseded(0, 9), [1, 3, 5]);
      assert.deepEqual(await superseded(1, 4), [3]);
      assert.deepEqual(await superseded(0, 9, 2), [1, 3]);
      await store.commit(
        together(
          { do: "served", partner: amman, seq: 1, at: 1 },
          { do: "served", partner: amman, seq: 0, only: [3, 6], at: 1 },
        ),
      );
      assert.deepEqual(await superseded(0, 9), [1, 5]);
      assert.deepEqual(await store.servedOf(amman, [6, 5, 4, 3, 2, 1]), [6, 3, 1]);
      assert.deepEqual(await store.servedOf("unheard-of", [1]), []);
      assert.deepEqual(await store.superseded("unheard-of", 0, 9, 9), []);
    }));
}
