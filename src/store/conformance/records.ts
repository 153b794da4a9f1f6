import assert from "node:assert/strict";
import { test } from "node:test";
import type { Harness } from "./harness.ts";
import { record, sample, sampleId, together } from "./sample.ts";

/** Versions: what is written, skipped, replaced and found again. */
export function recordTests({ withStore }: Harness): void {
  test("a record is read back as it was written", () =>
    withStore(async (store) => {
      const row = sample(1, 10, { via: "amman", refs: [sampleId(7)], revoked: true, class: 3 });
      const result = await store.commit(together(record(row)));
      assert.deepEqual(result.records, [{ row: 1, outcome: "written", replaced: 0, latest: true }]);
      assert.deepEqual(await store.record(row.id), {
        row: 1,
        id: row.id,
        modified: 10,
        kind: "incident",
        originator: "baghdad",
        via: "amman",
        label: row.label,
        class: 3,
        latest: true,
        revoked: true,
        withdrawn: null,
        body: row.body,
      });
      assert.equal(await store.record(row.id, 11), null);
      assert.equal(await store.record(sampleId(2)), null);
    }));

  test("ids that are not lower-case UUIDs come back letter for letter", () =>
    withStore(async (store) => {
      const ids = [
        "--x",
        "incident--00000000-0000-4000-8000-00000000ABCD",
        "x--y--z",
        "plain",
        "--",
      ];
      for (const id of ids) {
        await store.commit(together(record(sample(0, 1, { id }))));
        assert.equal((await store.record(id))?.id, id);
      }
    }));

  test("the same version again is a duplicate; with another body a conflict, and the first stays", () =>
    withStore(async (store) => {
      const row = sample(1, 10);
      const other = { ...row, body: "{}" };
      const { records } = await store.commit(together(record(row), record(row), record(other)));
      assert.deepEqual(
        records.map(({ outcome }) => outcome),
        ["written", "duplicate", "conflict"],
      );
      assert.equal((await store.record(row.id))?.body, row.body);
    }));

  test("a newer version replaces the latest, an older one that comes late does not", () =>
    withStore(async (store) => {
      const versions = [sample(1, 20), sample(1, 30), sample(1, 10)];
      const { records } = await store.commit(together(...versions.map(record)));
      assert.deepEqual(
        records.map(({ replaced, latest }) => [replaced, latest]),
        [
          [0, true],
          [1, true],
          [0, false],
        ],
      );
      const found = await store.versions(versions[0]!.id, 10);
      assert.deepEqual(
        found.map(({ modified, latest }) => [modified, latest]),
        [
          [30, true],
          [20, false],
          [10, false],
        ],
      );
      assert.equal((await store.versions(versions[0]!.id, 2)).length, 2);
    }));

  test("the history of several ids is one list, newest first, in pages, without what is gone", () =>
    withStore(async (store) => {
      const rows = [sample(1, 10), sample(2, 20), sample(1, 20), sample(3, 15), sample(2, 5)];
      await store.commit(together(...rows.map(record)));
      await store.commit(together(withdraw(3, 15)));
      const ids = [1, 2, 3, 9].map((n) => sampleId(n));
      const places = [];
      for (let before = null; ;) {
        const page = await store.history(ids, before, 2);
        places.push(...page.map(({ id, modified }) => [id, modified]));
        const last = page.at(-1);
        if (!last) break;
        before = last;
      }
      assert.deepEqual(places, [
        [sampleId(1), 20],
        [sampleId(2), 20],
        [sampleId(1), 10],
        [sampleId(2), 5],
      ]);
    }));

  test("ids of one UUID but different types are different objects", () =>
    withStore(async (store) => {
      const kinds = ["incident", "note"];
      await store.commit(together(...kinds.map((kind) => record(sample(1, 10, { kind })))));
      for (const kind of kinds) assert.equal((await store.record(sampleId(1, kind)))?.kind, kind);
    }));

  test("rows are given back in the order asked, without what is gone", () =>
    withStore(async (store) => {
      const rows = [sample(1, 1), sample(2, 1), sample(3, 1)];
      await store.commit(together(...rows.map(record)));
      await store.commit(together(withdraw(2, 1)));
      const found = await store.byRows([3, 99, 2, 1]);
      assert.deepEqual(
        found.map(({ row }) => row),
        [3, 1],
      );
      const bodies = Buffer.from(await store.bodies([3, 99, 2, 1])).toString();
      assert.equal(bodies, `${rows[2]!.body},${rows[0]!.body}`);
      assert.equal((await store.bodies([])).byteLength, 0);
    }));

  test("bodies keep Arabic and are valid JSON when joined", () =>
    withStore(async (store) => {
      const row = sample(1, 1, { body: JSON.stringify({ name: "قطع طريق الإمداد 🚧" }) });
      await store.commit(together(record(row), record(sample(2, 1))));
      const joined = Buffer.from(await store.bodies([1, 2])).toString();
      assert.equal(JSON.parse(`[${joined}]`)[0].name, "قطع طريق الإمداد 🚧");
    }));

  test("heads tell the latest version and whether it lives; unknown ids are left out", () =>
    withStore(async (store) => {
      await store.commit(
        together(record(sample(1, 1)), record(sample(1, 2, { class: 5 })), record(sample(2, 1))),
      );
      await store.commit(together(withdraw(1, 1), withdraw(2, 4)));
      const originator = "baghdad";
      const live = { row: 2, modified: 2, originator, class: 5, live: true, goneThrough: 0 };
      const gone = { row: 3, modified: 1, originator, class: 1, live: false, goneThrough: 4 };
      assert.deepEqual(
        await store.heads([1, 2, 3].map((n) => sampleId(n))),
        new Map([
          [sampleId(1), live],
          [sampleId(2), gone],
        ]),
      );
    }));

  test("a kind is listed by its live latest versions, control records by all", () =>
    withStore(async (store) => {
      const control = { kind: "agreement", class: 0, at: null };
      const rows = [
        ...[sample(1, 1), sample(1, 2), sample(2, 1), sample(3, 1)],
        ...[sample(9, 1, control), sample(9, 2, control)],
      ];
      await store.commit(together(...rows.map(record)));
      await store.commit(together(withdraw(2, 1)));
      const ofKind = async (...args: Parameters<typeof store.ofKind>) =>
        (await store.ofKind(...args)).map(({ row }) => row);
      assert.deepEqual(await ofKind("incident", 0, 10), [2, 4]);
      assert.deepEqual(await ofKind("incident", 2, 10), [4]);
      assert.deepEqual(await ofKind("incident", 0, 1), [2]);
      assert.deepEqual(await ofKind("agreement", 0, 10), [5, 6]);
      assert.deepEqual(await ofKind("unheard-of", 0, 10), []);
      const scanned = await store.scan(2, 2);
      assert.deepEqual(
        scanned.map(({ row }) => row),
        [4, 6],
      );
    }));

  test("a record without its text says all else of it", () =>
    withStore(async (store) => {
      const rows = [sample(1, 1), sample(1, 2), sample(2, 1, { label: null, originator: null })];
      await store.commit(together(...rows.map(record)));
      await store.commit(
        together({ do: "withdraw", id: sampleId(2), throughModified: 1, reason: "x", at: 1 }),
      );
      for (const [id, modified] of [[1], [1, 1], [2], [3], [1, 7]] as const) {
        const { body: _, ...expected } = (await store.record(sampleId(id), modified)) ?? {
          body: 1,
        };
        const bare = await store.bare(sampleId(id), modified);
        assert.deepEqual(bare ?? {}, expected);
      }
      const asked = [2, 3, 1];
      const whole = await store.byRows(asked);
      assert.deepEqual(
        await store.bareRows(asked),
        whole.map(({ body, ...rest }) => (body === "" ? null : rest)),
      );
      assert.equal(whole.length, 2);
    }));

  test("a scan brings no more text at once than 16 MiB and one record", () =>
    withStore(async (store) => {
      const rows = [1, 2, 3, 4].map((n) => sample(n, 1, { body: "x".repeat(6 * 1024 * 1024) }));
      for (const row of rows) await store.commit(together(record(row)));
      const page = async (after: number) => (await store.scan(after, 9)).map(({ row }) => row);
      assert.deepEqual([await page(0), await page(3), await page(4)], [[1, 2, 3], [4], []]);
    }));

  test("the newest version of a partner, whatever came last", () =>
    withStore(async (store) => {
      assert.equal(await store.newestBy("baghdad"), 0);
      const other = sample(3, 90, { originator: "amman" });
      await store.commit(together(record(sample(1, 30)), record(sample(2, 20)), record(other)));
      assert.equal(await store.newestBy("baghdad"), 30);
      assert.equal(await store.newestBy("amman"), 90);
    }));

  test("referrers are live latest versions", () =>
    withStore(async (store) => {
      const refs = [sampleId(8), sampleId(9, "identity")];
      const rows = [
        ...[sample(1, 1, { refs }), sample(1, 2), sample(2, 1, { refs })],
        ...[sample(3, 1, { refs: [...refs, ...refs] }), sample(4, 1, { refs })],
      ];
      await store.commit(together(...rows.map(record)));
      await store.commit(together(withdraw(4, 1)));
      for (const ref of refs) {
        const found = await store.referrers(ref, 10);
        assert.deepEqual(
          found.map(({ row }) => row),
          [3, 4],
        );
      }
      assert.equal((await store.referrers(refs[0]!, 1)).length, 1);
      const rowsOf = async (of: Parameters<typeof store.referrers>[2]) =>
        (await store.referrers(refs[0]!, 10, of)).map(({ row }) => row);
      await store.commit(together(record(sample(5, 1, { refs, originator: "erbil" }))));
      assert.deepEqual(await rowsOf({ afterRow: 3 }), [4, 6]);
      assert.deepEqual(await rowsOf({ originator: "erbil" }), [6]);
      assert.deepEqual(await rowsOf({ originator: "baghdad", afterRow: 3 }), [4]);
      assert.deepEqual(await rowsOf({ originator: "unheard-of" }), []);
      assert.deepEqual(await store.referrers(sampleId(8, "identity"), 10), []);
      const newest = async (kind: string, limit: number) =>
        (await store.newestReferrers(refs[0]!, kind, limit)).map(({ row }) => row);
      assert.deepEqual(await newest("incident", 2), [6, 4]);
      assert.deepEqual(await newest("note", 2), []);
    }));

  test("a record may refer to any number of objects", () =>
    withStore(async (store) => {
      const refs = Array.from({ length: 21 }, (_, n) => sampleId(n, "location"));
      await store.commit(together(record(sample(1, 1, { refs }))));
      for (const ref of refs) assert.equal((await store.referrers(ref, 2)).length, 1);
    }));

  test("a withdrawn record leaves its evidence and does not rise again", () =>
    withStore(async (store) => {
      const row = sample(1, 10, { body: "{}" });
      await store.commit(together(record(row), record(sample(1, 20))));
      const { withdrawn } = await store.commit(together(withdraw(1, 10)));
      assert.deepEqual(withdrawn, [1]);
      const gone = await store.record(row.id, 10);
      assert.deepEqual(gone?.withdrawn, { at: 77, reason: "recalled" });
      assert.deepEqual(await store.withdrawals(77, 78, 9), [
        { id: sampleId(1), at: 77, reason: "recalled" },
      ]);
      assert.deepEqual(await store.withdrawals(0, 77, 9), []);
      assert.deepEqual(await store.withdrawals(78, 99, 9), []);
      assert.equal(
        gone?.body,
        '{"sha256":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}',
      );
      assert.equal((await store.record(row.id))?.modified, 20);
      const again = await store.commit(together(record(row), record(sample(1, 5))));
      assert.deepEqual(
        again.records.map(({ outcome }) => outcome),
        ["withdrawn", "withdrawn"],
      );
      assert.equal((await store.versions(row.id, 10)).length, 2);
    }));

  test("a withdrawal may come before the record; a version after it is new", () =>
    withStore(async (store) => {
      const result = await store.commit(
        together(withdraw(1, 10), record(sample(1, 10)), record(sample(1, 11))),
      );
      assert.deepEqual(result.withdrawn, []);
      assert.deepEqual(
        result.records.map(({ outcome, replaced }) => [outcome, replaced]),
        [
          ["withdrawn", 0],
          ["written", 0],
        ],
      );
    }));

  test("the version that follows a withdrawn one replaces nothing that is shown", () =>
    withStore(async (store) => {
      await store.commit(together(record(sample(1, 1))));
      await store.commit(together(withdraw(1, 1)));
      const { records } = await store.commit(together(record(sample(1, 2))));
      assert.deepEqual(records, [{ row: 2, outcome: "written", replaced: 0, latest: true }]);
    }));
}

function withdraw(n: number, throughModified: number) {
  return { do: "withdraw", id: sampleId(n), throughModified, reason: "recalled", at: 77 } as const;
}
