import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { explainRecord } from "../../src/desk/explain-record.ts";
import { exportReports } from "../../src/desk/export-reports.ts";
import { verifyReads } from "../../src/desk/read-log.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { operator } from "../../src/desk/viewer.ts";
import type { ListedNotice, ListedReader } from "../../src/desk/notices.ts";
import type { RecallStates } from "../../src/desk/recall-states.ts";
import type { StixId } from "../../src/domain/stix.ts";
import { roadCut } from "./drafts.ts";
import {
  agree,
  bilateral,
  eventually,
  type Member,
  type Network,
  signedIn,
  startNetwork,
} from "./network.ts";

/* Who was given a record is written down, and told when it is taken back; its originator sees how far each partner is. */

let network: Network;
let baghdad: Member;
let damascus: Member;
type Ask = Awaited<ReturnType<typeof signedIn>>;
let watch: Ask;
let liaison: Ask;
let other: Ask;
let origin: Ask;

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "amman"]);
  baghdad = network.members["baghdad"]!;
  damascus = network.members["damascus"]!;
  const given = { id: "all", from: ["baghdad"], to: ["damascus"], reshare: "any" as const };
  await agree(network, bilateral(["baghdad", "damascus"], { grants: [given] }));
  const passedOn = { id: "on", from: ["damascus"], to: ["amman"], reshare: "any" as const };
  await agree(network, bilateral(["damascus", "amman"], { grants: [passedOn] }));
  watch = await signedIn(damascus, "watch");
  liaison = await signedIn(damascus, "liaison");
  other = await signedIn(damascus, "reader");
  origin = await signedIn(baghdad, "liaison");
});
after(() => network.close());

async function arrived(ask: Ask, id: StixId, status = 200): Promise<void> {
  await eventually(async () => (await ask(`/api/records/${id}/versions`)).status === status);
}

const noticesOf = async (ask: Ask) =>
  ((await ask("/api/notices")).body as { notices: ListedNotice[] }).notices;
const recallOf = async (id: StixId) =>
  (await origin(`/api/records/${id}/recall`)).body as RecallStates;

test("each way of being given a record is written down, by person, version and time", async () => {
  const { record } = await submitReport(baghdad.node.desk, roadCut());
  await arrived(liaison, record.id);
  assert.equal((await watch(`/api/records/${record.id}`)).status, 200);
  assert.equal((await watch(`/api/records/${record.id}`)).status, 200);
  assert.equal((await watch("/api/records?limit=5")).status, 200);
  await exportReports(damascus.node.desk, operator("root"));
  assert.equal((await watch(`/api/records/${record.id}/reads`)).status, 403);
  const { reads } = (await liaison(`/api/records/${record.id}/reads`)).body as {
    reads: ListedReader[];
  };
  const told = reads.map(({ person, how, times, modified }) => {
    assert.equal(modified, record.modified);
    return `${person.replace(/ .*/, "")} ${how} ${how === "versions" ? "" : times}`;
  });
  assert.deepEqual(told.sort(), [
    "liaison versions ",
    "operator:root exported 1",
    "watch listed 1",
    "watch opened 2",
  ]);
});

test("whoever was given it is told why it was taken back, until confirming; nobody else is", async () => {
  const { record } = await submitReport(baghdad.node.desk, roadCut());
  const { id } = record;
  await arrived(liaison, id);
  assert.equal((await watch(`/api/records/${id}`)).status, 200);
  assert.equal((await origin(`/api/records/${id}`)).status, 200);
  const rung: string[] = [];
  const end = damascus.node.desk.events.on(({ type, to }) => {
    if (type === "notice") rung.push(...(to ?? []));
  });
  await recallRecord(baghdad.node.desk, id, { reason: "wrong place" });
  await arrived(liaison, id, 410);
  end();
  assert.ok(rung.some((person) => person.startsWith("watch")));
  const [notice] = await noticesOf(watch);
  assert.deepEqual(
    { ...notice, at: "" },
    {
      ...{ id, kind: "incident", by: "baghdad", reason: "wrong place", how: ["opened"], at: "" },
      // What was taken back may not be shown.
      ...{ name: null, modified: record.modified },
    },
  );
  const [ours, ...more] = await noticesOf(origin);
  assert.deepEqual(more, []);
  assert.deepEqual(ours!.name, { en: record.name }, "the originator's own people too, by its name");
  assert.deepEqual(await noticesOf(other), []);
  // Another person's confirmation is none of this person's.
  const confirm = { record: id, at: new Date().toISOString() };
  assert.equal((await other("/api/notices/confirm", confirm)).status, 204);
  assert.equal((await noticesOf(watch)).length, 1);
  await damascus.stop();
  await damascus.start();
  assert.equal((await noticesOf(watch)).length, 1, "it is on disk");
  assert.equal((await watch("/api/notices/confirm", confirm)).status, 204);
  assert.deepEqual(await noticesOf(watch), []);
});

test("who recalls a record is not asked to confirm it; agreements' grants are no reason for what was taken back", async () => {
  const { record } = await submitReport(baghdad.node.desk, roadCut());
  const { id } = record;
  assert.equal((await origin(`/api/records/${id}`)).status, 200);
  const before = (await noticesOf(origin)).length;
  const asked = await origin(`/api/records/${id}/recall`, { reason: "wrong place" });
  assert.equal(asked.status, 200, JSON.stringify(asked.body));
  assert.equal((await noticesOf(origin)).length, before);
  const { partners } = await explainRecord(baghdad.node.desk, id);
  const effects = partners.map(({ reasons }) => reasons.map(({ effect }) => effect));
  assert.ok(
    effects.every((each) => each[0] === "recalled" && !each.includes("released")),
    JSON.stringify(effects),
  );
});

test("a recall reaches those to whom it was passed on; the originator sees its own recipients alone", async () => {
  const amman = network.members["amman"]!;
  const there = await signedIn(amman, "watch");
  const { record } = await submitReport(baghdad.node.desk, roadCut({ reshare: "any" }));
  await arrived(there, record.id);
  assert.deepEqual(await recallOf(record.id), { recall: null, partners: [] });
  await damascus.stop();
  await recallRecord(baghdad.node.desk, record.id, { reason: "false" });
  const waiting = await recallOf(record.id);
  assert.equal(waiting.recall?.reason, "false");
  assert.deepEqual(
    waiting.partners.map(({ partner }) => partner),
    ["damascus"],
  );
  await eventually(async () => (await recallOf(record.id)).partners[0]!.state === "unreachable");
  await damascus.start();
  await eventually(async () => (await recallOf(record.id)).partners[0]!.state === "confirmed");
  await arrived(there, record.id, 410);
  const { partners } = await recallOf(record.id);
  assert.deepEqual(partners, [{ partner: "damascus", state: "confirmed", since: null }]);
  assert.equal((await watch(`/api/records/${record.id}/recall`)).status, 404);
  // What the third partner had is gone from the outbox that it came by.
  const offers = await damascus.node.desk.store.offersOf(record.id);
  assert.deepEqual(
    offers.map(({ partner, state }) => `${partner} ${state}`),
    ["amman recalled"],
  );
});

test("a changed, missing or added line of the log of reads is found", async () => {
  const { store } = damascus.node.desk;
  const sound = await verifyReads(store);
  assert.equal(sound.broken, null);
  assert.ok(sound.lines > 5 && sound.head !== null);
  await damascus.stop();
  const tampered = async (sql: string): Promise<number | null> => {
    const db = new DatabaseSync(join(damascus.dir, "store", "store.sqlite"));
    db.exec("CREATE TABLE kept AS SELECT * FROM read_line");
    db.exec(sql);
    db.close();
    await damascus.start();
    const { broken } = await verifyReads(damascus.node.desk.store);
    await damascus.stop();
    const again = new DatabaseSync(join(damascus.dir, "store", "store.sqlite"));
    again.exec("DELETE FROM read_line; INSERT INTO read_line SELECT * FROM kept; DROP TABLE kept");
    again.close();
    return broken;
  };
  assert.equal(
    (await tampered(
      `UPDATE read_line SET text = replace(text, 'watch', 'other')
       WHERE number = (SELECT min(number) FROM read_line WHERE text LIKE '%watch%')`,
    )) !== null,
    true,
  );
  assert.equal(await tampered("DELETE FROM read_line WHERE number = 3"), 3);
  assert.equal(
    await tampered("INSERT INTO read_line (text, hash) VALUES ('{}', zeroblob(32))"),
    sound.lines + 1,
  );
  await damascus.start();
  assert.equal((await verifyReads(damascus.node.desk.store)).broken, null);
});
