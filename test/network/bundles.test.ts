import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { listAgreements, proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { read } from "../../src/desk/documents.ts";
import { ledgerStates } from "../../src/desk/list-ledger.ts";
import { readRecord } from "../../src/desk/read-record.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { verifyLedger } from "../../src/desk/verify-ledger.ts";
import { operator } from "../../src/desk/viewer.ts";
import { firstLine, framed } from "../../src/exchange/bundle/frames.ts";
import { readBundle } from "../../src/exchange/bundle/read-bundle.ts";
import { seal } from "../../src/proof/sealed-box.ts";
import {
  bundleOf,
  bundlePieces,
  carry,
  carryUntilQuiet,
  introduceByFile,
  linkByFiles,
} from "./bundles.ts";
import { roadCut } from "./drafts.ts";
import { bilateral, startNetwork, type Network } from "./network.ts";

let network: Network;
let agreement: string;
const deskOf = (id: string) => network.members[id]!.node.desk;
const baghdad = () => deskOf("baghdad");
const damascus = () => deskOf("damascus");
const holds = (id: string, record: string) =>
  readRecord(deskOf(id), operator("test"), record).then(
    () => true,
    () => false,
  );
const offerOf = async (id: string) =>
  (await baghdad().store.offersOf(id)).find(({ partner }) => partner === "damascus");

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "mosul"], { links: [] });
  const { baghdad, damascus, mosul } = network.members;
  await linkByFiles(baghdad!, damascus!);
  await linkByFiles(baghdad!, mosul!);
  const { form } = await proposeAgreement(baghdad!.node.desk, bilateral(["baghdad", "damascus"]));
  agreement = form.id;
  await signAgreement(deskOf("baghdad"), agreement, { act: "sign" });
  await carry(deskOf("baghdad"), deskOf("damascus"));
  await signAgreement(deskOf("damascus"), agreement, { act: "sign" });
  await carry(deskOf("damascus"), deskOf("baghdad"));
});
after(() => network.close());

test("two nodes that never reach each other agree, report, receipt and sign each other's ledger by files alone", async () => {
  for (const desk of [baghdad(), damascus()]) {
    assert.deepEqual(listAgreements(desk)[0]!.signed.toSorted(), ["baghdad", "damascus"]);
  }

  const { record, audience } = await submitReport(baghdad(), roadCut());
  assert.deepEqual(audience, ["damascus"]);
  assert.equal((await offerOf(record.id))!.state, "offered");
  const bundle = await bundleOf(baghdad(), "damascus");
  assert.equal((await offerOf(record.id))!.state, "served");
  const { objects, held, missing } = await readBundle(damascus(), [bundle]);
  assert.ok(objects > 3 && held === 0 && missing === null);
  assert.ok(await holds("damascus", record.id));
  await carry(damascus(), baghdad());
  assert.equal((await offerOf(record.id))!.state, "received");

  await carryUntilQuiet(baghdad(), damascus());
  for (const [desk, partner] of [
    [baghdad(), "damascus"],
    [damascus(), "baghdad"],
  ] as const) {
    const { pending, served, last } = await desk.store.outboxState(partner);
    assert.deepEqual({ pending, served }, { pending: 0, served: last });
    assert.deepEqual((await verifyLedger(desk)).faults, []);
    assert.equal(await desk.store.quarantineCount(), 0);
    const [state] = (await ledgerStates(desk)).filter((one) => one.partner === partner);
    assert.deepEqual(state!.forks, []);
    assert.ok(state!.given.countersigned > 0);
    assert.equal(state!.received?.unseen, 0);
  }
  const cosigned = await read(baghdad().store, "ledger-cosigned", "damascus");
  assert.equal(cosigned?.note, (await read(damascus().store, "ledger-seen", "baghdad"))?.note);
});

test("a recall goes by file, hides the record and is acknowledged", async () => {
  const { record } = await submitReport(baghdad(), roadCut());
  await carry(baghdad(), damascus());
  await recallRecord(baghdad(), record.id, { reason: "خطأ" });
  const { missing } = await carry(baghdad(), damascus());
  assert.equal(missing, null);
  assert.equal(await holds("damascus", record.id), false);
  await carry(damascus(), baghdad());
  const offer = await offerOf(record.id);
  assert.deepEqual([offer!.state, offer!.acknowledged], ["recalled", true]);
});

test("what is recalled before it is written never goes, and no notice tells of it", async () => {
  const { record } = await submitReport(baghdad(), roadCut());
  await recallRecord(baghdad(), record.id, { reason: "خطأ" });
  await carry(baghdad(), damascus());
  assert.equal(await damascus().store.record(record.id), null);
  assert.deepEqual((await damascus().store.referrers(record.id, 10)).length, 0);
});

test("the recall may be read before the record: it does not come back, now or later", async () => {
  const { record } = await submitReport(baghdad(), roadCut());
  const first = await bundleOf(baghdad(), "damascus");
  await recallRecord(baghdad(), record.id, { reason: "خطأ" });
  const second = await bundleOf(baghdad(), "damascus");
  for (const bundle of [second, first, second, first]) {
    await readBundle(damascus(), [bundle]);
    assert.equal(await holds("damascus", record.id), false);
  }
  await carryUntilQuiet(damascus(), baghdad());
  assert.deepEqual((await offerOf(record.id))!.acknowledged, true);
});

test("a lost file is repaired by the next one, and an old one changes nothing", async () => {
  await carryUntilQuiet(baghdad(), damascus());
  const unseen = async () => (await ledgerStates(damascus()))[0]!.received!.unseen;
  const unseenBefore = await unseen();
  const { record } = await submitReport(baghdad(), roadCut());
  const lost = await bundleOf(baghdad(), "damascus");
  const later = await submitReport(baghdad(), roadCut());
  const { missing } = await carry(baghdad(), damascus());
  assert.equal(missing, null);
  for (const { id } of [record, later.record]) assert.ok(await holds("damascus", id));
  const before = damascus().partners.get("baghdad")!.cursor.through;
  assert.equal((await readBundle(damascus(), [lost])).missing, null);
  assert.equal(damascus().partners.get("baghdad")!.cursor.through, before);
  await carryUntilQuiet(damascus(), baghdad());
  assert.equal(await unseen(), unseenBefore);
});

test("what agreements stopped since it was offered is not written, and is when they allow it again", async () => {
  const { record } = await submitReport(baghdad(), roadCut());
  assert.equal((await offerOf(record.id))!.state, "offered");
  await signAgreement(baghdad(), agreement, { act: "suspend" });
  await carry(baghdad(), damascus());
  assert.equal(await damascus().store.record(record.id), null);
  await signAgreement(baghdad(), agreement, { act: "sign" });
  const { record: later } = await submitReport(baghdad(), roadCut());
  await carry(baghdad(), damascus());
  assert.deepEqual(
    [await holds("damascus", record.id), await holds("damascus", later.id)],
    [...[false, true]],
  );
});

test("what a partner opened and closed again for another is not taken for a bundle to that one", async () => {
  const [begin] = await bundlePieces(baghdad(), "damascus");
  const opened = damascus().signer.open(begin!.subarray(firstLine.length + 4))!;
  const closed = seal(opened, deskOf("mosul").self.keys[0]!);
  const passedOn = readBundle(deskOf("mosul"), [firstLine, framed(closed)]);
  await assert.rejects(passedOn, { code: "bundle-not-ours" });
});

test("what is written for one partner is for no other", async () => {
  const bundle = await bundleOf(baghdad(), "damascus");
  await assert.rejects(readBundle(deskOf("mosul"), [bundle]), { code: "bundle-not-ours" });
  await assert.rejects(readBundle(baghdad(), [bundle]), { code: "bundle-not-ours" });
  await assert.rejects(bundleOf(damascus(), "mosul"), { code: "partner-unknown" });
});

test("nobody's bundle is read whose card was not added", async () => {
  await introduceByFile(network.members["damascus"]!, network.members["mosul"]!);
  const bundle = await bundleOf(deskOf("mosul"), "damascus");
  const unknown = { code: "bundle-sender-unknown" };
  await assert.rejects(readBundle(damascus(), [bundle]), unknown);
  await introduceByFile(network.members["mosul"]!, network.members["damascus"]!);
  assert.equal((await readBundle(damascus(), [bundle])).partner, "mosul");
});
