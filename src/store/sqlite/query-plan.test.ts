import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { harness } from "../conformance/harness.ts";
import { record, sample, together } from "../conformance/sample.ts";
import type { OutboxQuery } from "../port.ts";
import { openStore } from "./open.ts";
import { nameReader } from "./names.ts";
import { pageSql } from "./outbox-page.ts";
import { journalReader } from "./read-journal.ts";
import { needsReader } from "./read-needs.ts";
import { outboxReader } from "./read-outbox.ts";
import { pictureReader } from "./read-picture.ts";
import { recordReader } from "./read-records.ts";
import { searchReader } from "./read-search.ts";
import { shelfReader } from "./read-shelf.ts";
import { openWriter } from "./writer.ts";

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

/** Prepares nothing new but notes the SQL. */
function noting(db: DatabaseSync, sql: string[]): DatabaseSync {
  return new Proxy(db, {
    get(target, name) {
      if (name !== "prepare") return Reflect.get(target, name).bind(target);
      return (text: string) => {
        sql.push(text);
        return target.prepare(text);
      };
    },
  });
}

test("no statement on records, offers or words scans a table or sorts more than one object", () =>
  withFile((db) => {
    const sql: string[] = [];
    const noted = noting(db, sql);
    openWriter(noted);
    const names = nameReader(noted);
    recordReader(noted, names);
    outboxReader(noted, names);
    needsReader(noted, names);
    pictureReader(noted, names);
    searchReader(noted)(["road"], 1);
    assert.ok(sql.length > 50);
    for (const statement of sql) {
      const steps = plan(db, statement);
      for (const step of steps) {
        // max() of a primary key is one look-up; a full-text table names its own index.
        if (statement.includes("max(row)") || step.includes("VIRTUAL TABLE INDEX")) continue;
        if (statement.includes("sqlite_schema")) continue;
        // Its own values, and what a recursive statement has found so far, are no table.
        const values = /^SCAN (\d+-ROW VALUES|CONSTANT ROW|found$|\(subquery-\d+\)$)/.test(step);
        assert.ok(values || !step.startsWith("SCAN "), `${statement}\n${steps.join("\n")}`);
        // Sorting what belongs to one object is cheap.
        const ofObject = steps.some((one) => one.includes("(local=? AND type=?"));
        assert.ok(ofObject || !step.includes("TEMP B-TREE"), `${statement}\n${steps.join("\n")}`);
      }
    }
  }));

test("what waits in quarantine for an arrival is found by an index", () =>
  withFile((db) => {
    const sql: string[] = [];
    shelfReader(noting(db, sql));
    const [statement] = sql.filter((text) => text.includes("json_each"));
    const steps = plan(db, statement!);
    for (const index of ["quarantine_detail (detail=?", "quarantine_id (id=?"]) {
      const used = steps.some((step) => step.includes(`USING COVERING INDEX ${index}`));
      assert.ok(used, steps.join("\n"));
    }
    for (const step of steps) assert.ok(!/^SCAN (?!j\b)/.test(step), steps.join("\n"));
  }));

test("a page of the journal is walked by an index, series by series", () =>
  withFile((db) => {
    const sql: string[] = [];
    journalReader(noting(db, sql));
    const [page] = sql.filter((text) => text.includes("ORDER BY at DESC"));
    assert.deepEqual(plan(db, page!), [
      "SEARCH journal USING COVERING INDEX journal_at (series=? AND at>? AND at<?)",
    ]);
  }));
