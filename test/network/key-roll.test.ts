import assert from "node:assert/strict";
import { operator } from "../../src/desk/viewer.ts";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { restore } from "../../src/commands/restore.ts";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { isDeepStrictEqual } from "node:util";
import { proposeAgreement } from "../../src/desk/agreements.ts";
import { listQuarantine } from "../../src/desk/list-quarantine.ts";
import { addPartner, issueCard } from "../../src/desk/partners.ts";
import { readRecord } from "../../src/desk/read-record.ts";
import { publishPending } from "../../src/desk/own-identity.ts";
import { rollKey } from "../../src/desk/roll-key.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { nextVersion } from "../../src/domain/versions.ts";
import { AppError } from "../../src/errors.ts";
import type { StixObject } from "../../src/domain/stix.ts";
import { files, keyFiles } from "../../src/node/data-dir.ts";
import { newKeyPair, signObject } from "../../src/proof/signature.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, eventually, introduce, startNetwork, type Network } from "./network.ts";
import { charter, star } from "./star.ts";

/* A new signing key, known to everybody by the old one. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const roll = (id: string) => rollKey(deskOf(id), keyFiles(network.members[id]!.dir));
const members = ["mosul", "erbil"];
const holds = (id: string, record: string) =>
  readRecord(deskOf(id), operator("test"), record).then(
    () => true,
    () => false,
  );
const knowsKeys = (at: string, of: string) => {
  const { partners, introduced } = deskOf(at);
  const known = partners.get(of) ?? introduced.get(of);
  return isDeepStrictEqual(known?.keys, deskOf(of).self.keys);
};
/** What came by push and by pull at the same time may be held until it is looked at again. */
const nothingHeld = async () => {
  for (const id of ["lead", ...members]) {
    await eventually(async () => (await deskOf(id).store.quarantineCount()) === 0);
  }
};

before(async () => {
  const links = star("lead", members);
  network = await startNetwork(["lead", ...members, "basra"], { links });
  const grants = [{ id: "to-lead", to: ["lead"] }];
  await agree(network, charter(["lead", ...members], { grants }));
});
after(() => network.close());

test("partners take over the new key, also through the lead, and what was signed before stays valid", async () => {
  const old = await submitReport(deskOf("mosul"), roadCut());
  const [before] = deskOf("mosul").self.keys;
  const { keys } = await roll("mosul");
  assert.equal(keys.length, 2);
  assert.equal(keys[1]!.kid, before!.kid);
  const fresh = await submitReport(deskOf("mosul"), roadCut());
  for (const { record } of [old, fresh]) await eventually(() => holds("lead", record.id));
  for (const at of ["lead", "erbil"]) await eventually(() => knowsKeys(at, "mosul"));
  await nothingHeld();
});

test("a receipt that was signed before the roll and comes with it still counts", async () => {
  const mosul = network.members["mosul"]!;
  const pending = async () => (await deskOf("lead").store.outboxState("mosul")).pending;
  await eventually(async () => (await pending()) === 0);
  await mosul.node.links.stop();
  const { form } = await proposeAgreement(deskOf("lead"), bilateral(["lead", "mosul"]));
  await eventually(() =>
    deskOf("mosul")
      .board.policy()
      .agreements.some(({ id }) => id === form.id),
  );
  await eventually(async () => (await deskOf("mosul").store.outboxState("lead")).last > 0);
  await roll("mosul");
  assert.ok((await pending()) > 0);
  await mosul.stop();
  await mosul.start();
  await eventually(() => knowsKeys("lead", "mosul"));
  await eventually(async () => (await pending()) === 0);
});

test("by a clock that went back the old key does not end before what it signed", async () => {
  const mosul = deskOf("mosul") as { clock: () => number } & ReturnType<typeof deskOf>;
  const { clock } = mosul;
  const { record } = await submitReport(mosul, roadCut());
  mosul.clock = () => clock() - 24 * 3_600_000;
  await roll("mosul");
  mosul.clock = clock;
  for (const at of ["lead", "erbil"]) await eventually(() => knowsKeys(at, "mosul"));
  const identity = await readFile(join(network.members["mosul"]!.dir, files.identity));
  const { body } = (await mosul.store.record(record.id))!;
  const again = Buffer.from(`{"objects":[${identity.toString()},${body}]}`);
  assert.deepEqual((await acceptObjects(deskOf("lead"), "mosul", again)).failures, []);
  await nothingHeld();
});

test("a lead rolls its key over too, twice while a member is away", async () => {
  await network.members["erbil"]!.stop();
  await roll("lead");
  await roll("lead");
  await network.members["erbil"]!.start();
  await eventually(() => knowsKeys("erbil", "lead"));
  await eventually(() => knowsKeys("mosul", "lead"));
  await nothingHeld();
});

test("the node starts with its new key, also where the roll was broken off in between", async () => {
  const { dir } = network.members["mosul"]!;
  const { keys } = await roll("mosul");
  await network.members["mosul"]!.stop();
  // As a kill after the identity was written leaves it; and what was put aside before it, of a roll that never was.
  const key = await readFile(join(dir, files.signingKey));
  await writeFile(join(dir, files.nextSigningKey), key);
  await writeFile(join(dir, files.signingKey), newKeyPair().privatePem);
  await network.members["mosul"]!.start();
  assert.equal(deskOf("mosul").signer.kid, keys[0]!.kid);
  await network.members["mosul"]!.stop();
  await writeFile(join(dir, files.nextSigningKey), newKeyPair().privatePem);
  await network.members["mosul"]!.start();
  assert.equal(deskOf("mosul").signer.kid, keys[0]!.kid);
  assert.equal(deskOf("mosul").self.keys.length, keys.length);
  const { record } = await submitReport(deskOf("mosul"), roadCut());
  await eventually(() => holds("lead", record.id));
  await nothingHeld();
});

test("a newcomer takes the card of a node that rolled its key over; an older card changes no key", async () => {
  const { mosul, basra } = network.members as Record<
    "mosul" | "basra",
    (typeof network.members)[""]
  >;
  const early = await issueCard(deskOf("mosul"), "basra", { url: mosul!.url, pin: null });
  await roll("mosul");
  await introduce(mosul!, basra!);
  assert.deepEqual(deskOf("basra").partners.get("mosul")?.keys, deskOf("mosul").self.keys);
  await addPartner(deskOf("basra"), basra!.node.secrets, early);
  assert.deepEqual(deskOf("basra").partners.get("mosul")?.keys, deskOf("mosul").self.keys);
});

test("a backup from before is the same node's", async () => {
  const mosul = network.members["mosul"]!;
  const backup = join(mosul.dir, "..", "before.sqlite");
  await mosul.node.desk.store.backup(backup);
  const { keys } = await roll("mosul");
  await mosul.stop();
  await restore(mosul.dir, backup);
  await mosul.start();
  assert.equal(deskOf("mosul").signer.kid, keys[0]!.kid);
  const { id } = (await mosul.node.desk.store.record(mosul.node.desk.self.identity))!;
  const versions = await mosul.node.desk.store.versions(id, 10);
  assert.ok(versions[0]!.body.includes(keys[0]!.kid));
  const { record } = await submitReport(deskOf("mosul"), roadCut());
  await eventually(() => holds("lead", record.id));
  await nothingHeld();
});

for (const replaced of ["is there", "is lost"]) {
  test(`rolled twice while a partner was away, then an older backup is restored; the replaced store ${replaced}`, async () => {
    const { mosul, lead } = network.members as Record<
      "mosul" | "lead",
      (typeof network.members)[""]
    >;
    const backup = join(mosul!.dir, "..", `older-${replaced}.sqlite`);
    await mosul!.node.desk.store.backup(backup);
    await lead!.stop();
    await roll("mosul");
    await roll("mosul");
    await mosul!.stop();
    if (replaced === "is lost") await rm(join(mosul!.dir, files.store), { recursive: true });
    const { known } = await restore(mosul!.dir, backup);
    assert.equal(known, replaced === "is there" ? "all" : "none");
    await mosul!.start();
    await lead!.start();
    const { record } = await submitReport(deskOf("mosul"), roadCut());
    await eventually(() => holds("lead", record.id));
    for (const at of ["lead", "erbil"]) await eventually(() => knowsKeys(at, "mosul"));
    await nothingHeld();
  });
}

test("a lead is restored: members take over what another one rolled twice while they were away", async () => {
  const { erbil, lead } = network.members as Record<"erbil" | "lead", (typeof network.members)[""]>;
  const backup = join(lead!.dir, "..", "lead.sqlite");
  await lead!.node.desk.store.backup(backup);
  await erbil!.stop();
  await roll("mosul");
  await roll("mosul");
  await eventually(() => knowsKeys("lead", "mosul"));
  await lead!.stop();
  await restore(lead!.dir, backup);
  await lead!.start();
  await erbil!.start();
  await eventually(() => knowsKeys("erbil", "mosul"));
  await nothingHeld();
});

test("more rolls within a moment than an identity names keys, while the lead is away: the oldest retired ones give way, and all follow", async () => {
  const { lead } = network.members as Record<"lead", (typeof network.members)[""]>;
  const [first] = deskOf("erbil").self.keys;
  await lead.stop();
  const { record: early } = await submitReport(deskOf("erbil"), roadCut());
  for (let count = 0; count < 52; count++) await roll("erbil");
  assert.equal(deskOf("erbil").self.keys.length, 50);
  assert.ok(!deskOf("erbil").self.keys.some(({ kid }) => kid === first!.kid));
  await lead.start();
  for (const at of ["lead", "mosul"]) await eventually(() => knowsKeys(at, "erbil"));
  // Signed with a key that gave way before it came.
  await eventually(() => holds("lead", early.id));
  await nothingHeld();
});

test("a retired key makes no identity any more, not even one that is dated back", async () => {
  const mosul = deskOf("mosul");
  const before = JSON.parse((await mosul.store.record(mosul.self.identity))!.body) as StixObject;
  const stolen = mosul.signer;
  await roll("mosul");
  await eventually(() => knowsKeys("lead", "mosul"));
  const known = deskOf("lead").partners.get("mosul")!.keys;
  const latest = await mosul.store.record(mosul.self.identity);
  // Within the time for which both keys verify records.
  const forged = nextVersion(before, { name: "Another" }, latest!.modified + 1);
  const { object } = signObject(forged, stolen);
  await acceptObjects(deskOf("lead"), "mosul", Buffer.from(JSON.stringify({ objects: [object] })));
  assert.deepEqual(deskOf("lead").partners.get("mosul")!.keys, known);
});

test("what a retired key signs after its end is held, and the reason says whom to call", async () => {
  const lead = deskOf("lead");
  const stolen = deskOf("mosul").signer;
  await roll("mosul");
  await eventually(() => knowsKeys("lead", "mosul"));
  const { record } = await submitReport(deskOf("mosul"), roadCut());
  await eventually(() => holds("lead", record.id));
  const later = nextVersion(record, { name: "Forged" }, Date.now() + 3600_000);
  const { object } = signObject(later, stolen);
  await acceptObjects(lead, "mosul", Buffer.from(JSON.stringify({ objects: [object] })));
  const entries = await listQuarantine(lead, operator("test"), { limit: 10 });
  const held = entries.find(({ code }) => code === "signature-key-retired");
  assert.match(held!.reason.en, /retired before its date\. Call its originator/);
  assert.match(held!.reason.ar, /أُوقف قبل تاريخها/);
});

test("what is signed with a new key while the disk has no room for it comes through once it has", async () => {
  const mosul = deskOf("mosul");
  const { store } = mosul;
  const { commit } = store;
  store.commit = async (batch, written) => {
    const isKey = batch.groups
      .flat()
      .some((one) => one.do === "record" && one.row.id === mosul.self.identity);
    if (isKey) throw new AppError("store-full");
    return commit(batch, written);
  };
  await assert.rejects(roll("mosul"), { code: "store-full" });
  const { record } = await submitReport(mosul, roadCut());
  await eventually(async () => (await deskOf("lead").store.quarantineCount()) > 1);
  store.commit = commit;
  await publishPending(mosul);
  await eventually(() => holds("lead", record.id));
  assert.ok(knowsKeys("lead", "mosul"));
});
