import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { restore } from "../../src/commands/restore.ts";
import { read } from "../../src/desk/documents.ts";
import { readRecord } from "../../src/desk/read-record.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { rollKey } from "../../src/desk/roll-key.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { operator } from "../../src/desk/viewer.ts";
import { listAgreements, proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { receiptObject } from "../../src/domain/receipt.ts";
import { firstLine, framed } from "../../src/exchange/bundle/frames.ts";
import { readBundle } from "../../src/exchange/bundle/read-bundle.ts";
import { type Content, sealSegment } from "../../src/exchange/bundle/segment.ts";
import { mintReleased } from "../../src/release/mint-released.ts";
import { files, keyFiles } from "../../src/node/data-dir.ts";
import { type Signer, signObject } from "../../src/proof/signature.ts";
import { bundleOf, carry, carryUntilQuiet, linkByFiles } from "./bundles.ts";
import { roadCut } from "./drafts.ts";
import { bilateral, startNetwork, type Network } from "./network.ts";

/* Bundles that come after a key was rolled, or a store restored. */

let network: Network;
const member = (id: string) => network.members[id]!;
const baghdad = () => member("baghdad").node.desk;
const damascus = () => member("damascus").node.desk;
const roll = (id: string) => rollKey(member(id).node.desk, keyFiles(member(id).dir));
const report = async () => (await submitReport(baghdad(), roadCut())).record.id;
const holds = (record: string) =>
  readRecord(damascus(), operator("test"), record).then(
    () => true,
    () => false,
  );

before(async () => {
  network = await startNetwork(["baghdad", "damascus"], { links: [] });
  await linkByFiles(member("baghdad"), member("damascus"));
  const { form } = await proposeAgreement(baghdad(), bilateral(["baghdad", "damascus"]));
  await signAgreement(baghdad(), form.id, { act: "sign" });
  await carry(baghdad(), damascus());
  await signAgreement(damascus(), form.id, { act: "sign" });
  await carryUntilQuiet(damascus(), baghdad());
});
after(() => network.close());

/** Puts a backup in the place of Damascus's store; `known`: whether the old store is there. */
async function restoreDamascus(backup: string, known: boolean): Promise<void> {
  const { dir, stop, start } = member("damascus");
  await stop();
  if (!known) await rm(join(dir, files.store), { recursive: true });
  await restore(dir, backup);
  await start();
}

test("what was sealed for a key that was rolled since is read, after a restart too", async () => {
  const id = await report();
  const before = await bundleOf(baghdad(), "damascus");
  await roll("damascus");
  await roll("damascus");
  assert.equal((await readBundle(damascus(), [before])).missing, null);
  assert.ok(await holds(id));
  await member("damascus").stop();
  await member("damascus").start();
  assert.equal((await readBundle(damascus(), [before])).missing, null);
});

test("who rolled the key twice meanwhile is known by what comes with the bundle", async () => {
  const kids = () =>
    baghdad()
      .partners.get("damascus")!
      .keys.map(({ kid }) => kid);
  const own = () => damascus().self.keys.map(({ kid }) => kid);
  assert.notDeepEqual(kids(), own());
  assert.equal((await carry(damascus(), baghdad())).missing, null);
  assert.deepEqual(kids(), own());
  await carryUntilQuiet(baghdad(), damascus());
});

interface Forged {
  written: number;
  identities?: string[];
  have?: number;
  pages?: { through: number; body: string }[];
}

/** A bundle as whoever has this key of Damascus could write it. */
function forged(signer: Signer, bundle: Forged): Uint8Array[] {
  const { written, identities = [], have = 0, pages = [] } = bundle;
  const parts: Content[] = [
    { part: { part: "begin", after: 0, have, identities } },
    ...pages.map(({ through, body }) => ({
      part: { part: "page" as const, after: 0, through },
      body: mintReleased(Buffer.from(body)),
    })),
    { part: { part: "end" } },
  ];
  const of = { bundle: "00000000-0000-4000-8000-000000000000", from: "damascus", to: "baghdad" };
  const sealed = parts.map((content, number) => {
    const segment = { name: { ...of, number, written }, ...content };
    return framed(sealSegment(segment, signer, baghdad().self.keys[0]!));
  });
  return [firstLine, ...sealed];
}

test("a key that was retired signs no bundle any more, and what is sealed by nobody known leaves no trace", async () => {
  const stolen = damascus().signer;
  const written = Date.now() - 1;
  assert.equal((await readBundle(baghdad(), forged(stolen, { written }))).objects, 0);
  await roll("damascus");
  await carry(damascus(), baghdad());
  // Begun before the roll, and long on its way.
  assert.equal((await readBundle(baghdad(), forged(stolen, { written }))).objects, 0);
  const later = Date.now() + 120_000;
  const unknown = { code: "bundle-sender-unknown" };
  await assert.rejects(readBundle(baghdad(), forged(stolen, { written: later })), unknown);
  const identity = (await baghdad().store.record(damascus().self.identity))!.body;
  const { kid } = stolen;
  const stranger: Signer = {
    ...stolen,
    kid: `${kid.slice(0, -1)}${kid.endsWith("A") ? "B" : "A"}`,
  };
  for (const identities of [
    [identity],
    ["{"],
    [identity.replace("damascus", "mosul")],
    ["[]", "7"],
  ]) {
    await assert.rejects(
      readBundle(baghdad(), forged(stranger, { written: later, identities })),
      unknown,
    );
  }
  assert.equal(await baghdad().store.quarantineCount(), 0);
  await carryUntilQuiet(baghdad(), damascus());
});

const state = async () => ({
  cursor: baghdad().partners.get("damascus")!.cursor.through,
  answered: await read(baghdad().store, "answered", "damascus"),
});
const now = () => Date.now() * 1000;
const farAhead = 7_000_000_000_000_000;

test("what a retired key signed is taken in and moves nothing, and the partner's next bundle brings all", async () => {
  const stolen = damascus().signer;
  const written = Date.now() - 1;
  const old = await bundleOf(damascus(), "baghdad");
  await carryUntilQuiet(baghdad(), damascus());
  await roll("damascus");
  await carryUntilQuiet(damascus(), baghdad());
  const before = await state();
  const { form } = await proposeAgreement(damascus(), bilateral(["damascus", "baghdad"]));
  assert.ok(before.answered! > 0);
  for (const [have, through] of [
    [0, now()],
    [farAhead, farAhead],
  ] as const) {
    const pages = [{ through, body: allReceived(stolen, written, through) }];
    const { objects, held, missing } = await readBundle(
      baghdad(),
      forged(stolen, { written, have, pages }),
    );
    assert.deepEqual([objects, held], [1, 0]);
    assert.deepEqual(missing, { since: before.cursor, where: "before" });
    assert.deepEqual(await state(), before);
  }
  // Written by the partner itself before it rolled, and read before: nothing is missing.
  assert.equal((await readBundle(baghdad(), [old])).missing, null);
  assert.deepEqual(await state(), before);
  assert.equal((await carry(damascus(), baghdad())).missing, null);
  assert.ok(listAgreements(baghdad()).some((one) => one.form.id === form.id));
  await carryUntilQuiet(damascus(), baghdad());
});

/** A receipt that says that all which Baghdad offers until then (µs UTC) lies here. */
function allReceived(signer: Signer, at: number, through: number): string {
  const receipt = { offeredBy: "baghdad", through, notAccepted: [], at };
  return signObject(receiptObject(receipt, "damascus"), signer).body;
}

test("no date far ahead moves anything, whoever signs it and however it comes", async () => {
  const before = await state();
  const written = Date.now() - 1;
  const body = allReceived(damascus().signer, written, farAhead);
  const pages = [{ through: farAhead, body }];
  const { missing } = await readBundle(
    baghdad(),
    forged(damascus().signer, { written, have: farAhead, pages }),
  );
  assert.deepEqual(missing, { since: before.cursor, where: "before" });
  assert.deepEqual(await state(), before);
  // As a push or a pulled page would say it.
  const empty = Buffer.from('{"objects":[]}');
  for (const after of [0, null]) {
    await acceptObjects(baghdad(), "damascus", empty, { after, through: farAhead });
    assert.deepEqual(await state(), before);
  }
  await carryUntilQuiet(damascus(), baghdad());
});

test("a partner whose store was restored is told since when it lacks something, and gets it", async () => {
  const backup = join(member("damascus").dir, "backup-1.sqlite");
  await damascus().store.backup(backup);
  const lost = await report();
  await carryUntilQuiet(baghdad(), damascus());
  await restoreDamascus(backup, true);
  assert.equal(await holds(lost), false);
  const cursor = () => damascus().partners.get("baghdad")!.cursor.through;
  const known = cursor();
  const later = await report();
  const { missing } = await carry(baghdad(), damascus());
  assert.deepEqual(missing, { since: known, where: "before" });
  assert.deepEqual([await holds(lost), await holds(later), cursor()], [false, true, known]);
  // As it is told to ask for.
  const from = await bundleOf(baghdad(), "damascus", { after: missing!.since });
  assert.equal((await readBundle(damascus(), [from])).missing, null);
  assert.ok(await holds(lost));
});

test("or its own next bundle says so, and the partner's next one begins there", async () => {
  const backup = join(member("damascus").dir, "backup-2.sqlite");
  await damascus().store.backup(backup);
  const lost = await report();
  await carryUntilQuiet(baghdad(), damascus());
  await restoreDamascus(backup, true);
  await carry(damascus(), baghdad());
  assert.equal((await carry(baghdad(), damascus())).missing, null);
  assert.ok(await holds(lost));
  await carryUntilQuiet(baghdad(), damascus());
});

test("a bundle replayed after a restore brings nothing back that was taken back", async () => {
  const backup = join(member("damascus").dir, "backup-3.sqlite");
  await damascus().store.backup(backup);
  const id = await report();
  const old = await bundleOf(baghdad(), "damascus");
  await readBundle(damascus(), [old]);
  await recallRecord(baghdad(), id, { reason: "خطأ" });
  await carryUntilQuiet(baghdad(), damascus());
  await restoreDamascus(backup, true);
  await readBundle(damascus(), [old]);
  assert.equal(await holds(id), false);

  // Where the old store is lost the node cannot know: the next exchange tells it, and no replay afterwards changes that.
  await restoreDamascus(backup, false);
  await readBundle(damascus(), [old]);
  await carryUntilQuiet(damascus(), baghdad());
  assert.equal(await holds(id), false);
  await readBundle(damascus(), [old]);
  assert.equal(await holds(id), false);
});

test("the sender's own restore: its bundles begin a ledger of their own, and nothing is lost", async () => {
  const { dir, stop, start } = member("baghdad");
  const backup = join(dir, "backup-4.sqlite");
  const waiting = await report();
  await baghdad().store.backup(backup);
  await carryUntilQuiet(baghdad(), damascus());
  assert.ok(await holds(waiting));
  await stop();
  await restore(dir, backup);
  await start();
  const fresh = await report();
  await carryUntilQuiet(damascus(), baghdad());
  assert.ok(await holds(fresh));
  assert.equal((await baghdad().store.outboxState("damascus")).pending, 0);
});
