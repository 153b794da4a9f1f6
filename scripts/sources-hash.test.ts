import assert from "node:assert/strict";
import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { sourcesHash } from "./sources-hash.mjs";

test("the hash follows names and contents, and nothing else", async (t) => {
  const root = await mkdtemp(join(tmpdir(), "tansiq-hash-"));
  t.after(() => rm(root, { recursive: true }));
  await mkdir(join(root, "web/dist"), { recursive: true });
  await writeFile(join(root, "web/a.ts"), "a");
  await writeFile(join(root, "lock"), "1");
  const hash = () => sourcesHash(root, ["web", "lock", "missing"], (path) => path === "web/dist");
  const first = hash();

  await writeFile(join(root, "web/dist/out.js"), "built");
  await utimes(join(root, "web/a.ts"), 1, 1);
  assert.equal(hash(), first, "the built page and dates do not count");

  await writeFile(join(root, "web/a.ts"), "b");
  const changed = hash();
  assert.notEqual(changed, first, "content counts");

  await rename(join(root, "web/a.ts"), join(root, "web/b.ts"));
  const renamed = hash();
  assert.notEqual(renamed, changed, "names count");

  await writeFile(join(root, "lock"), "2");
  assert.notEqual(hash(), renamed, "single files count");
});
