import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { offer, record, sample, sampleId, together } from "../conformance/sample.ts";
import { openStore } from "./open.ts";

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
