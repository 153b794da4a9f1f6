import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { after, before, test } from "node:test";
import { put } from "../../src/desk/documents.ts";
import type { StixObject } from "../../src/domain/stix.ts";
import type { ListedRecord } from "../../src/desk/list-records.ts";
import { roadCut } from "../network/drafts.ts";
import { agree, bilateral, startNetwork, type Member, type Network } from "../network/network.ts";
import {
  envelope,
  getFromApi,
  outboxOf,
  patiently,
  postToApi,
  postToInbox,
  speakingAs,
} from "./asking.ts";
import { killNine, serveProcess } from "./command-line.ts";

/* What its originator took back stays away, whoever is killed when and whatever is sent again. */

interface Running {
  member: Member;
  who: Record<string, string>;
  child: ChildProcess;
}

let network: Network;
let baghdad: Running;
let damascus: Running;
let liaison: Record<string, string>;

before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
  await agree(network, bilateral(["baghdad", "damascus"]));
  const running: Running[] = [];
  for (const member of Object.values(network.members)) {
    running.push({ member, who: await speakingAs(member, "watch"), child: null as never });
  }
  [baghdad, damascus] = running as [Running, Running];
  liaison = await speakingAs(baghdad.member, "liaison");
  for (const { member } of running) await member.stop();
  for (const node of running) await restarted(node);
});
after(async () => {
  for (const { child } of [baghdad, damascus]) await killNine(child);
  await network.close();
});

async function restarted(node: Running): Promise<void> {
  if (node.child) await killNine(node.child);
  node.child = serveProcess(node.member.dir, { TANSIQ_LOG_LEVEL: "fatal" });
  const up = async () => (await fetch(`${node.member.url}/health`)).ok;
  await patiently(`${node.member.id} is up`, up);
}

async function report(changes = {}): Promise<StixObject> {
  const draft = JSON.stringify(roadCut(changes));
  const { status, body } = await postToApi(baghdad.member, baghdad.who, "/api/reports", draft);
  assert.equal(status, 201);
  return body["record"] as StixObject;
}

async function recall({ id }: { id: string }): Promise<void> {
  const reason = JSON.stringify({ reason: { ar: "خطأ", en: "a mistake" } });
  const path = `/api/records/${id}/recall`;
  const { status, body } = await postToApi(baghdad.member, liaison, path, reason);
  assert.equal(status, 200, JSON.stringify(body));
}

const statusOf = async ({ member, who }: Running, id: string) =>
  (await getFromApi(member, who, `/api/records/${id}`)).status;

const arrived = (id: string) =>
  patiently(`${id} arrives`, async () => (await statusOf(damascus, id)) === 200);

/** Damascus' people see nothing of it, by whichever way. */
async function assertGone({ id }: { id: string }): Promise<void> {
  const { member, who } = damascus;
  assert.ok([404, 410].includes(await statusOf(damascus, id)));
  for (const query of ["", "&q=الأنبار", "&bbox=40,30,50,40", "&kind=incident"]) {
    const { status, body } = await getFromApi(member, who, `/api/records?limit=500${query}`);
    assert.equal(status, 200);
    const records = body["records"] as ListedRecord[];
    assert.equal(
      records.some((record) => record.id === id),
      false,
      query,
    );
  }
  assert.notEqual((await getFromApi(member, who, `/api/records/${id}/versions`)).status, 200);
  const outbox = await outboxOf(baghdad.member, "damascus");
  assert.equal(
    outbox.some((object) => object.id === id),
    false,
    "it is not served again",
  );
}

test("a recall that was acknowledged holds although the originator is killed at once", async () => {
  const record = await report();
  await arrived(record.id);
  await recall(record);
  await restarted(baghdad);
  await patiently("it is taken away", async () => (await statusOf(damascus, record.id)) === 410);
  await assertGone(record);
  await restarted(damascus);
  await assertGone(record);
  await restarted(baghdad);
  await assertGone(record);
  assert.equal(await statusOf(baghdad, record.id), 200, "it stays with its originator");
});

test("a recall reaches a partner that was dead, and both died", async () => {
  const record = await report();
  await arrived(record.id);
  await killNine(damascus.child);
  await recall(record);
  await killNine(baghdad.child);
  await restarted(damascus);
  await restarted(baghdad);
  await patiently("it is taken away", async () => (await statusOf(damascus, record.id)) === 410);
  await assertGone(record);
});

test("what was recalled before it ever left is never told of", async () => {
  await killNine(damascus.child);
  const record = await report();
  await recall(record);
  await restarted(baghdad);
  await restarted(damascus);
  const later = await report();
  await arrived(later.id);
  await assertGone(record);
});

test("neither a push nor a pull of old bytes brings a recalled record back", async () => {
  const record = await report();
  await arrived(record.id);
  const old = (await outboxOf(baghdad.member, "damascus")).filter(
    ({ type }) => !["receipt", "agreement", "agreement-signature"].includes(type),
  );
  assert.ok(old.some(({ id }) => id === record.id));
  await recall(record);
  await patiently("it is taken away", async () => (await statusOf(damascus, record.id)) === 410);

  // As a push whose answer was lost, or a message that was held up on its way.
  const answer = await postToInbox(damascus.member, "baghdad", envelope(old));
  assert.equal(answer.status, 202);
  await assertGone(record);
  await restarted(damascus);
  await assertGone(record);
  assert.equal((await postToInbox(damascus.member, "baghdad", envelope(old))).status, 202);
  await assertGone(record);

  // As if Damascus had read nothing yet: it reads Baghdad's outbox from the beginning.
  await killNine(damascus.child);
  const { member } = damascus;
  await member.start();
  const { desk } = member.node;
  const known = { ...desk.partners.get("baghdad")!, cursor: { next: null, through: 0 } };
  const change = put("partner", "baghdad", known);
  await desk.store.commit({ priority: "interactive", groups: [[change]] });
  await member.stop();
  await restarted(damascus);
  const later = await report();
  await arrived(later.id);
  await assertGone(record);
  const { body } = await getFromApi(member, damascus.who, "/api/quarantine");
  assert.deepEqual(body["quarantine"], []);
});
