import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, test } from "node:test";
import { restore, type Restored } from "../../src/commands/restore.ts";
import { signAs } from "../../src/desk/confirm.ts";
import { decideHeld } from "../../src/desk/free-held.ts";
import { listNotices, listReaders } from "../../src/desk/notices.ts";
import { askOneOff, decideOneOff } from "../../src/desk/one-off.ts";
import { verifyReads } from "../../src/desk/read-log.ts";
import { readRecord } from "../../src/desk/read-record.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { operator, type Viewer } from "../../src/desk/viewer.ts";
import { proposeAgreement } from "../../src/desk/agreements.ts";
import { fullClearance } from "../../src/domain/clearance.ts";
import { stixTime } from "../../src/domain/time.ts";
import { roadCut } from "../network/drafts.ts";
import {
  agree,
  bilateral,
  eventually,
  startNetwork,
  type Member,
  type Network,
} from "../network/network.ts";

/* Who was given what, what readers were told, and what people refused after a backup outlive its restoring. */

let network: Network;
let baghdad: Member;
let damascus: Member;
let backup: string;
const amal: Viewer = { name: "amal", clearance: fullClearance };
const basim: Viewer = { name: "basim", clearance: fullClearance };

const deskOf = ({ node }: Member) => node.desk;
const file = (name: string) => join(baghdad.dir, `${name}.sqlite`);
const write = (member: Member, topic: string) =>
  submitReport(deskOf(member), roadCut({ topics: [topic] }), "Amal").then(
    ({ record }) => record.id,
  );

before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
  baghdad = network.members["baghdad"]!;
  damascus = network.members["damascus"]!;
  backup = file("backup");
  const both = { from: ["baghdad"], to: ["damascus"], upTo: "restricted" as const };
  const grants = [
    { id: "here", from: ["damascus"], to: ["baghdad"], upTo: "restricted" as const },
    { id: "held", ...both, topics: ["supply-route"], hold: "second-person" as const },
  ];
  await agree(network, bilateral(["baghdad", "damascus"], { grants }));
});
after(() => network.close());

async function restoring(from: string): Promise<Restored> {
  await baghdad.stop();
  const restored = await restore(baghdad.dir, from);
  await baghdad.start();
  return restored;
}

const arrives = (id: string) =>
  eventually(async () => (await deskOf(baghdad).store.record(id)) !== null);

/** What a second person reads of it. */
const read = async (id: string) => {
  const { modified } = (await deskOf(baghdad).store.record(id))!;
  return { id, partner: "damascus", version: stixTime(modified) };
};

test("the log of reads, notices and refusals are after a restore as they were before it", async () => {
  const early = await write(damascus, "border");
  const [kept, refused, once] = [
    await write(baghdad, "border"),
    await write(baghdad, "supply-route"),
    await write(baghdad, "border"),
  ];
  await arrives(early);
  const desk = deskOf(baghdad);
  await readRecord(desk, amal, early);
  await readRecord(desk, amal, kept);
  const order = { partner: "damascus", reason: "once" };
  await askOneOff(desk, "amal", once, order);
  await askOneOff(desk, "amal", kept, order);
  const asked = await proposeAgreement(desk, bilateral(["baghdad", "damascus"]));
  const two = { ...desk, twoPeople: new Set(["agreements"] as const) };
  await signAs(two, "amal", asked.form.id, { act: "sign" });
  await desk.store.backup(backup);

  // What follows is not in the backup.
  await signAs(two, "amal", asked.form.id, { act: "refuse" });
  await decideHeld(desk, "Basim", await read(refused), false);
  await decideOneOff(desk, "basim", await read(once), false);
  const late = await write(damascus, "border");
  await arrives(late);
  await readRecord(desk, basim, late);
  await readRecord(desk, basim, early);
  await readRecord(desk, amal, late);
  for (const id of [early, late]) {
    await recallRecord(deskOf(damascus), id, { reason: `خطأ ${id}` });
    await eventually(async () => (await desk.store.record(id))!.withdrawn !== null);
  }
  await desk.store.commit({
    priority: "interactive",
    groups: [[{ do: "confirm-notice", person: "amal", id: early, at: Date.now() }]],
  });
  const [log, told] = [await verifyReads(desk.store), await listNotices(desk, basim)];
  const readers = await listReaders(desk, operator("x"), early);
  assert.equal(told.length, 2);

  const restored = await restoring(backup);
  assert.deepEqual([restored.known, restored.reads], ["all", 3]);
  const then = deskOf(baghdad);
  assert.deepEqual(await verifyReads(then.store), log);
  assert.deepEqual(await listReaders(then, operator("x"), early), readers);
  // Of what the restored store never had it cannot say when that was written.
  const unknown = (one: (typeof told)[number]) =>
    one.id === late ? { ...one, modified: null } : one;
  assert.deepEqual(await listNotices(then, basim), told.map(unknown));
  const [notice, ...more] = await listNotices(then, amal);
  assert.deepEqual([notice!.id, more], [late, []]);

  const held = then.held.get(`${refused} damascus`)!;
  assert.equal(held.refused!.by, "Basim");
  assert.deepEqual([...then.oneOffs.keys()], [`${kept} damascus`]);
  assert.equal(then.toConfirm.size, 0);
});

test("a log that went on without the replaced one takes its lines over, and says with what hash it ended", async () => {
  const desk = deskOf(baghdad);
  const id = await write(baghdad, "border");
  await readRecord(desk, amal, id);
  const other = file("other");
  await desk.store.backup(other);
  // The replaced store cannot be read: the log goes on from the older backup.
  await baghdad.stop();
  await writeFile(join(baghdad.dir, "store", "store.sqlite"), "no database");
  await restore(baghdad.dir, backup);
  await baghdad.start();
  const alone = await write(baghdad, "border");
  await readRecord(deskOf(baghdad), basim, alone);
  const ended = await verifyReads(deskOf(baghdad).store);

  const restored = await restoring(other);
  assert.equal(restored.known, "all");
  const { store } = deskOf(baghdad);
  const now = await verifyReads(store);
  assert.equal(now.broken, null);
  const people = (await store.readersOf(alone)).map(({ person }) => person);
  assert.deepEqual(people, ["basim"]);
  assert.deepEqual(
    (await store.readersOf(id)).map(({ person }) => person),
    ["amal"],
  );
  const [last] = await store.readLog(now.lines - 1, 1);
  assert.ok(last!.text.includes(ended.head!), last!.text);
});

test("lines behind damage are missing, and that is told", async () => {
  const desk = deskOf(baghdad);
  const id = await write(baghdad, "border");
  const from = file("before-damage");
  await desk.store.backup(from);
  const sound = await verifyReads(desk.store);
  for (const viewer of [amal, basim, amal]) await readRecord(desk, viewer, id);
  await baghdad.stop();
  const db = new DatabaseSync(join(baghdad.dir, "store", "store.sqlite"));
  db.prepare("UPDATE read_line SET text = replace(text, '{', '[') WHERE number = ?").run(
    sound.lines + 2,
  );
  db.close();
  const { known, reads, advice } = await restore(baghdad.dir, from);
  assert.deepEqual([known, reads], ["part", 1]);
  assert.match(advice!.en, /who was given records/i);
  await baghdad.start();
  const now = await verifyReads(deskOf(baghdad).store);
  assert.deepEqual([now.lines, now.broken], [sound.lines + 1, null]);
});
