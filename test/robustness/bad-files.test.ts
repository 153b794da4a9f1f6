import assert from "node:assert/strict";
import { operator } from "../../src/desk/viewer.ts";
import { once } from "node:events";
import {
  copyFile,
  mkdir,
  mkdtemp,
  open,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test, type TestContext } from "node:test";
import { pino } from "pino";
import { restore } from "../../src/commands/restore.ts";
import { readRecord } from "../../src/desk/read-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { AppError, problem } from "../../src/errors.ts";
import { createDataDir } from "../../src/node/data-dir.ts";
import { openNode } from "../../src/node/node.ts";
import { serve } from "../../src/node/serve.ts";
import { roadCut } from "../network/drafts.ts";
import { assertFailed, killNine, serveProcess, tansiq, tansiqHere } from "./command-line.ts";

/* A node whose files, port or directory are not right says what is wrong, and starts as ever once it is mended. */

let root: string;
let dir: string;
let backup: string;
let stored: string;
const at = (name: string) => join(dir, name);
const log = pino({ level: "silent" });

before(async () => {
  root = await mkdtemp(join(tmpdir(), "tansiq-files-"));
  dir = join(root, "baghdad");
  backup = join(root, "backup.sqlite");
  const name = { ar: "بغداد", en: "Baghdad" };
  await createDataDir(
    dir,
    { node: "baghdad", name, port: 0, url: "https://127.0.0.1:1" },
    Date.now(),
  );
  const node = await openNode(dir, {}, log);
  stored = (await submitReport(node.desk, roadCut())).record.id;
  await node.desk.store.backup(backup);
  await node.close();
});
after(() => rm(root, { recursive: true }));

/** Starts as `tansiq serve` would, here. */
async function starting(env: NodeJS.ProcessEnv = {}): Promise<void> {
  const node = await openNode(dir, env, log);
  try {
    const serving = await serve(node);
    await serving.close();
    await readRecord(node.desk, operator("test"), stored);
  } finally {
    await node.close();
  }
}

async function assertRefused(
  code: string,
  words: string[],
  env?: NodeJS.ProcessEnv,
): Promise<void> {
  await assert.rejects(starting(env), (error: unknown) => {
    assert.ok(error instanceof AppError, String((error as Error).stack));
    assert.equal(error.code, code);
    const { ar, en } = problem(error).detail;
    assert.match(ar, /[\u0600-\u06FF]{3}/);
    for (const word of words) {
      assert.ok(en.includes(word), `${word} in: ${en}`);
      assert.ok(ar.includes(word), `${word} in: ${ar}`);
    }
    return true;
  });
}

/** Writes a file of the node for the length of `body`. */
async function withFile(
  name: string,
  content: string | Uint8Array | null,
  body: () => Promise<void>,
): Promise<void> {
  const right = await readFile(at(name)).catch(() => null);
  if (content === null) await rm(at(name));
  else await writeFile(at(name), content);
  try {
    await body();
  } finally {
    if (right) await writeFile(at(name), right);
    else await rm(at(name));
  }
}

const changed = async (changes: object) =>
  JSON.stringify({ ...JSON.parse(await readFile(at("config.json"), "utf8")), ...changes });

test("a configuration that is no JSON stops `tansiq serve` with the file's name", async () => {
  for (const content of ['{"node": "baghdad",', "", "[]", "\u0000\u0001"]) {
    await withFile("config.json", content, () =>
      assertRefused("config-malformed", ["config.json"]),
    );
  }
  await withFile("config.json", '{"node": ', async () => {
    assertFailed(await tansiq(["serve", "--data", dir]), "config-malformed", at("config.json"));
  });
  await starting();
});

test("a configuration with a wrong key names the key and the ones there are", async () => {
  await withFile("config.json", await changed({ prot: 8701 }), async () => {
    await assertRefused("config-invalid", ["prot", "port", "logLevel"]);
    assertFailed(await tansiqHere(["serve", "--data", dir]), "config-invalid", "prot", "port");
  });
  await starting();
});

const values: [object, string, string][] = [
  [{ port: "8701" }, "port", "65535"],
  [{ port: 70_000 }, "port", "65535"],
  [{ node: "Baghdad City" }, "node", "hyphens"],
  [{ name: "Baghdad" }, "name", '"ar"'],
  [{ mode: "war" }, "mode", "exercise"],
  [{ tls: null, host: "0.0.0.0" }, "tls", "loopback"],
  [{ tls: { cert: "c" } }, "tls", '"key"'],
  [{ url: "http://127.0.0.1" }, "url", "https://"],
  [{ logLevel: "loud" }, "logLevel", "info"],
  [{ twoPeople: ["agreement"] }, "twoPeople", "agreements"],
];
for (const [changes, key, expected] of values) {
  test(`a configuration with a wrong value, ${JSON.stringify(changes)}, names key and expectation`, async () => {
    await withFile("config.json", await changed(changes), () =>
      assertRefused("config-invalid", [key, expected]),
    );
  });
}

test("with its right values the node starts, and has its record", () => starting());

test("a wrong value in the environment is named by its key too", async () => {
  await assertRefused("config-invalid", ["port", "65535"], { TANSIQ_PORT: "many" });
  await starting();
});

test("a directory without a configuration says how to make a node", async () => {
  await withFile("config.json", null, () =>
    assertRefused("config-missing", ["config.json", "tansiq init"]),
  );
  await starting();
});

for (const name of ["signing-key.pem", "identity.json", "tls-cert.pem", "tls-key.pem"]) {
  test(`a missing or damaged ${name} is named, with what to do`, async () => {
    for (const content of [null, "", "damaged"]) {
      await withFile(name, content, () => assertRefused("node-file-damaged", [name]));
    }
    await starting();
  });
}

test("damaged partner tokens are named; without them the node starts", async () => {
  await withFile("partner-tokens.json", '{"damascus": ', () =>
    assertRefused("node-file-damaged", ["partner-tokens.json"]),
  );
  await starting();
});

test("a port in use is named, and the node that has it goes on", async () => {
  const other = createServer();
  other.listen(0, "127.0.0.1");
  await once(other, "listening");
  const port = String((other.address() as AddressInfo).port);
  try {
    await assertRefused("port-in-use", [port], { TANSIQ_PORT: port });
    const ended = await tansiq(["serve", "--data", dir], { TANSIQ_PORT: port });
    assertFailed(ended, "port-in-use", port, "TANSIQ_PORT");
  } finally {
    other.close();
  }
  await starting();
});

test("a second process on one data directory is refused, and the first goes on", async (t) => {
  const first = await serving(t);
  assertFailed(await tansiq(["serve", "--data", dir]), "store-locked", dir);
  assertFailed(await tansiq(["restore", backup, "--data", dir]), "store-locked", dir);
  const exported = await tansiq(["report", "export", "--data", dir]);
  assert.equal(exported.code, 0, exported.stderr);
  assert.ok(exported.stdout.includes(stored));
  assert.equal(first.exitCode, null);
  await killNine(first);
  await starting();
});

async function serving(t: TestContext) {
  const child = serveProcess(dir);
  t.after(() => killNine(child));
  for await (const line of child.stdout!) if (String(line).includes('"serving"')) break;
  return child;
}

/** Puts the backup back after the store was damaged. */
async function restored(): Promise<void> {
  await restore(dir, backup);
  await starting();
}

test("a store file that is something else is refused, kept, and replaced by a backup", async () => {
  const file = at("store/store.sqlite");
  await writeFile(file, "this is a letter, not a store ".repeat(1000));
  await assertRefused("store-corrupt", []);
  assertFailed(await tansiqHere(["serve", "--data", dir]), "store-corrupt");
  assert.match(await readFile(file, "utf8"), /^this is a letter/, "it is not touched");
  const { kept } = await restore(dir, backup);
  assert.match(await readFile(join(kept, "store.sqlite"), "utf8"), /^this is a letter/);
  await starting();
});

test("a store file whose pages are damaged is refused or tells so, and is replaced by a backup", async () => {
  const handle = await open(at("store/store.sqlite"), "r+");
  const { size } = await handle.stat();
  for (let page = 1; page < size / 4096; page++)
    await handle.write(Buffer.alloc(4000, 7), 0, 4000, page * 4096);
  await handle.close();
  await assertRefused("store-corrupt", []);
  await restored();
});

test("a store file that was cut is refused, and is replaced by a backup", async () => {
  const { size } = await stat(at("store/store.sqlite"));
  const handle = await open(at("store/store.sqlite"), "r+");
  await handle.truncate(Math.floor(size / 8192) * 4096);
  await handle.close();
  await assertRefused("store-corrupt", []);
  await restored();
});

test("a damaged lock file holds nobody up, and two are still refused", async () => {
  await writeFile(at("store/lock.sqlite"), "this is no lock ".repeat(1000));
  const node = await openNode(dir, {}, log);
  try {
    await assertRefused("store-locked", [dir]);
  } finally {
    await node.close();
  }
  await starting();
});

test("a backup of another node is refused", async () => {
  const other = join(root, "damascus");
  const name = { ar: "دمشق", en: "Damascus" };
  await createDataDir(other, { node: "damascus", name, port: 0, plainHttp: true }, Date.now());
  const node = await openNode(other, {}, log);
  const file = join(root, "other.sqlite");
  await node.desk.store.backup(file);
  await node.close();
  await assert.rejects(restore(dir, file), { code: "backup-of-another" });
  await starting();
});

test("a restoring that was killed between its two steps is finished by the next start", async () => {
  await rename(at("store"), at("store.before"));
  await mkdir(at("store.restoring"));
  await copyFile(backup, at("store.restoring/store.sqlite"));
  await starting();
});

test("a backup that is none is refused, and the node keeps what it has", async () => {
  const wrong = join(root, "wrong.sqlite");
  await writeFile(wrong, "this is no backup ".repeat(1000));
  for (const [file, code] of [
    [wrong, "backup-damaged"],
    [join(root, "nowhere.sqlite"), "file-unreadable"],
  ] as const) {
    await assert.rejects(restore(dir, file), (error: unknown) => {
      assert.equal((error as AppError).code, code);
      return true;
    });
    await starting();
  }
  await restored();
});
