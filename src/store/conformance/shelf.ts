import assert from "node:assert/strict";
import { test } from "node:test";
import type { QuarantineEntry } from "../port.ts";
import type { Harness } from "./harness.ts";
import { together } from "./sample.ts";

/** What is kept whole: documents, quarantine, statuses, release classes. */
export function shelfTests({ withStore, withDirectory, open }: Harness): void {
  const put = (kind: string, key: string, value: string) =>
    ({ do: "put", document: { kind, key, value } }) as const;

  test("a document is put, replaced, listed by kind and removed", () =>
    withStore(async (store) => {
      await store.commit(together(put("person", "b", "1"), put("person", "a", "2")));
      await store.commit(together(put("person", "b", "3"), put("link", "b", "4")));
      assert.deepEqual(await store.document("person", "b"), {
        ...{ kind: "person", key: "b", value: "3" },
      });
      assert.deepEqual(
        (await store.documents("person")).map(({ key, value }) => key + value),
        ["a2", "b3"],
      );
      const last = async (before: string | undefined, limit: number) =>
        (await store.lastDocuments("person", before, limit)).map(({ key }) => key);
      assert.deepEqual(await last(undefined, 9), ["b", "a"]);
      assert.deepEqual(await last(undefined, 1), ["b"]);
      assert.deepEqual(await last("b", 9), ["a"]);
      await store.commit(together({ do: "remove", kind: "person", key: "b" }));
      assert.equal(await store.document("person", "b"), null);
      assert.notEqual(await store.document("link", "b"), null);
    }));

  test("quarantine keeps a repetition once, is paged newest first, and entries can be removed", () =>
    withStore(async (store) => {
      const entry = (n: number): QuarantineEntry => ({
        ...{ key: `k${n}`, partner: "amman", at: 5, code: "schema-invalid" },
        ...{ id: n === 1 ? null : `incident--${n}`, body: "{", detail: `d${n}` },
      });
      const quarantine = [1, 2, 3, 2].map((n) => ({ do: "quarantine", entry: entry(n) }) as const);
      await store.commit(together(...quarantine));
      assert.equal(await store.quarantineCount(), 3);
      assert.equal(await store.quarantineCount(1), 1);
      const page = await store.quarantine(2);
      assert.deepEqual(
        page.map(({ key }) => key),
        ["k3", "k2"],
      );
      const [last] = await store.quarantine(2, page[1]!.row);
      assert.deepEqual(last, { ...entry(1), row: last!.row });
      await store.commit(together({ do: "quarantine-remove", key: "k2" }));
      assert.equal(await store.quarantineCount(), 2);
    }));

  test("entries in quarantine are found by what they wait for and by their ids, sender by sender", () =>
    withStore(async (store) => {
      const entry = (n: number, partner: string, detail: string): QuarantineEntry => ({
        ...{ key: `k${n}`, partner, at: 5, code: "reference-missing" },
        ...{ id: `incident--${n}`, body: "{}", detail },
      });
      const entries = [
        entry(1, "amman", "x"),
        entry(2, "cairo", "x"),
        entry(3, "amman", "y"),
        entry(4, "amman", "x"),
        entry(5, "amman", "z"),
      ].map((entry) => ({ do: "quarantine", entry }) as const);
      await store.commit(together(...entries));
      const found = async (...asked: Parameters<typeof store.quarantinedFor>) =>
        (await store.quarantinedFor(...asked)).map(({ key }) => key);
      assert.deepEqual(await found(["x", "y", "none"], "amman", 0, 9), ["k1", "k3", "k4"]);
      assert.deepEqual(await found(["x"], null, 0, 9), ["k1", "k2", "k4"]);
      const [first] = await store.quarantinedFor(["x"], null, 0, 1);
      assert.deepEqual(first, { ...entry(1, "amman", "x"), row: first!.row });
      assert.deepEqual(await found(["x"], null, first!.row, 1), ["k2"]);
      assert.deepEqual(await found([], null, 0, 9), []);
      assert.deepEqual(await found(["incident--5", "x", "incident--1"], "amman", 0, 9), [
        ...["k1", "k4", "k5"],
      ]);
      assert.deepEqual(await found(["incident--2"], "amman", 0, 9), []);
      await store.commit(
        together(
          { do: "quarantine", entry: { ...entry(6, "amman", "x"), id: "incident-later--1" } },
          { do: "quarantine", entry: { ...entry(7, "amman", "x"), id: "identity--1" } },
        ),
      );
      const keys = async (type: string, limit: number) =>
        (await store.quarantinedOfType(type, limit)).map(({ key }) => key);
      assert.deepEqual(await keys("identity", 9), ["k7"]);
      assert.deepEqual(await keys("incident", 9), ["k1", "k2", "k3", "k4", "k5"]);
      assert.deepEqual(await keys("incident", 2), ["k1", "k2"]);
    }));

  test("a status is kept for 24 hours", () =>
    withStore(async (store, clock) => {
      const status = (id: string) =>
        ({ do: "status", status: { id, partner: "amman", at: clock.now, value: "{}" } }) as const;
      const hour = 3600_000;
      await store.commit(together(status("old")));
      clock.now += 23 * hour;
      await store.commit(together(status("new")));
      assert.equal((await store.status("old"))?.value, "{}");
      clock.now += 2 * hour;
      await store.commit(together(status("newest")));
      assert.equal(await store.status("old"), null);
      assert.equal((await store.status("new"))?.partner, "amman");
    }));

  test("a release class has one meaning for ever", () =>
    withStore(async (store) => {
      const intern = (number: number, key: string) =>
        store.commit(together({ do: "class", class: number, key }));
      await intern(1, "a");
      await intern(1, "a");
      await intern(2, "b");
      await assert.rejects(intern(1, "b"), { code: "class-taken" });
      assert.deepEqual(
        (await store.classes()).map((known) => [known.class, known.key]),
        [
          [1, "a"],
          [2, "b"],
        ],
      );
    }));

  test("a backup is a store of its own, as of one moment, and never overwrites", () =>
    withDirectory(async (dir) => {
      const store = await open(`${dir}/node`, () => 1);
      await store.commit(together(put("a", "1", "before")));
      let stop = false;
      // The copy must end although commits never do.
      const busy = (async () => {
        for (let n = 0; !stop; n++) await store.commit(together(put("b", String(n % 50), "x")));
      })();
      await store.backup(`${dir}/copy`);
      stop = true;
      await busy;
      await assert.rejects(store.backup(`${dir}/copy`), { code: "backup-exists" });
      assert.equal((await store.document("a", "1"))?.value, "before");
      await store.close();
    }));
}
