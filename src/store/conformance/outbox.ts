import assert from "node:assert/strict";
import { test } from "node:test";
import type { OutboxQuery, RecordRow, Store } from "../port.ts";
import type { Harness } from "./harness.ts";
import { offer, record, sample, sampleId, together } from "./sample.ts";

/** Outboxes: numbering, pages, versions, what was served, received and taken back. */
export function outboxTests({ withStore }: Harness): void {
  const amman = "amman";
  async function sequences(store: Store, query: Partial<OutboxQuery> = {}): Promise<number[]> {
    const { entries } = await store.outbox({ partner: amman, limit: 100, ...query });
    return entries.map(({ seq }) => seq);
  }
  async function states(store: Store, n: number): Promise<string[]> {
    return (await store.offersOf(sampleId(n))).map(({ partner, state }) => `${partner} ${state}`);
  }
  /** Records 1 … count, each offered to Amman. */
  async function offered(store: Store, count: number): Promise<void> {
    const rows = Array.from({ length: count }, (_, n) => sample(n + 1, 1));
    await store.commit(together(...rows.flatMap((row) => [record(row), offer(row, amman)])));
  }

  test("each outbox has its own sequence and strictly ascending dates, whatever the clock does", () =>
    withStore(async (store, clock) => {
      const rows = [1, 2, 3, 4].map((n) => sample(n, 1));
      const start = clock.now * 1000;
      await store.commit(together(...rows.map(record)));
      await store.commit(together(offer(rows[0]!, amman), offer(rows[1]!, amman)));
      clock.now -= 5000;
      await store.commit(together(offer(rows[2]!, amman), offer(rows[2]!, "erbil")));
      clock.now += 9000;
      await store.commit(together(offer(rows[3]!, amman)));
      const dates = async (partner: string) =>
        (await store.outbox({ partner, limit: 9 })).entries.map((e) => [
          e.seq,
          e.dateAdded - start,
        ]);
      assert.deepEqual(await dates(amman), [
        [1, 0],
        [2, 1],
        [3, 2],
        [4, 4_000_000],
      ]);
      assert.deepEqual(await dates("erbil"), [[1, -5_000_000]]);
      assert.deepEqual(await dates("unheard-of"), []);
    }));

  test("an offer is skipped for what stands there, is unknown, withdrawn, or was refused just now", () =>
    withStore(async (store) => {
      await offered(store, 1);
      await store.commit(
        together(record(sample(2, 1)), {
          ...{ do: "withdraw", id: sampleId(2), throughModified: 1, reason: "", at: 1 },
        }),
      );
      const other = sample(1, 1, { body: "{}" });
      const result = await store.commit(
        together(
          ...[offer(sample(1, 1), amman), offer(sample(9, 1), amman), offer(sample(2, 1), amman)],
          ...[record(other), offer(other, "erbil"), record(sample(1, 1)), offer(other, "mosul")],
        ),
      );
      assert.deepEqual(result.offered, []);
      assert.deepEqual(await sequences(store), [1]);
      const again = await store.commit(
        together(record(sample(1, 1)), offer(sample(1, 1), "erbil")),
      );
      assert.deepEqual(again.offered, ["erbil"]);
    }));

  test("a page ends where its texts become longer than asked for, and holds one at least", () =>
    withStore(async (store) => {
      const texts = ["x".repeat(100), "ي".repeat(50), "x".repeat(300), "x"];
      const rows = texts.map((body, index) => sample(index + 1, 1, { body }));
      await store.commit(together(...rows.flatMap((row) => [record(row), offer(row, amman)])));
      const page = async (octets: number, afterSeq = 0) => {
        const { entries, more } = await store.outbox({
          ...{ partner: amman, limit: 100, octets, afterSeq },
        });
        return [entries.map((entry) => entry.octets), more];
      };
      assert.deepEqual(await page(501), [[100, 100, 300, 1], false]);
      assert.deepEqual(await page(500), [[100, 100, 300], true]);
      assert.deepEqual(await page(199), [[100], true]);
      assert.deepEqual(await page(10, 2), [[300], true]);
      const ids = [sampleId(3), sampleId(1), sampleId(4)];
      const named = await store.outbox({ partner: amman, ids, limit: 100, octets: 350 });
      assert.deepEqual([named.entries.map(({ seq }) => seq), named.more], [[1], true]);
    }));

  test("an object set aside leaves its id and every outbox, and its evidence goes by the other id", () =>
    withStore(async (store) => {
      await offered(store, 1);
      const change = {
        do: "set-aside",
        id: sampleId(1),
        as: sampleId(7),
        reason: "x",
        at: 9,
      } as const;
      await store.commit(together(change));
      assert.deepEqual(await sequences(store), []);
      assert.equal(await store.record(sampleId(1)), null);
      assert.deepEqual((await store.record(sampleId(7)))?.withdrawn, { at: 9, reason: "x" });
      const other = sample(1, 1, { body: "{}" });
      const { records } = await store.commit(together(record(other)));
      assert.equal(records[0]?.outcome, "written");
      assert.equal((await store.record(sampleId(1)))?.body, "{}");
    }));

  test("an offer without a version means the latest, and nothing where one stands already", () =>
    withStore(async (store) => {
      const latest = ({ id }: { id: string }, partner: string) =>
        ({ do: "offer", offer: { partner, id, control: false } }) as const;
      const row = sample(1, 1);
      await store.commit(together(record(row), record(sample(1, 2)), latest(row, amman)));
      const [entry] = (await store.outbox({ partner: amman, limit: 9 })).entries;
      assert.equal(entry?.modified, 2);
      await store.commit(together(record(sample(1, 3)), latest(row, amman)));
      assert.deepEqual(await sequences(store, { versions: ["all"] }), [1]);
      await store.commit(together({ do: "void", partner: amman, id: row.id }, latest(row, amman)));
      assert.deepEqual(
        (await store.outbox({ partner: amman, limit: 9 })).entries.map(({ modified }) => modified),
        [3],
      );
      const fresh = sample(2, 1);
      await store.commit(together(record(fresh), latest(fresh, amman), latest(fresh, amman)));
      assert.deepEqual(await sequences(store), [2, 3]);
    }));

  test("what is last and first is decided by what this partner was offered", () =>
    withStore(async (store) => {
      const versions = [10, 20, 30, 40].map((modified) => sample(1, modified));
      await store.commit(together(...versions.map(record), record(sample(2, 5))));
      const [v10, v20, v30, v40] = versions as [RecordRow, RecordRow, RecordRow, RecordRow];
      await store.commit(
        together(
          ...[offer(v20, amman), offer(v30, amman), offer(sample(2, 5), amman)],
          ...[offer(v10, amman), offer(v40, "erbil")],
        ),
      );
      assert.deepEqual(await sequences(store), [2, 3]);
      assert.deepEqual(await sequences(store, { versions: ["first"] }), [3, 4]);
      assert.deepEqual(await sequences(store, { versions: ["first", "last"] }), [2, 3, 4]);
      assert.deepEqual(await sequences(store, { versions: ["all"] }), [1, 2, 3, 4]);
      assert.deepEqual(await sequences(store, { versions: [20, 99] }), [1]);
      assert.deepEqual(await sequences(store, { versions: [20, "last"] }), [1, 2, 3]);
      const ids = [sampleId(1), sampleId(77), sampleId(1)];
      assert.deepEqual(await sequences(store, { ids }), [2]);
      assert.deepEqual(await sequences(store, { ids, versions: ["first"] }), [4]);
      assert.deepEqual(await sequences(store, { ids, versions: ["all"] }), [1, 2, 4]);
      assert.deepEqual(await sequences(store, { ids, versions: [10, 40] }), [4]);
    }));

  test("pages follow each other by sequence or by date; `more` is exact", () =>
    withStore(async (store) => {
      await offered(store, 7);
      const seen: number[] = [];
      for (let afterSeq = 0; ;) {
        const page = await store.outbox({ partner: amman, afterSeq, limit: 3 });
        seen.push(...page.entries.map(({ seq }) => seq));
        assert.equal(page.more, seen.length < 7);
        if (!page.more) break;
        afterSeq = seen.at(-1)!;
      }
      assert.deepEqual(seen, [1, 2, 3, 4, 5, 6, 7]);
      assert.equal((await store.outbox({ partner: amman, limit: 7 })).more, false);
      assert.equal((await store.outbox({ partner: amman, limit: 6 })).more, true);
      const { entries } = await store.outbox({ partner: amman, limit: 9 });
      for (const { seq, dateAdded } of entries) {
        const later = seen.filter((one) => one > seq);
        assert.deepEqual(await sequences(store, { addedAfter: dateAdded }), later);
        assert.deepEqual(await sequences(store, { addedAfter: dateAdded - 1 }), [seq, ...later]);
        assert.deepEqual(
          await sequences(store, { addedAfter: dateAdded, versions: ["all"] }),
          later,
        );
      }
      assert.deepEqual(await sequences(store, { addedAfter: 0, afterSeq: 5 }), [6, 7]);
    }));

  test("pages are narrowed by kind and by STIX version", () =>
    withStore(async (store) => {
      const kinds = ["incident", "note", "incident", "report"];
      const rows = kinds.map((kind, n) => sample(n, 1, { kind }));
      await store.commit(together(...rows.flatMap((row) => [record(row), offer(row, amman)])));
      assert.deepEqual(await sequences(store, { kinds: ["incident"] }), [1, 3]);
      assert.deepEqual(await sequences(store, { kinds: ["report", "note"] }), [2, 4]);
      assert.deepEqual(await sequences(store, { kinds: ["unheard-of"] }), []);
      const ids = rows.map(({ id }) => id);
      assert.deepEqual(await sequences(store, { ids, kinds: ["note"] }), [2]);
      assert.deepEqual(await sequences(store, { specVersions: ["2.0"] }), []);
      assert.deepEqual(await sequences(store, { specVersions: ["2.0", "2.1"] }), [1, 2, 3, 4]);
    }));

  test("serving moves a watermark forward only, and never past what was offered", () =>
    withStore(async (store) => {
      await offered(store, 5);
      const serve = (seq: number, only?: number[]) =>
        store.commit(
          together({ do: "served", partner: amman, seq, at: 50, ...(only && { only }) }),
        );
      const mark = async () => {
        const { served, servedAt } = await store.outboxState(amman);
        return [served, servedAt];
      };
      assert.deepEqual(await mark(), [0, null]);
      await serve(0, [4, 4, 99]);
      assert.deepEqual(await mark(), [0, 50]);
      await serve(2);
      await serve(1);
      assert.deepEqual(await mark(), [2, 50]);
      await serve(1000);
      assert.deepEqual(await mark(), [5, 50]);
      const late = sample(9, 1);
      await store.commit(together(record(late), offer(late, amman)));
      assert.deepEqual(await mark(), [5, 50]);
      assert.deepEqual(await states(store, 9), ["amman offered"]);
    }));

  test("an entry is pending until a receipt covers it, served or not; receipts never are", () =>
    withStore(async (store, clock) => {
      const receipt = sample(9, 1, { kind: "receipt", class: 0, at: null });
      const rows = [sample(1, 1), receipt, sample(2, 1), sample(3, 1)];
      for (const row of rows) {
        clock.now += 1000;
        await store.commit(together(record(row), offer(row, amman)));
      }
      const { entries } = await store.outbox({ partner: amman, limit: 9 });
      const added = entries.map(({ dateAdded }) => dateAdded);
      const waiting = async () => {
        const { pending, pendingSince } = await store.outboxState(amman);
        return [pending, pendingSince === null ? null : added.indexOf(pendingSince)];
      };
      const receive = (through: number) =>
        store.commit(together({ do: "received", partner: amman, through, at: 1 }));
      assert.deepEqual(await waiting(), [3, 0]);
      await receive(added[3]!);
      assert.deepEqual(await waiting(), [3, 0], "nothing was served yet");
      await store.commit(together({ do: "served", partner: amman, seq: 4, at: 1 }));
      assert.deepEqual(await waiting(), [3, 0], "an attempt to deliver is no delivery");
      await receive(added[1]!);
      assert.deepEqual(await waiting(), [2, 2]);
      await store.commit(
        together({ do: "withdraw", id: sampleId(2), throughModified: 1, reason: "", at: 1 }),
      );
      assert.deepEqual(await waiting(), [1, 3]);
      await receive(added[3]!);
      assert.deepEqual(await waiting(), [0, null]);
      const [late, next] = [sample(10, 1, { kind: "receipt" }), sample(4, 1)];
      clock.now += 1000;
      await store.commit(together(record(late), offer(late, amman), record(next)));
      assert.deepEqual(await waiting(), [0, null]);
      await store.commit(together(offer(next, amman)));
      added.push(clock.now * 1000, clock.now * 1000 + 1);
      assert.deepEqual(await waiting(), [1, 5]);
      assert.deepEqual((await store.outboxState("unheard-of")).pendingSince, null);
    }));

  test("what comes after a receipt that knows of more than the store is dated behind that, but never days ahead", () =>
    withStore(async (store, clock) => {
      await offered(store, 1);
      const at = clock.now;
      const day = 24 * 3_600_000_000;
      const nextAfter = async (through: number, n: number): Promise<number> => {
        const receipt = { do: "received", partner: amman, through, at } as const;
        const row = sample(n, 1);
        await store.commit(together(receipt, record(row), offer(row, amman)));
        const { entries } = await store.outbox({ partner: amman, limit: 9 });
        return entries.at(-1)!.dateAdded;
      };
      const ahead = at * 1000 + 2 * day;
      assert.equal(await nextAfter(ahead, 10), ahead + 1);
      assert.equal(await nextAfter(at * 1000 + 400 * day, 11), ahead + 2);
    }));

  test("a receipt covers what was served up to its date, and nothing else", () =>
    withStore(async (store) => {
      await offered(store, 6);
      const { entries } = await store.outbox({ partner: amman, limit: 9 });
      const through = entries[3]!.dateAdded;
      await store.commit(
        together(
          { do: "served", partner: amman, seq: 2, at: 1 },
          { do: "served", partner: amman, seq: 0, only: [4, 6], at: 1 },
          { do: "received", partner: amman, through, at: 2 },
        ),
      );
      const all = async () =>
        (await Promise.all([1, 2, 3, 4, 5, 6].map((n) => states(store, n)))).flat();
      const expected = ["received", "received", "offered", "received", "offered", "served"];
      assert.deepEqual(
        await all(),
        expected.map((state) => `amman ${state}`),
      );
      await store.commit(together({ do: "served", partner: amman, seq: 6, at: 3 }));
      const later = ["received", "received", "served", "received", "served", "served"];
      assert.deepEqual(
        await all(),
        later.map((state) => `amman ${state}`),
      );
      const state = await store.outboxState(amman);
      assert.deepEqual([state.last, state.receivedAt], [6, 2]);
    }));

  test("voiding takes out what was not served, and the version before comes last again", () =>
    withStore(async (store) => {
      const rows = [sample(1, 10), sample(1, 20)];
      await store.commit(together(...rows.flatMap((row) => [record(row), offer(row, amman)])));
      await store.commit(together({ do: "void", partner: amman, id: sampleId(1), modified: 20 }));
      assert.deepEqual(await sequences(store), [1]);
      assert.deepEqual(await states(store, 1), ["amman offered", "amman voided"]);
      await store.commit(together({ do: "served", partner: amman, seq: 1, at: 1 }));
      await store.commit(together({ do: "void", partner: amman, id: sampleId(1) }));
      assert.deepEqual(await sequences(store), [1]);
      await store.commit(together(offer(rows[1]!, amman)));
      assert.deepEqual(await sequences(store), [3]);
      assert.deepEqual(await states(store, 1), ["amman served", "amman offered"]);
    }));

  test("what rests on an object is withheld, by way of others too, where it was not served and is no control record", () =>
    withStore(async (store) => {
      const on = (n: number, ...targets: number[]) =>
        sample(n, 1, { refs: targets.map((target) => sampleId(target)) });
      const rows = [sample(1, 1), on(2, 1), on(3, 2), on(4, 1), on(5, 4), on(6, 1)];
      await store.commit(together(...rows.map(record)));
      // The latest version of 4 does not refer to 1 any more: what refers to 4 does not rest on 1 either.
      await store.commit(together(record(sample(4, 2)), offer(on(6, 1), amman)));
      await store.commit(together({ do: "served", partner: amman, seq: 1, at: 1 }));
      const offers = [...rows.slice(0, 5), sample(4, 2)];
      await store.commit(
        together(
          ...offers.flatMap((row) => [offer(row, amman), offer(row, "erbil")]),
          ...[record(on(7, 1)), offer(on(7, 1), amman, { control: true })],
          { do: "withhold", id: sampleId(1), partners: [amman, "unheard-of"] },
        ),
      );
      const open = async (partner: string) => {
        const { entries } = await store.outbox({ partner, versions: ["all"], limit: 99 });
        return entries.map(({ id, modified }) => `${Number(id.slice(-12))} ${modified}`);
      };
      assert.deepEqual(await open(amman), ["6 1", "1 1", "5 1", "4 2", "7 1"]);
      assert.deepEqual(await open("erbil"), ["1 1", "2 1", "3 1", "4 1", "5 1", "4 2"]);
      const again = await store.commit(together(offer(on(2, 1), amman)));
      assert.deepEqual(again.offered, [amman]);
    }));

  test("what rests on an object, or was derived from it, is not settled by its class until it is written anew", () =>
    withStore(async (store) => {
      const on = (n: number, ...targets: number[]) =>
        sample(n, 1, { refs: targets.map((target) => sampleId(target)) });
      const rows = [sample(1, 1), on(2, 1), on(3, 2), on(4, 1), on(5, 4), sample(6, 1), on(7, 6)];
      await store.commit(together(...rows.map(record)));
      // The latest version of 4 does not refer to 1 any more.
      const next = sample(4, 2);
      const all = [...rows, next];
      await store.commit(together(record(next), ...all.map((row) => offer(row, amman))));
      await store.commit(
        together({ do: "unsettle", id: sampleId(1), derived: [sampleId(6), sampleId(99)] }),
      );
      const open = async () => {
        const { entries } = await store.outbox({ partner: amman, versions: ["all"], limit: 99 });
        return entries.map(({ id, modified, settled, latest }) => {
          const marks = `${settled ? "" : " unsettled"}${latest ? "" : " earlier"}`;
          return `${Number(id.slice(-12))} ${modified}${marks}`;
        });
      };
      const rest = ["4 1 earlier", "5 1", "6 1 unsettled", "7 1 unsettled", "4 2"];
      assert.deepEqual(await open(), ["1 1", "2 1 unsettled", "3 1 unsettled", ...rest]);
      const anew = sample(2, 2, { refs: [sampleId(1)] });
      await store.commit(together(record(anew), offer(anew, amman)));
      assert.deepEqual((await open()).at(-1), "2 2");
      const questions = [{ row: (await store.record(sampleId(2)))!.row, before: 99 }];
      const [found] = await store.referring(amman, questions, [], 9);
      assert.deepEqual(
        found!.map(({ id }) => id),
        [sampleId(3)],
        "whatever its class",
      );
    }));

  test("what is written, offered and taken out in one batch counts like in several", () =>
    withStore(async (store) => {
      const [first, second] = [sample(1, 1), sample(2, 1)];
      const taken = { do: "void", partner: amman, id: first.id } as const;
      const offers = [offer(first, amman), taken, offer(first, amman)];
      await store.commit(together(record(first), ...offers));
      assert.deepEqual(await sequences(store), [2]);
      await store.commit(together({ do: "served", partner: amman, seq: 2, at: 1 }));
      const told = offer(second, amman, { ifServed: first.id });
      await store.commit(together(record(second), told, offer(second, amman)));
      assert.deepEqual(await sequences(store), [2, 3]);
    }));

  test("a recalled entry is never served again; one that had not left is told as voided", () =>
    withStore(async (store) => {
      const rows = [sample(1, 10), sample(1, 20), sample(1, 30)];
      await store.commit(together(...rows.map(record), offer(rows[0]!, amman)));
      await store.commit(together({ do: "served", partner: amman, seq: 1, at: 1 }));
      await store.commit(together(offer(rows[1]!, amman), offer(rows[2]!, amman)));
      const recall = { do: "recall-offer", id: sampleId(1), throughModified: 20, at: 2 } as const;
      await store.commit(together({ ...recall, partner: amman }));
      assert.deepEqual(await sequences(store, { versions: ["all"] }), [3]);
      const result = await store.commit(together(offer(rows[0]!, amman), offer(rows[1]!, amman)));
      assert.deepEqual(result.offered, []);
      assert.deepEqual(await states(store, 1), ["amman recalled", "amman voided", "amman offered"]);
      assert.equal((await store.outboxState(amman)).pending, 1);
    }));

  test("a recall-notice goes only to those who were served, and its receipt acknowledges the recall", () =>
    withStore(async (store) => {
      const row = sample(1, 10);
      const partners = [amman, "erbil", "mosul"];
      await store.commit(together(record(row), ...partners.map((partner) => offer(row, partner))));
      for (const partner of [amman, "erbil"]) {
        await store.commit(together({ do: "served", partner, seq: 1, at: 1 }));
      }
      const notice = sample(2, 1, { kind: "recall-notice", class: 0, at: null, refs: [row.id] });
      const recall = { do: "recall-offer", id: row.id, throughModified: 10, at: 2 } as const;
      const result = await store.commit(
        together(
          record(notice),
          ...partners.flatMap((partner) => [
            offer(notice, partner, { control: true, ifServed: row.id }),
            { ...recall, partner },
          ]),
        ),
      );
      assert.deepEqual(result.offered.sort(), [amman, "erbil"]);
      const [entry] = (await store.outbox({ partner: amman, limit: 9 })).entries;
      assert.deepEqual([entry?.id, entry?.control], [notice.id, true]);
      await store.commit(
        together(
          { do: "served", partner: amman, seq: 2, at: 3 },
          { do: "received", partner: amman, through: entry!.dateAdded, at: 4 },
        ),
      );
      const told = (await store.offersOf(row.id)).map((o) => [o.partner, o.state, o.acknowledged]);
      assert.deepEqual(told, [
        [amman, "recalled", true],
        ["erbil", "recalled", false],
        ["mosul", "voided", false],
      ]);
    }));

  test("a withdrawn record leaves every outbox", () =>
    withStore(async (store) => {
      const rows = [sample(1, 10), sample(1, 20)];
      await store.commit(
        together(...rows.flatMap((row) => [record(row), offer(row, amman), offer(row, "erbil")])),
      );
      await store.commit(together({ do: "served", partner: amman, seq: 2, at: 1 }));
      await store.commit(
        together({ do: "withdraw", id: sampleId(1), throughModified: 10, reason: "", at: 2 }),
      );
      assert.equal((await store.outboxState(amman)).pending, 1);
      assert.equal((await store.outboxState("erbil")).pending, 1);
      assert.deepEqual(await sequences(store, { versions: ["all"] }), [2]);
      assert.deepEqual(await sequences(store, { versions: ["first"] }), [2]);
      assert.deepEqual(await states(store, 1), [
        ...["amman recalled", "amman served", "erbil voided", "erbil offered"],
      ]);
    }));
}
