import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { restore } from "../../src/commands/restore.ts";
import { read } from "../../src/desk/documents.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import type { ListedRecord } from "../../src/desk/list-records.ts";
import { roadCut } from "../network/drafts.ts";
import { agree, bilateral, startNetwork, type Member, type Network } from "../network/network.ts";
import {
  assertTaxiiError,
  getFromApi,
  getFromOutbox,
  outboxOf,
  patiently,
  speakingAs,
} from "./asking.ts";
import { tansiq } from "./command-line.ts";

/* A node that is restored from a backup, which was made while it ran, and its partner that went on meanwhile. */

let network: Network;
let baghdad: Member;
let damascus: Member;

before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
  baghdad = network.members["baghdad"]!;
  damascus = network.members["damascus"]!;
  const grants = [{ id: "all", upTo: "restricted" as const }];
  await agree(network, bilateral(["baghdad", "damascus"], { grants }));
});
after(() => network.close());

const report = async ({ node }: Member) => (await submitReport(node.desk, roadCut())).record.id;

const holds = async ({ node }: Member, id: string) => {
  const record = await node.desk.store.record(id);
  return record !== null && record.withdrawn === null;
};

const arrives = (member: Member, id: string) =>
  patiently(`${id} arrives at ${member.id}`, () => holds(member, id));

async function seen(member: Member): Promise<string[]> {
  const who = await speakingAs(member, "watch");
  const { body } = await getFromApi(member, who, "/api/records?limit=500");
  return (body["records"] as ListedRecord[]).map(({ id }) => id);
}

async function assertEachOnce(member: Member, partner: Member): Promise<void> {
  const ids = await seen(member);
  assert.equal(new Set(ids).size, ids.length, `${member.id} shows a record twice`);
  const keys = (await outboxOf(member, partner.id)).map(({ id, modified }) => `${id} ${modified}`);
  assert.equal(new Set(keys).size, keys.length, `${member.id} offers a record twice`);
  assert.equal(await member.node.desk.store.quarantineCount(), 0, member.id);
  const { served, received, last } = await member.node.desk.store.outboxState(partner.id);
  assert.ok(received <= served && served <= last);
}

const tokenKey = ({ node }: Member) => read(node.desk.store, "setting", "token-key");

test("a restored node and its partner find together again, and nothing comes back or comes twice", async () => {
  const early = await report(baghdad);
  const kept = await report(baghdad);
  const theirs = await report(damascus);
  await arrives(damascus, early);
  await arrives(damascus, kept);
  await arrives(baghdad, theirs);
  const page = await getFromOutbox(baghdad, "damascus", "limit=1");
  const token = page.body["next"] as string;
  assert.equal(typeof token, "string");

  const file = join(baghdad.dir, "backup.sqlite");
  const [made] = await Promise.all([
    tansiq(["backup", file, "--data", baghdad.dir]),
    ...Array.from({ length: 20 }, () => report(baghdad)),
  ]);
  assert.equal(made.code, 0, made.stderr);
  const before = await tokenKey(baghdad);

  // What follows is not in the backup.
  const lost = await report(baghdad);
  const their2 = await report(damascus);
  await arrives(damascus, lost);
  await arrives(baghdad, their2);
  await recallRecord(baghdad.node.desk, early, { reason: "خطأ" });
  await patiently("the recall arrives", async () => !(await holds(damascus, early)));

  await baghdad.stop();
  const restored = await tansiq(["restore", file, "--data", baghdad.dir]);
  assert.equal(restored.code, 0, restored.stderr);
  await baghdad.start();

  assert.notEqual(await tokenKey(baghdad), before, "a new incarnation has a key of its own");
  const stale = await getFromOutbox(baghdad, "damascus", `limit=1&next=${token}`);
  assertTaxiiError(stale, 400, "token-unknown");
  assert.equal(await holds(baghdad, theirs), true);

  // Both ways work again, and what Damascus sent since is here again.
  const after1 = await report(baghdad);
  const after2 = await report(damascus);
  await arrives(damascus, after1);
  await arrives(baghdad, after2);
  await arrives(baghdad, their2);

  // Damascus lost nothing, and got back nothing that was taken from it.
  for (const id of [kept, lost, theirs, their2]) assert.equal(await holds(damascus, id), true, id);
  assert.equal(await holds(damascus, early), false);
  const shown = await seen(damascus);
  assert.equal(shown.includes(early), false);
  for (const id of [kept, lost, theirs, their2, after1, after2]) {
    assert.equal(shown.filter((one) => one === id).length, 1, id);
  }
  await assertEachOnce(baghdad, damascus);
  await assertEachOnce(damascus, baghdad);
  await patiently("everything is receipted", async () => {
    const [offer] = await baghdad.node.desk.store.offersOf(after1);
    return offer?.state === "received";
  });

  // A second start, and a restart of the partner, change nothing of it.
  await baghdad.stop();
  await damascus.stop();
  await damascus.start();
  await baghdad.start();
  const last = await report(baghdad);
  await arrives(damascus, last);
  assert.equal(await holds(damascus, early), false);
  await assertEachOnce(baghdad, damascus);
  await assertEachOnce(damascus, baghdad);
});

test("a backup does not overwrite a file, and needs no running node", async () => {
  const file = join(damascus.dir, "backup.sqlite");
  await damascus.stop();
  const made = await tansiq(["backup", file, "--data", damascus.dir]);
  assert.equal(made.code, 0, made.stderr);
  const again = await tansiq(["backup", file, "--data", damascus.dir]);
  assert.equal(again.code, 1);
  assert.match(again.stderr, /^backup-exists: .*\n.*[\u0600-\u06FF]{3}/);
  const restored = await tansiq(["restore", file, "--data", damascus.dir]);
  assert.equal(restored.code, 0, restored.stderr);
  await damascus.start();
  const id = await report(damascus);
  await arrives(baghdad, id);
});

test("a partner's backup is refused, though it holds our identity", async () => {
  const theirs = join(damascus.dir, "theirs.sqlite");
  await damascus.node.desk.store.backup(theirs);
  const { identity } = baghdad.node.desk.self;
  assert.notEqual(await damascus.node.desk.store.record(identity), null);
  const kept = await report(baghdad);
  await baghdad.stop();
  await assert.rejects(restore(baghdad.dir, theirs), { code: "backup-of-another" });
  await baghdad.start();
  assert.equal(await holds(baghdad, kept), true);
});
