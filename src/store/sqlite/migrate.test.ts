import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { offer, record, sample, sampleId, together } from "../conformance/sample.ts";
import type { Store } from "../port.ts";
import { openStore } from "./open.ts";
import { migrations } from "./schema.ts";

test("a store of version 2 comes to count what was not received, to know when records were created, and to begin its ledgers", async () => {
  const dir = await mkdtemp(join(tmpdir(), "tansiq-migrate-"));
  try {
    const rows = [1, 2, 3].map((n) => {
      return sample(n, 1, { body: JSON.stringify({ n, created: "2015-01-01T00:00:00.12Z" }) });
    });
    const body = JSON.stringify({ created: "2015-01-01T00:00:01Z" });
    rows.push(sample(4, 1, { body, refs: [sampleId(1)] }));
    const receipt = sample(5, 1, { kind: "receipt", class: 0, at: null });
    const before = await openStore(dir, { clock: () => 1000 });
    const all = [...rows, receipt].flatMap((row) => [record(row), offer(row, "amman")]);
    await before.commit(together(...all));
    const { entries } = await before.outbox({ partner: "amman", limit: 9 });
    await before.commit(
      together(
        { do: "served", partner: "amman", seq: 2, at: 1 },
        { do: "served", partner: "amman", seq: 0, only: [4], at: 1 },
        { do: "received", partner: "amman", through: entries[0]!.dateAdded, at: 1 },
      ),
    );
    await before.close();
    const db = new DatabaseSync(join(dir, "store.sqlite"));
    db.exec("DROP TABLE ledger; DROP TABLE ledger_leaf; DROP TABLE ledger_node");
    db.exec("DROP TABLE journal; DROP TABLE journal_series; DROP INDEX quarantine_id");
    db.exec("DROP INDEX withdrawal_at");
    db.exec("ALTER TABLE offer DROP COLUMN clauses; ALTER TABLE recipient DROP COLUMN unlogged");
    db.exec("ALTER TABLE recipient DROP COLUMN pending_from");
    for (const column of ["created", "oldest", "known", "until", "marks"])
      db.exec(`ALTER TABLE record DROP COLUMN ${column}`);
    for (const name of ["version", "line", "by", "notice"]) db.exec(`DROP TABLE read_${name}`);
    db.exec("UPDATE recipient SET pending = 2; PRAGMA user_version = 2");
    db.close();
    const after = await openStore(dir);
    const { pending, pendingSince } = await after.outboxState("amman");
    assert.deepEqual([pending, pendingSince], [3, entries[1]!.dateAdded]);
    const { created, oldest } = await after.inventory(0, 9);
    const then = Date.UTC(2015, 0, 1, 0, 0, 0, 120);
    assert.deepEqual([...created], [then, then, then, then + 880]);
    assert.deepEqual([...oldest], [then, then, then, then], "the last refers to the first");
    // What was served before there were ledgers is missing in none.
    assert.deepEqual(
      (await after.servedUnlogged(0, await after.lastRow())).map(({ before }) => before),
      [true, true, true],
    );
    const row = sample(6, 1);
    await after.commit(together(record(row), offer(row, "amman")));
    await after.commit(together({ do: "served", partner: "amman", seq: 6, at: 2 }));
    const unlogged = await after.servedUnlogged(0, await after.lastRow());
    assert.deepEqual(unlogged.at(-1), { partner: "amman", seq: 6, before: false });
    await after.close();
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});

test("a ledger from before when and why were chained stays as it is, and the next one has a chain", async () => {
  const dir = await mkdtemp(join(tmpdir(), "tansiq-migrate-"));
  try {
    const serve = async (store: Store, n: number, incarnation: string) => {
      await store.commit(together(record(sample(n, 1)), offer(sample(n, 1), "amman")));
      const leaves = { ...(await store.unlogged("amman", [n])), incarnation };
      await store.commit(together({ do: "served", partner: "amman", seq: n, leaves, at: n }));
    };
    const before = await openStore(dir);
    await serve(before, 1, "old");
    await before.close();
    const db = new DatabaseSync(join(dir, "store.sqlite"));
    for (const column of ["head", "signed", "note"])
      db.exec(`ALTER TABLE ledger DROP COLUMN ${column}`);
    db.exec(`PRAGMA user_version = ${migrations.length - 1}`);
    db.close();
    const after = await openStore(dir);
    await serve(after, 2, "new");
    assert.equal(await after.servedChain({ partner: "amman", incarnation: "old" }), null);
    assert.equal((await after.servedChain({ partner: "amman", incarnation: "new" }))?.size, 1);
    assert.deepEqual(
      (await after.ledgers()).map(({ incarnation, size }) => [incarnation, size]),
      [
        ["old", 1],
        ["new", 1],
      ],
    );
    await after.close();
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
