import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { test } from "node:test";
import { ledgerLeafHash } from "../../proof/ledger-leaf.ts";
import { type Hash, openFrontier } from "../../proof/merkle.ts";
import { servedHead, servedStart } from "../../proof/served-log.ts";
import { verifyConsistency } from "../../proof/verify-merkle.ts";
import type { Store } from "../port.ts";
import type { Harness } from "./harness.ts";
import { offer, record, sample, sampleId, together } from "./sample.ts";

/** Ledgers: leaves are appended once, in the order of serving, in the commit that marks them served. */
export function ledgerTests({ withStore, withDirectory, open }: Harness): void {
  const amman = "amman";
  const first = { partner: amman, incarnation: "one" };

  async function offered(store: Store, from: number, through: number): Promise<void> {
    for (let n = from; n <= through; n++) {
      const row = sample(n, 1);
      await store.commit(together(record(row), offer(row, amman, { decidedBy: ["a/1", "a/2"] })));
    }
  }
  /** Marks these sequences served one by one, with a leaf for each that has none. */
  async function serve(store: Store, only: number[], at = 1, ledger = first): Promise<number[]> {
    const { entries } = await store.outbox({ partner: amman, versions: ["all"], limit: 1000 });
    const rows = only.map((seq) => entries.find((entry) => entry.seq === seq)!.row);
    const leaves = { ...(await store.unlogged(amman, rows)), incarnation: ledger.incarnation };
    await store.commit(together({ do: "served", partner: amman, seq: 0, only, leaves, at }));
    return leaves.seqs;
  }
  async function listed(store: Store, ledger = first): Promise<[number, number][]> {
    const entries = await store.ledgerEntries({ ...ledger, afterLeaf: -1, limit: 1000 });
    return entries.map(({ leaf, seq }) => [leaf, seq]);
  }

  test("a leaf tells the clauses under which it was offered, unless it left under others", () =>
    withStore(async (store) => {
      await offered(store, 1, 2);
      const { entries } = await store.outbox({ partner: amman, limit: 10 });
      const rows = entries.map(({ row }) => row);
      const { clauses, ...unlogged } = await store.unlogged(amman, rows);
      assert.deepEqual(clauses, ["a/1\na/2", "a/1\na/2"]);
      const leaves = {
        ...unlogged,
        clauses,
        incarnation: "one",
        decidedBy: new Map([[2, ["b/1"]]]),
      };
      await store.commit(together({ do: "served", partner: amman, seq: 2, leaves, at: 1 }));
      const served = await store.ledgerEntries({ ...first, afterLeaf: -1, limit: 10 });
      assert.deepEqual(
        served.map((entry) => entry.served?.decidedBy),
        [["a/1", "a/2"], ["b/1"]],
      );
    }));

  test("each entry gets one leaf when it is first served, in the order of serving", () =>
    withStore(async (store, clock) => {
      await offered(store, 1, 4);
      assert.deepEqual(await serve(store, [3, 1], 50), [3, 1]);
      assert.deepEqual(await serve(store, [1, 2, 3, 4], 60), [2, 4]);
      assert.deepEqual(await listed(store), [
        [0, 3],
        [1, 1],
        [2, 2],
        [3, 4],
      ]);
      const [entry] = await store.ledgerEntries({ ...first, afterLeaf: -1, limit: 1 });
      const { id, modified, label, class: release, body } = sample(3, 1);
      const served = {
        ...{ id, modified, label, class: release, kind: "incident", added: clock.now * 1000 + 2 },
        ...{ sha256: hash("sha256", body), decidedBy: ["a/1", "a/2"], state: "open" },
      };
      assert.deepEqual({ ...entry, hash: null }, { leaf: 0, seq: 3, at: 50, hash: null, served });
      assert.deepEqual(Buffer.from(entry!.hash), ledgerLeafHash(served));
      assert.deepEqual(await store.ledgers(), [{ ...first, size: 4 }]);
      assert.deepEqual(await store.servedUnlogged(0, await store.lastRow()), []);
    }));

  test("what was taken out before it was served gets none, what is withdrawn keeps its own", () =>
    withStore(async (store) => {
      await offered(store, 1, 3);
      const { entries } = await store.outbox({ partner: amman, limit: 9 });
      const rows = entries.map(({ row }) => row);
      const leaves = { ...(await store.unlogged(amman, rows)), incarnation: "one" };
      await store.commit(
        together(
          { do: "void", partner: amman, id: sampleId(2) },
          { do: "served", partner: amman, seq: 3, leaves, at: 1 },
          { do: "withdraw", id: sampleId(1), throughModified: 1, reason: "", at: 1 },
        ),
      );
      assert.deepEqual(await listed(store), [
        [0, 1],
        [1, 3],
      ]);
      const [withdrawn] = await store.ledgerEntries({ ...first, afterLeaf: -1, limit: 1 });
      assert.deepEqual(Buffer.from(withdrawn!.hash), ledgerLeafHash(withdrawn!.served!));
      assert.equal(withdrawn!.served!.state, "recalled");
    }));

  test("what was served without a leaf is told", () =>
    withStore(async (store) => {
      await offered(store, 1, 3);
      await store.commit(together({ do: "served", partner: amman, seq: 2, at: 1 }));
      const last = await store.lastRow();
      assert.deepEqual(await store.servedUnlogged(0, last), [
        { partner: amman, seq: 1, before: false },
        { partner: amman, seq: 2, before: false },
      ]);
      assert.deepEqual(await store.servedUnlogged(1, last), [
        { partner: amman, seq: 2, before: false },
      ]);
    }));

  test("a control record that was served without a leaf is told, unless a later version stands behind it", () =>
    withStore(async (store) => {
      const changes = [1, 2].flatMap((modified) => {
        const row = sample(1, modified, { kind: "agreement", at: null });
        return [record(row), offer(row, amman, { control: true })];
      });
      await store.commit(together(...changes));
      await store.commit(together({ do: "served", partner: amman, seq: 2, at: 1 }));
      assert.deepEqual(await store.servedUnlogged(0, await store.lastRow()), [
        { partner: amman, seq: 2, before: false },
      ]);
    }));

  test("a chain goes along the leaves over when and under which clauses each was served", () =>
    withDirectory(async (dir) => {
      const at = () => 1_426_032_000_000;
      let head = servedStart({ ...first, unlogged: 0 });
      for (const [from, through] of [
        [1, 3],
        [4, 5],
      ] as const) {
        const store = await open(dir, at);
        assert.equal(await store.servedChain({ ...first, incarnation: "two" }), null);
        await offered(store, from, through);
        for (let seq = from; seq <= through; seq++) await serve(store, [seq], 10 * seq);
        for (const entry of await store.ledgerEntries({ ...first, afterLeaf: from - 2, limit: 9 }))
          head = servedHead(head, entry.hash, entry.at, "a/1\na/2");
        const { head: kept, ...chain } = (await store.servedChain(first))!;
        assert.deepEqual(Buffer.from(kept), head);
        const [signed, note] = from === 1 ? [0, null] : [3, "signed"];
        assert.deepEqual(chain, { size: through, signed, note, unlogged: 0 });
        const sign = { do: "sign-served" as const, ledger: first };
        await store.commit(
          together({ ...sign, size: 3, note: "signed" }, { ...sign, size: 2, note: "too late" }),
        );
        await store.close();
      }
    }));

  test("a commit that fails leaves no leaf", () =>
    withStore(async (store) => {
      await offered(store, 1, 2);
      await serve(store, [1]);
      const leaves = { ...(await store.unlogged(amman, [2])), incarnation: "one" };
      const served = together({ do: "served", partner: amman, seq: 2, leaves, at: 1 });
      await assert.rejects(store.commit({ ...served, epoch: 7 }), { code: "epoch-moved" });
      assert.deepEqual(await listed(store), [[0, 1]]);
      await store.commit(served);
      assert.deepEqual(await store.ledgers(), [{ ...first, size: 2 }]);
    }));

  test("roots, frontiers and proofs are those of the tree of all leaves, also after it was opened again", () =>
    withDirectory(async (dir) => {
      const roots: Hash[] = [openFrontier().root()];
      const tree = openFrontier();
      const at = () => 1_426_032_000_000;
      for (const [from, through] of [
        [1, 20],
        [21, 75],
      ] as const) {
        const store = await open(dir, at);
        await offered(store, from, through);
        for (let seq = from; seq <= through; seq++) await serve(store, [seq], seq);
        const entries = await store.ledgerEntries({ ...first, afterLeaf: -1, limit: 100 });
        for (const { leaf, hash } of entries.slice(tree.size)) {
          assert.equal(leaf, tree.size);
          tree.append(Buffer.from(hash));
          roots.push(tree.root());
        }
        for (const size of roots.keys()) {
          assert.deepEqual(Buffer.from((await store.ledgerRoot(first, size))!), roots[size]);
        }
        assert.equal(await store.ledgerRoot(first, roots.length), null);
        await store.close();
      }
      const store = await open(dir, at);
      const stretch = (await store.ledgerStretch(first, [38, 39, 40], 5))!;
      assert.deepEqual([stretch.first, stretch.size], [37, 40]);
      assert.deepEqual(Buffer.from(stretch.root), roots[40]);
      const proof = Array.from({ length: stretch.proof.length / 32 }, (_, n) =>
        Buffer.from(stretch.proof.subarray(32 * n, 32 * (n + 1))),
      );
      assert.ok(verifyConsistency(5, roots[5]!, 37, roots[37]!, proof));
      assert.equal(stretch.frontier.length, 3 * 32, "37 = 32 + 4 + 1");
      assert.equal(await store.ledgerStretch(first, [38, 40], 0), null);
      assert.equal(await store.ledgerStretch({ ...first, incarnation: "two" }, [38], 0), null);
      const nodes = await store.ledgerNodes(first, { level: 0, position: 0 }, 100);
      assert.deepEqual(
        nodes.map(({ level, position }) => [level, position]),
        [0, 1, 2, 3].map((position) => [4, position]),
      );
      await store.close();
    }));

  test("another incarnation goes on in a ledger of its own, without what was served before", () =>
    withStore(async (store) => {
      const second = { partner: amman, incarnation: "two" };
      await offered(store, 1, 3);
      await serve(store, [1, 2]);
      assert.deepEqual(await serve(store, [2, 3], 9, second), [3]);
      assert.deepEqual(await listed(store, second), [[0, 3]]);
      assert.deepEqual(await store.ledgers(), [
        { ...first, size: 2 },
        { ...second, size: 1 },
      ]);
    }));

  test("leaves are found by when they were served, which never goes back", () =>
    withStore(async (store) => {
      await offered(store, 1, 5);
      for (const [seq, at] of [10, 20, 15, 30, 40].entries()) await serve(store, [seq + 1], at);
      const at = async (from?: number, until?: number) => {
        const query = { ...first, afterLeaf: -1, limit: 9, ...(from && { from }) };
        const entries = await store.ledgerEntries({ ...query, ...(until && { until }) });
        return entries.map((entry) => entry.at);
      };
      assert.deepEqual(await at(), [10, 20, 20, 30, 40]);
      assert.deepEqual(await at(20, 40), [20, 20, 30]);
      assert.deepEqual(await at(21), [30, 40]);
      assert.deepEqual(await at(41), []);
    }));
}
