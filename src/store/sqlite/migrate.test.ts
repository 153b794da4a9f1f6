import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { offer, record, sample, together } from "../conformance/sample.ts";
import { openStore } from "./open.ts";

test("a store of version 2 comes to count what was served and not received", async () => {
  const dir = await mkdtemp(join(tmpdir(), "tansiq-migrate-"));
  try {
    const rows = [1, 2, 3, 4].map((n) => sample(n, 1));
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
    db.exec("ALTER TABLE recipient DROP COLUMN pending_from");
    db.exec("UPDATE recipient SET pending = 2; PRAGMA user_version = 2");
    db.close();
    const after = await openStore(dir);
    const { pending, pendingSince } = await after.outboxState("amman");
    assert.deepEqual([pending, pendingSince], [3, entries[1]!.dateAdded]);
    await after.close();
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
