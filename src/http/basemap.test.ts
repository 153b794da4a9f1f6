import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { as, testApp } from "./test-app.ts";

test("a person reads the operator's map in ranges, and nobody else does", async (t) => {
  const dir = await mkdtemp(join(tmpdir(), "tansiq-basemap-"));
  t.after(() => rm(dir, { recursive: true, force: true }));
  const basemap = join(dir, "own map.pmtiles");
  await writeFile(basemap, "PMTiles and more");
  const { app } = testApp(t, { basemap });
  const url = "/api/basemap";
  const range = await app.inject({ url, headers: { ...as("reader"), range: "bytes=8-10" } });
  assert.equal(range.statusCode, 206);
  assert.equal(range.body, "and");
  assert.equal(range.headers["content-range"], "bytes 8-10/16");
  assert.equal(range.headers["content-type"], "application/vnd.pmtiles");
  const beyond = await app.inject({ url, headers: { ...as("reader"), range: "bytes=99-" } });
  assert.ok(beyond.statusCode >= 400);
  assert.equal((await app.inject({ url })).statusCode, 401);
});

test("without one there is nothing", async (t) => {
  const { app } = testApp(t);
  const answer = await app.inject({ url: "/api/basemap", headers: as("reader") });
  assert.equal(answer.statusCode, 404);
});
