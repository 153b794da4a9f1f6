import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { listPartners } from "../../src/desk/list-partners.ts";
import { addPerson } from "../../src/desk/people.ts";
import { verifyReads } from "../../src/desk/read-log.ts";
import { operator } from "../../src/desk/viewer.ts";
import { fullClearance, type Clearance } from "../../src/domain/clearance.ts";
import { assertFailed, tansiqHere } from "../robustness/command-line.ts";
import { carryUntilQuiet } from "./bundles.ts";
import { introduce, link, startNetwork, type Member, type Network } from "./network.ts";

/* Bundles as files in people's hands: by commands, with the node running or not, and over the API. */

let network: Network;
let folder: string;
let baghdad: Member;
let damascus: Member;
const at = (name: string) => join(folder, name);
const tansiq = (member: Member, ...args: string[]) => tansiqHere([...args, "--data", member.dir]);

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "mosul"], { links: [] });
  baghdad = network.members["baghdad"]!;
  damascus = network.members["damascus"]!;
  folder = await mkdtemp(join(tmpdir(), "tansiq-bundles-"));
});
after(async () => {
  await network.close();
  await rm(folder, { recursive: true });
});

test("cards without an address hold no secret, and make a link of files", async () => {
  for (const [from, to] of [
    [baghdad, damascus],
    [damascus, baghdad],
  ] as const) {
    const card = at(`card-of-${from.id}.json`);
    const written = await tansiq(
      from,
      "partner",
      "card",
      "--for",
      to.id,
      "--no-url",
      "--out",
      card,
    );
    assert.equal(written.code, 0, written.stderr);
    assert.deepEqual(JSON.parse(written.stdout), { file: card, url: null, secret: false });
    const { url, pin, token } = JSON.parse(await readFile(card, "utf8")) as Record<string, unknown>;
    assert.deepEqual([url, pin, token], [null, null, null]);
    assert.equal((await tansiq(to, "partner", "add", card)).code, 0);
  }
  const { desk, links } = baghdad.node;
  const listed = await listPartners(desk, operator("test"), links.reports);
  assert.deepEqual(
    listed.map(({ id, link: { state } }) => `${id} ${state}`),
    ["baghdad up", "damascus bundle"],
  );
});

test("a running node writes and reads files by its path, and one that is stopped does too", async () => {
  const file = at("for-damascus.tansiq");
  const written = await tansiq(baghdad, "bundle", "write", "--partner", "damascus", "--out", file);
  assert.equal(written.code, 0, written.stderr);
  const told = JSON.parse(written.stdout) as Record<string, unknown>;
  assert.equal(told["bytes"], (await stat(file)).size);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  const read = await tansiq(damascus, "bundle", "read", file);
  assert.equal(read.code, 0, read.stderr);
  const { partner, objects, held } = JSON.parse(read.stdout) as Record<string, unknown>;
  assert.deepEqual([partner, objects, held], ["baghdad", told["objects"], 0]);

  await damascus.stop();
  const back = at("for-baghdad.tansiq");
  const alone = await tansiq(damascus, "bundle", "write", "--partner", "baghdad", "--out", back);
  assert.equal(alone.code, 0, alone.stderr);
  assert.equal((await tansiq(damascus, "bundle", "read", file)).code, 0);
  await damascus.start();
  assert.equal((await tansiq(baghdad, "bundle", "read", back)).code, 0);
  assert.deepEqual(await readdir(folder), [
    ...[
      "card-of-baghdad.json",
      "card-of-damascus.json",
      "for-baghdad.tansiq",
      "for-damascus.tansiq",
    ],
  ]);
});

test("who had which bundle written stands in the log of reads", async () => {
  const { stdout } = await tansiq(baghdad, "bundle", "list");
  const [first] = JSON.parse(stdout) as Record<string, string>[];
  assert.equal(first!["partner"], "damascus");
  assert.match(first!["by"]!, /^operator:./);
  assert.match(first!["at"]!, /^\d{4}-\d\d-\d\dT/);
  assert.equal((await verifyReads(baghdad.node.desk.store)).broken, null);
});

test("what goes wrong with a file is told, in both languages, and leaves nothing lying about", async () => {
  const nowhere = join(folder, "none", "x.tansiq");
  const write = ["bundle", "write", "--partner"];
  assertFailed(
    await tansiq(baghdad, ...write, "damascus", "--out", nowhere),
    "file-unwritable",
    "ENOENT",
  );
  const out = at("for-cairo.tansiq");
  assertFailed(await tansiq(baghdad, ...write, "cairo", "--out", out), "partner-unknown", "cairo");
  assertFailed(
    await tansiq(baghdad, ...write, "damascus", "--after", "x"),
    "argument-wrong",
    "after",
  );
  assertFailed(await tansiq(baghdad, "bundle", "read", nowhere), "file-unreadable", nowhere);
  assertFailed(await tansiq(baghdad, "bundle", "read", folder), "file-unreadable", "EISDIR");
  await writeFile(at("other"), "a letter from home");
  assertFailed(await tansiq(baghdad, "bundle", "read", at("other")), "bundle-damaged");
  assertFailed(
    await tansiq(baghdad, "bundle", "read", at("for-damascus.tansiq")),
    "bundle-not-ours",
  );
  const whole = await readFile(at("for-damascus.tansiq"));
  await writeFile(at("cut"), whole.subarray(0, -10));
  const cut = await tansiq(damascus, "bundle", "read", at("cut"));
  assertFailed(cut, "bundle-cut", "baghdad", "tansiq bundle write --partner damascus --after 2");
  assert.deepEqual(
    (await readdir(folder)).filter((name) => /\.new$|cairo/.test(name)),
    [],
  );
});

test("a hole is told with what to ask for, and that mends it", async () => {
  await carryUntilQuiet(baghdad.node.desk, damascus.node.desk);
  const backup = at("damascus.sqlite");
  await damascus.node.desk.store.backup(backup);
  const roll = await tansiq(baghdad, "key", "roll");
  assert.equal(roll.code, 0, roll.stderr);
  await carryUntilQuiet(baghdad.node.desk, damascus.node.desk);
  await damascus.stop();
  assert.equal((await tansiq(damascus, "restore", backup)).code, 0);
  await damascus.start();
  const file = at("later.tansiq");
  await tansiq(baghdad, "bundle", "write", "--partner", "damascus", "--out", file);
  const gap = await tansiq(damascus, "bundle", "read", file);
  assertFailed(gap, "bundle-gap", "baghdad");
  const asked = /tansiq bundle write --partner damascus --after (\S+)/.exec(gap.stderr)!;
  const again = ["bundle", "write", "--partner", "damascus", "--after", asked[1]!, "--out", file];
  assert.equal((await tansiq(baghdad, ...again)).code, 0);
  assert.equal((await tansiq(damascus, "bundle", "read", file)).code, 0);
});

async function speaking({ node, url }: Member, clearance: Clearance) {
  const name = `liaison ${clearance.upTo}`;
  const { password } = await addPerson(node.desk, { name, role: "liaison", clearance });
  const json = { "content-type": "application/json" };
  const body = JSON.stringify({ name, password });
  const session = await fetch(`${url}/api/session`, { method: "POST", headers: json, body });
  const { token } = (await session.json()) as { token: string };
  return (path: string, type: string, body: string | Uint8Array<ArrayBuffer>) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": type };
    return fetch(`${url}${path}`, { method: "POST", headers, body });
  };
}

test("a liaison officer downloads and uploads them; whoever may not see everything does not write them", async () => {
  const order = JSON.stringify({ partner: "damascus" });
  const officer = await speaking(baghdad, fullClearance);
  const answer = await officer("/api/bundles", "application/json", order);
  assert.equal(answer.status, 200);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const there = await speaking(damascus, { upTo: "restricted", caveats: [] });
  const read = await there("/api/bundles/read", "application/octet-stream", bytes);
  assert.equal(read.status, 200);
  assert.equal(((await read.json()) as { partner: string }).partner, "baghdad");
  const unread = await there("/api/bundles/read", "application/octet-stream", bytes.slice(0, -1));
  assert.equal(unread.status, 422);
  assert.equal(((await unread.json()) as { code: string }).code, "bundle-cut");
  const below = await there(
    "/api/bundles",
    "application/json",
    JSON.stringify({ partner: "baghdad" }),
  );
  assert.equal(below.status, 403);
  assert.equal(((await below.json()) as { code: string }).code, "clearance-full-needed");
  const [last] = (
    JSON.parse((await tansiq(baghdad, "bundle", "list")).stdout) as { by: string }[]
  ).slice(-1);
  assert.equal(last!.by, "liaison secret");
});

test("a card with an address makes a link of it, and one without ends that", async () => {
  const mosul = network.members["mosul"]!;
  await link(baghdad, mosul);
  const states = async () => {
    const { desk, links } = baghdad.node;
    const listed = await listPartners(desk, operator("test"), links.reports);
    return listed.find(({ id }) => id === "mosul")!.link.state;
  };
  assert.notEqual(await states(), "bundle");
  const card = at("card-of-mosul.json");
  await tansiq(mosul, "partner", "card", "--for", "baghdad", "--no-url", "--out", card);
  await tansiq(baghdad, "partner", "add", card);
  assert.equal(await states(), "bundle");
  assert.equal(baghdad.node.links.reports.has("mosul"), false);
  await introduce(mosul, baghdad);
  assert.notEqual(await states(), "bundle");
});
