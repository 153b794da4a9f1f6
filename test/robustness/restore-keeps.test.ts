import assert from "node:assert/strict";
import { readdir, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, test } from "node:test";
import { signAgreement } from "../../src/desk/agreements.ts";
import { answerConsent } from "../../src/desk/answer-consent.ts";
import { askConsent } from "../../src/desk/ask-consent.ts";
import { controlRow } from "../../src/desk/control-row.ts";
import { put } from "../../src/desk/documents.ts";
import { recallNotice } from "../../src/domain/recall-notice.ts";
import { addPartner } from "../../src/desk/partners.ts";
import { identityId, partnerIdentity } from "../../src/domain/partner-identity.ts";
import { newKeyPair, signerFrom, signObject } from "../../src/proof/signature.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import type { ListedRecord } from "../../src/desk/list-records.ts";
import { roadCut } from "../network/drafts.ts";
import { agree, bilateral, startNetwork, type Member, type Network } from "../network/network.ts";
import { getFromApi, outboxOf, patiently, speakingAs } from "./asking.ts";
import { tansiq } from "./command-line.ts";

/* What was taken back or stopped after a backup stays so when the backup is restored. */

let network: Network;
let baghdad: Member;
let damascus: Member;
let amman: Member;
let backup: string;
let suspended: string;
/** A record of Damascus that stands in the backup and was recalled after it. */
let theirs: string;

const grant = { id: "all", upTo: "restricted", reshare: "any" } as const;

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "amman"]);
  baghdad = network.members["baghdad"]!;
  damascus = network.members["damascus"]!;
  amman = network.members["amman"]!;
  backup = join(baghdad.dir, "backup.sqlite");
  await agree(network, bilateral(["baghdad", "damascus"], { grants: [grant] }));
  suspended = await agree(network, bilateral(["baghdad", "amman"], { grants: [grant] }));
});
after(() => network.close());

const report = async ({ node }: Member) =>
  (await submitReport(node.desk, roadCut({ reshare: "any" }))).record.id;

const recall = ({ node }: Member, id: string) => recallRecord(node.desk, id, { reason: "خطأ" });

async function holds({ node }: Member, id: string): Promise<boolean> {
  const record = await node.desk.store.record(id);
  return record !== null && record.withdrawn === null;
}

const arrives = (id: string, ...at: Member[]) =>
  Promise.all(at.map((one) => patiently(`${id} arrives at ${one.id}`, () => holds(one, id))));

const leaves = (id: string, ...from: Member[]) =>
  Promise.all(
    from.map((one) => patiently(`${id} leaves ${one.id}`, async () => !(await holds(one, id)))),
  );

const stateOf = ({ node }: Member, id: string) =>
  node.desk.board.policy().agreements.find((agreement) => agreement.id === id)?.state;

async function assertNowhere(member: Member, ids: readonly string[]): Promise<void> {
  const who = await speakingAs(member, "watch");
  const { body } = await getFromApi(member, who, "/api/records?limit=500");
  const shown = (body["records"] as ListedRecord[]).map(({ id }) => id);
  for (const id of ids) {
    assert.equal(await holds(member, id), false, `${member.id} holds ${id}`);
    assert.equal(shown.includes(id), false, `${member.id} shows ${id}`);
  }
}

async function assertNotOffered(to: Member, ids: readonly string[]): Promise<void> {
  const offered = (await outboxOf(baghdad, to.id)).map(({ id }) => id);
  for (const id of ids) assert.equal(offered.includes(id), false, `${id} is offered to ${to.id}`);
}

test("nothing that was taken back or stopped after the backup comes back with it", async () => {
  const told = await report(baghdad);
  const untold = await report(baghdad);
  theirs = await report(damascus);
  await arrives(told, damascus, amman);
  await arrives(untold, damascus, amman);
  await arrives(theirs, baghdad, amman);
  const made = await tansiq(["backup", backup, "--data", baghdad.dir]);
  assert.equal(made.code, 0, made.stderr);

  // What follows is not in the backup.
  const lost = await report(baghdad);
  await arrives(lost, damascus, amman);
  await recall(baghdad, told);
  await recall(damascus, theirs);
  await leaves(told, damascus, amman);
  await leaves(theirs, baghdad, amman);
  await damascus.stop();
  await recall(baghdad, untold);
  await recall(baghdad, lost);
  await leaves(untold, amman);
  const later = await agree(
    network,
    bilateral(["baghdad", "amman"], { grants: [{ ...grant, from: ["amman"], to: ["baghdad"] }] }),
  );
  await signAgreement(baghdad.node.desk, suspended, { act: "suspend" });
  await patiently("Amman knows", async () => stateOf(amman, suspended) === "suspended");
  const state = stateOf(baghdad, later);
  const epoch = await baghdad.node.desk.store.epoch();

  await baghdad.stop();
  const restored = await tansiq(["restore", backup, "--data", baghdad.dir]);
  assert.equal(restored.code, 0, restored.stderr);
  const answer = JSON.parse(restored.stdout) as { known: string; advice?: object };
  assert.equal(answer.known, "all");
  assert.equal(answer.advice, undefined);
  await baghdad.start();

  // Damascus is still away: nobody but the replaced store can have told of these.
  await assertNowhere(baghdad, [theirs]);
  assert.equal(stateOf(baghdad, suspended), "suspended");
  assert.equal(stateOf(baghdad, later), state);
  assert.ok((await baghdad.node.desk.store.epoch()) > epoch, "decisions of before count no more");
  const fresh = await report(baghdad);
  assert.deepEqual(
    (await baghdad.node.desk.store.offersOf(fresh)).map(({ partner }) => partner),
    ["damascus"],
  );

  // Whoever gets old records now gets none of them.
  const gone = [told, untold, theirs, lost];
  const old = [{ ...grant, backfillFrom: "2014-01-01T00:00:00.000Z" }];
  await agree(network, bilateral(["baghdad", "amman"], { grants: old }));
  await arrives(fresh, amman);
  await assertNotOffered(amman, gone);
  await assertNowhere(amman, gone);

  // Damascus missed two recalls; one of them is of a record that Baghdad does not know any more.
  await damascus.start();
  await arrives(fresh, damascus);
  await leaves(untold, damascus);
  await leaves(lost, damascus);
  await assertNotOffered(damascus, gone);
  await assertNowhere(damascus, [told, untold, lost]);
  for (const { node } of [baghdad, damascus, amman]) {
    assert.equal(await node.desk.store.quarantineCount(), 0);
  }
});

test("a session that was open at the backup is not open again", async () => {
  const who = await speakingAs(baghdad, "watch");
  const file = join(baghdad.dir, "session.sqlite");
  assert.equal((await tansiq(["backup", file, "--data", baghdad.dir])).code, 0);
  assert.equal((await getFromApi(baghdad, who, "/api/records?limit=1")).status, 200);
  await baghdad.stop();
  assert.equal((await tansiq(["restore", file, "--data", baghdad.dir])).code, 0);
  await baghdad.start();
  assert.equal((await getFromApi(baghdad, who, "/api/records?limit=1")).status, 401);
});

test("a key that a partner retired after the backup stays retired", async () => {
  const file = join(baghdad.dir, "keys.sqlite");
  assert.equal((await tansiq(["backup", file, "--data", baghdad.dir])).code, 0);
  const { desk } = damascus.node;
  const retired = { ...newKeyPair().publicKey, retired: "2015-01-01T00:00:00.000Z" };
  const keys = [...desk.self.keys, retired];
  const identity = signObject(partnerIdentity({ ...desk.self, keys }, Date.now()), desk.signer);
  const card = { ...damascus.cards.get("baghdad")!, identity: identity.object };
  await addPartner(baghdad.node.desk, baghdad.node.secrets, card);
  const known = baghdad.node.desk.partners.get("damascus")!.keys;
  assert.deepEqual(known, keys);
  await baghdad.stop();
  assert.equal((await tansiq(["restore", file, "--data", baghdad.dir])).code, 0);
  await baghdad.start();
  assert.deepEqual(baghdad.node.desk.partners.get("damascus")!.keys, known);
  const id = await report(damascus);
  await arrives(id, baghdad);
});

test("a partner that a lead introduced after the backup may sign, and stays known", async () => {
  const file = join(amman.dir, "introduced.sqlite");
  assert.equal((await tansiq(["backup", file, "--data", amman.dir])).code, 0);
  const { desk } = amman.node;
  const { privatePem, publicKey } = newKeyPair();
  const name = { ar: "البصرة", en: "Basra" };
  const basra = { id: "basra", name, identity: identityId("basra"), keys: [publicKey] };
  const signer = signerFrom(privatePem);
  const notice = { object: basra.identity, through: 1, reason: "x", at: Date.now() };
  const said = [partnerIdentity(basra, Date.now()), recallNotice(notice, "basra")];
  const kept = said.map((unsigned) => {
    const { body } = signObject(unsigned, signer);
    return { ...controlRow(desk, unsigned), originator: "basra", via: "baghdad", body };
  });
  const introduced = { ...basra, by: "baghdad" };
  await desk.store.commit({
    priority: "interactive",
    groups: [
      [
        ...kept.map((row) => ({ do: "record", row }) as const),
        put("introduced", "basra", introduced),
      ],
    ],
  });
  await amman.stop();
  const restored = await tansiq(["restore", file, "--data", amman.dir]);
  assert.equal((JSON.parse(restored.stdout) as { known: string }).known, "all");
  await amman.start();
  assert.deepEqual(amman.node.desk.introduced.get("basra"), introduced);
  for (const { id } of kept) assert.ok(await amman.node.desk.store.record(id));
});

test("a consent that was taken back after the backup stays taken back", async () => {
  const controlled = roadCut({ originatorControl: true });
  const { desk } = damascus.node;
  const [known, lost] = [
    (await submitReport(desk, controlled)).record.id,
    (await submitReport(desk, controlled)).record.id,
  ];
  await arrives(known, baghdad);
  await arrives(lost, baghdad);
  const consented = async (id: string) => {
    const order = { partner: "amman", reason: "needed" };
    const [ask] = await askConsent(baghdad.node.desk, "layla", id, order);
    await patiently("the ask comes", async () => desk.consents.find(ask!) !== null);
    await answerConsent(desk, "omar", ask!, { state: "given" });
    await arrives(id, amman);
    return ask!;
  };
  const asks = [await consented(known)];
  const file = join(baghdad.dir, "consents.sqlite");
  assert.equal((await tansiq(["backup", file, "--data", baghdad.dir])).code, 0);
  asks.push(await consented(lost));
  for (const ask of asks) await answerConsent(desk, "omar", ask, { state: "taken-back" });
  await leaves(known, amman);
  await leaves(lost, amman);
  await damascus.stop();
  await baghdad.stop();
  assert.equal((await tansiq(["restore", file, "--data", baghdad.dir])).code, 0);
  await baghdad.start();
  // Damascus is away: nobody but the replaced store can have told.
  for (const ask of asks) {
    assert.equal(baghdad.node.desk.consents.find(ask)?.answer?.state, "taken-back");
  }
  const fresh = await report(baghdad);
  await arrives(fresh, amman);
  await assertNotOffered(amman, [known, lost]);
  await assertNowhere(amman, [known, lost]);
  await damascus.start();
});

test("of a damaged store comes over what is sound, and the rest is told", async () => {
  const id = await report(baghdad);
  await arrives(id, damascus);
  const file = join(baghdad.dir, "before-damage.sqlite");
  assert.equal((await tansiq(["backup", file, "--data", baghdad.dir])).code, 0);
  const other = await report(baghdad);
  await arrives(other, damascus);
  await recall(baghdad, other);
  await recall(baghdad, id);
  const notice = (await baghdad.node.desk.store.referrers(other, 9)).find(
    ({ kind }) => kind === "recall-notice",
  );
  await baghdad.stop();
  const db = new DatabaseSync(join(baghdad.dir, "store", "store.sqlite"));
  db.prepare("UPDATE body SET body = replace(body, 'خطأ', 'خطا') WHERE row = ?").run(notice!.row);
  db.close();
  const restored = await tansiq(["restore", file, "--data", baghdad.dir]);
  const { known, advice } = JSON.parse(restored.stdout) as { known: string; advice: object };
  assert.equal(known, "part");
  assert.deepEqual(Object.keys(advice).sort(), ["ar", "en"]);
  await baghdad.start();
  assert.equal(await baghdad.node.desk.store.record(notice!.id), null);
  await assertNotOffered(damascus, [id]);
});

for (const [what, harm] of [
  ["garbage", (file: string) => writeFile(file, "no database")],
  ["empty", (file: string) => truncate(file, 0)],
] as const) {
  test(`a restore beside a store that is ${what} says what this node cannot know`, async () => {
    await baghdad.stop();
    await harm(join(baghdad.dir, "store", "store.sqlite"));
    const restored = await tansiq(["restore", backup, "--data", baghdad.dir]);
    assert.equal(restored.code, 0, restored.stderr);
    const { known, advice, kept } = JSON.parse(restored.stdout) as {
      known: string;
      advice: { ar: string; en: string };
      kept: string;
    };
    assert.equal(known, "none");
    assert.match(advice.en, /recall.*suspend/is);
    assert.match(advice.ar, /[\u0600-\u06FF]{3}.*[\u0600-\u06FF]{3}/);
    assert.ok((await readdir(kept)).includes("store.sqlite"));
    await baghdad.start();
    const id = await report(baghdad);
    await arrives(id, damascus);
    // What partners took back after the backup comes again from them.
    await leaves(theirs, baghdad);
  });
}
