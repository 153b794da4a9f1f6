import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { addPerson } from "../../src/desk/people.ts";
import { startNetwork, type Member, type Network } from "../network/network.ts";
import { assertFailed, tansiq } from "./command-line.ts";

/* Where a node's configuration says so, a restore is the act of two people. */

let network: Network;
let member: Member;
let backup: string;
let earlier: string;
const passwords: Record<string, string> = {};

before(async () => {
  network = await startNetwork(["baghdad"]);
  member = network.members["baghdad"]!;
  const { desk } = member.node;
  for (const [name, role] of [
    ["Amal", "liaison"],
    ["Basim", "admin"],
    ["Watch", "watch"],
  ] as const) {
    passwords[name] = (await addPerson(desk, { name, role })).password;
  }
  backup = join(member.dir, "backup.sqlite");
  assert.equal((await tansiq(["backup", backup, "--data", member.dir])).code, 0);
  // After the backup: of the store that is replaced, as long as it can be read.
  earlier = passwords["Amal"]!;
  passwords["Amal"] = (await addPerson(desk, { name: "Amal", role: "liaison" })).password;
  await member.stop();
  const file = join(member.dir, "config.json");
  const config = JSON.parse(await readFile(file, "utf8")) as object;
  await writeFile(file, JSON.stringify({ ...config, twoPeople: ["restore"] }));
});
after(() => network.close());

const restore = (...names: string[]) =>
  tansiq(
    ["restore", backup, "--data", member.dir],
    {},
    names.map((name) => `${name}\n${passwords[name] ?? name}\n`).join(""),
  );

for (const [why, names, code] of [
  ["nobody", [], "restore-needs-two"],
  ["one person", ["Basim"], "restore-needs-two"],
  ["one person twice", ["Basim", "Basim"], "second-person-needed"],
  ["somebody whose role may not", ["Basim", "Watch"], "role-missing"],
  ["somebody who is unknown", ["Basim", "Nobody"], "sign-in-failed"],
] as const) {
  test(`nothing is restored for ${why}`, async () => {
    const store = join(member.dir, "store", "store.sqlite");
    const before = await readFile(store);
    assertFailed(await restore(...names), code);
    assert.deepEqual(await readFile(store), before);
  });
}

test("two people restore with their passwords of now, and the answer names them", async () => {
  const { code, stdout, stderr } = await restore("Amal", "Basim");
  assert.equal(code, 0, stderr);
  const { confirmedBy } = JSON.parse(stdout) as { confirmedBy: string[] };
  assert.deepEqual(confirmedBy, ["Amal", "Basim"]);
  for (const password of Object.values(passwords)) {
    assert.equal(`${stdout}${stderr}`.includes(password), false);
  }
});

test("where the replaced store cannot be read, the people are those of the backup", async () => {
  await writeFile(join(member.dir, "store", "store.sqlite"), "no database");
  assertFailed(await restore("Amal", "Basim"), "sign-in-failed");
  passwords["Amal"] = earlier;
  assert.equal((await restore("Amal", "Basim")).code, 0);
});

test("so they are where the replaced store knows nobody, made anew on another machine", async () => {
  await rm(join(member.dir, "store"), { recursive: true });
  await member.start();
  await member.stop();
  assert.equal((await restore("Amal", "Basim")).code, 0);
});
