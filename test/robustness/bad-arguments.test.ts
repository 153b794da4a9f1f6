import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { programs } from "../../src/commands/programs.ts";
import { createDataDir, files } from "../../src/node/data-dir.ts";
import { publicKeyOf } from "../../src/proof/signature.ts";
import { assertFailed, tansiq, tansiqHere } from "./command-line.ts";

/* What an operator gets wrong on the command line is told in both languages, and never as an internal error. */

let root = "";
let dir = "";
const at = (name: string) => join(root, name);
const given = (name: string, content: unknown) => writeFile(at(name), JSON.stringify(content));

before(async () => {
  root = await mkdtemp(join(tmpdir(), "tansiq-args-"));
  dir = join(root, "mosul");
  const name = { ar: "الموصل", en: "Mosul" };
  await createDataDir(dir, { node: "mosul", name, port: 0, plainHttp: true }, Date.now());
});
after(() => rm(root, { recursive: true }));

test("help fits a terminal, and what is no command is told with what there is", async () => {
  const all = [["--help"], ...Object.keys(programs).map((name) => [...name.split(" "), "--help"])];
  for (const args of all) {
    const { code, stdout } = await tansiqHere(args);
    assert.equal(code, 0);
    for (const line of stdout.split("\n")) assert.ok(line.length <= 80, line);
  }
  const strange = await tansiqHere(["frobnicate"]);
  assert.deepEqual([strange.code, strange.stdout], [2, ""]);
  assert.match(strange.stderr, /no command "frobnicate".*\n.*«frobnicate»/);
  const half = await tansiqHere(["agreement", "frob"]);
  assert.match(half.stderr, /tansiq agreement is followed by one of: propose, sign/);
});

test("an agreement that is none is refused by its first fault", async () => {
  await given("agreement.json", { title: {} });
  const args = ["agreement", "propose", at("agreement.json"), "--data", dir];
  const ended = await tansiqHere(args);
  assertFailed(ended, "agreement-invalid", "purpose");
  assert.deepEqual(await tansiq(args), ended, "a process of its own says and gives the same");
});

for (const [draft, field] of [
  [{}, "kind"],
  [{ control: { from: "isil" } }, "control"],
  [{ source: 3 }, "source"],
  [{ reshare: "everybody" }, "reshare"],
] as const) {
  test(`a report whose ${field} is wrong is refused by that name`, async () => {
    const sound = { kind: "incident", name: "x", at: "2015-03-11T00:00:00Z", topics: ["border"] };
    const whole = field === "kind" ? draft : { ...sound, classification: "restricted", ...draft };
    await given("drafts.json", [whole]);
    const ended = await tansiqHere(["report", "import", at("drafts.json"), "--data", dir]);
    assertFailed(ended, "draft-invalid", field);
  });
}

test("files that are not there are named", async () => {
  const missing = at("nowhere.csv");
  for (const args of [
    ["report", "import", missing, "--data", dir],
    ["restore", missing, "--data", dir],
    ["verify", missing, "--key", missing],
    ["agreement", "propose", missing, "--data", dir],
  ]) {
    assertFailed(await tansiqHere(args), "file-unreadable", missing, "ENOENT");
  }
});

test("a key file without a key is told, and so is a file without STIX objects", async () => {
  await given("identity.json", JSON.parse(await readFile(join(dir, files.identity), "utf8")));
  for (const key of [null, 7, {}, { crv: "Ed25519", x: "AA" }, { type: "identity" }]) {
    await given("key.json", key);
    const ended = await tansiqHere(["verify", at("identity.json"), "--key", at("key.json")]);
    assertFailed(ended, "key-file-wrong", "--key", "JWK");
  }
  await given("key.json", publicKeyOf(await readFile(join(dir, files.signingKey), "utf8")));
  const sound = await tansiqHere(["verify", at("identity.json"), "--key", at("key.json")]);
  assert.equal(sound.code, 0, sound.stderr);
  await given("objects.json", { objects: [null] });
  const ended = await tansiqHere(["verify", at("objects.json"), "--key", at("key.json")]);
  assertFailed(ended, "envelope-wrong");
});

test("a backup into a folder that is not there names the path, not the disk", async () => {
  const file = at("nowhere/mosul.sqlite");
  assertFailed(await tansiqHere(["backup", file, "--data", dir]), "backup-path-wrong", file);
});

test("a restore of what is no backup names that file and leaves nothing behind", async () => {
  const names = async () => (await readdir(dir)).toSorted();
  const before = await names();
  for (const content of ["", "{}", "no backup ".repeat(1000)]) {
    await writeFile(at("letter.txt"), content);
    const ended = await tansiqHere(["restore", at("letter.txt"), "--data", dir]);
    assertFailed(ended, "backup-damaged", at("letter.txt"));
    assert.deepEqual(await names(), before);
  }
});

test("a card given to the wrong node says whose it is", async () => {
  const card = at("card-for-erbil.json");
  const written = await tansiqHere([
    "partner",
    "card",
    "--for",
    "erbil",
    "--out",
    card,
    "--data",
    dir,
  ]);
  assert.equal(written.code, 0, written.stderr);
  assert.doesNotMatch(written.stdout, /void/, "there was none before");
  const ended = await tansiqHere(["partner", "add", card, "--data", dir]);
  assertFailed(ended, "card-for-another", "erbil", "mosul");
});

test("a second card says that the first is void, and names where the node is reached", async () => {
  const write = (name: string) =>
    tansiqHere(["partner", "card", "--for", "basra", "--out", at(name), "--data", dir]);
  assert.equal((await write("first.json")).code, 0);
  const { code, stdout } = await write("second.json");
  assert.equal(code, 0);
  const told = JSON.parse(stdout) as { url: string; note: { ar: string; en: string } };
  assert.match(told.note.en, /earlier card .* void/);
  assert.match(told.note.ar, /[\u0600-\u06FF]{3}/);
  const card = JSON.parse(await readFile(at("second.json"), "utf8")) as { url: string };
  assert.equal(told.url, card.url);
});

test("agreements are listed with times that people read", async () => {
  const text = { ar: "اتفاق", en: "Agreement" };
  const times = { from: "2025-01-01T00:00:00.000Z", until: null };
  const form = { title: text, purpose: text, parties: ["mosul", "erbil"], ...times };
  await given("agreement.json", { ...form, grants: [], redLines: [] });
  const proposed = await tansiqHere(["agreement", "propose", at("agreement.json"), "--data", dir]);
  assert.equal(proposed.code, 0, proposed.stderr);
  const { stdout } = await tansiqHere(["agreement", "list", "--data", dir]);
  const [listed] = JSON.parse(stdout) as { modified: string }[];
  assert.match(listed!.modified, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});
