import assert from "node:assert/strict";
import { mkdir, open, readFile, stat, writeFile } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { harness } from "../conformance/harness.ts";
import { offer, record, sample, sampleId, together } from "../conformance/sample.ts";
import { openStore } from "./open.ts";

const { withDirectory } = harness((dir, clock) => openStore(dir, { clock }));
const corrupt = { code: "store-corrupt" };

test("a file that is no database is refused and left alone", () =>
  withDirectory(async (dir) => {
    const file = `${dir}/store.sqlite`;
    await writeFile(
      file,
      "not a database, but something that somebody may want to keep ".repeat(99),
    );
    const before = await readFile(file);
    await assert.rejects(openStore(dir), corrupt);
    assert.deepEqual(await readFile(file), before);
  }));

test("another program's database is refused", () =>
  withDirectory(async (dir) => {
    const db = new DatabaseSync(`${dir}/store.sqlite`);
    db.exec("CREATE TABLE t (a)");
    db.close();
    await assert.rejects(openStore(dir), corrupt);
  }));

test("a damaged page is told when it is met, and the store goes on with the rest", () =>
  withDirectory(async (dir) => {
    const first = await openStore(dir);
    const rows = Array.from({ length: 300 }, (_, n) => sample(n, 1, { body: "x".repeat(3000) }));
    await first.commit(together(...rows.map(record)));
    await first.close();
    const file = `${dir}/store.sqlite`;
    const handle = await open(file, "r+");
    const { size } = await handle.stat();
    const page = Math.floor(size / 2 / 4096) * 4096;
    await handle.write(Buffer.alloc(4096, 0xa5), 0, 4096, page);
    await handle.close();
    const store = await openStore(dir);
    await assert.rejects(store.bodies(rows.map((_, n) => n + 1)), corrupt);
    assert.equal(await store.epoch(), 0);
    await store.close();
  }));

test("a file cut short is refused", () =>
  withDirectory(async (dir) => {
    const first = await openStore(dir);
    await first.close();
    const handle = await open(`${dir}/store.sqlite`, "r+");
    await handle.truncate(4096 * 3);
    await handle.close();
    await assert.rejects(openStore(dir), corrupt);
  }));

test("a store of a newer version is refused", () =>
  withDirectory(async (dir) => {
    const first = await openStore(dir);
    await first.close();
    const db = new DatabaseSync(`${dir}/store.sqlite`);
    db.exec("PRAGMA user_version = 999");
    db.close();
    await assert.rejects(openStore(dir), { code: "store-newer" });
  }));

test("a refused directory is not left locked", () =>
  withDirectory(async (dir) => {
    await writeFile(`${dir}/store.sqlite`, "x".repeat(9000));
    await assert.rejects(openStore(dir), corrupt);
    await assert.rejects(openStore(dir), corrupt);
  }));

test("only the owner may read the directory and its files", () =>
  withDirectory(async (dir) => {
    const store = await openStore(`${dir}/node`);
    await store.commit(together(record(sample(1, 1))));
    await store.backup(`${dir}/copy`);
    const modes = async (name: string) => (await stat(`${dir}/${name}`)).mode & 0o077;
    for (const name of ["node", "node/store.sqlite", "node/store.sqlite-wal", "copy"]) {
      assert.equal(await modes(name), 0, name);
    }
    await store.close();
  }));

test("a backup opens as the store that it was", () =>
  withDirectory(async (dir) => {
    const first = await openStore(`${dir}/a`);
    const row = sample(1, 1, { words: "road" });
    await first.commit({ ...together(record(row), offer(row, "amman")), nextEpoch: 3 });
    await mkdir(`${dir}/b`);
    await first.backup(`${dir}/b/store.sqlite`);
    await first.commit(together(record(sample(2, 1))));
    await first.close();
    const second = await openStore(`${dir}/b`);
    assert.equal(await second.epoch(), 3);
    assert.equal((await second.record(row.id))?.body, row.body);
    assert.equal(await second.record(sampleId(2)), null);
    assert.deepEqual(await second.search(["road"], 9), Int32Array.of(1));
    assert.equal((await second.outbox({ partner: "amman", limit: 9 })).entries.length, 1);
    await second.close();
  }));
