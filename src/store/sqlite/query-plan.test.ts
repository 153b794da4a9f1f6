import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { harness } from "../conformance/harness.ts";
import { record, sample, together } from "../conformance/sample.ts";
import type { OutboxQuery } from "../port.ts";
import { openStore } from "./open.ts";
import { pageSql } from "./outbox-page.ts";

const { withDirectory } = harness((dir, clock) => openStore(dir, { clock }));

function plan(db: DatabaseSync, sql: string): string[] {
  const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[];
  return steps.map(({ detail }) => detail);
}

async function withFile(body: (db: DatabaseSync) => void): Promise<void> {
  await withDirectory(async (dir) => {
    mkdirSync(`${dir}/a`);
    const store = await openStore(`${dir}/a`);
    await store.commit(together(record(sample(1, 1, { words: "road" }))));
    await store.close();
    const db = new DatabaseSync(`${dir}/a/store.sqlite`, { readOnly: true });
    body(db);
    db.close();
  });
}

test("a page of an outbox walks a primary key from its start: no scan, no sort", () =>
  withFile((db) => {
    const kinds: OutboxQuery["versions"][] = [["last"], ["all"], ["first", "last"], [10, "last"]];
    for (const versions of kinds) {
      const { sql } = pageSql({
        ...{ partner: 1, afterLast: 5, afterEarlier: 5, kinds: [1], limit: 10 },
        versions: versions!,
      });
      const steps = plan(db, sql);
      assert.ok(
        steps.some((step) => step.includes("USING PRIMARY KEY (partner=? AND seq>?)")),
        steps.join("\n"),
      );
      for (const step of steps) {
        assert.doesNotMatch(step, /TEMP B-TREE/, steps.join("\n"));
        const scans = step.startsWith("SCAN ") && !/^SCAN (e|json_each)\b/.test(step);
        assert.ok(!scans, steps.join("\n"));
      }
    }
  }));
