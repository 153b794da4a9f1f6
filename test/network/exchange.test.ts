import assert from "node:assert/strict";
import { operator } from "../../src/desk/viewer.ts";
import { after, before, test } from "node:test";
import { explainRecord } from "../../src/desk/explain-record.ts";
import { listQuarantine } from "../../src/desk/list-quarantine.ts";
import { readRecord } from "../../src/desk/read-record.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { searchRecords } from "../../src/desk/search-records.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { signAgreement } from "../../src/desk/agreements.ts";
import type { ReportDraft } from "../../src/domain/report-draft.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, eventually, startNetwork, type Network } from "./network.ts";

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const found = async (id: string, q: string) =>
  (await searchRecords(deskOf(id), operator("test"), { q, limit: 50 })).records;
const holds = (id: string, record: string) =>
  readRecord(deskOf(id), operator("test"), record).then(
    () => true,
    () => false,
  );
const report = (id: string, draft: ReportDraft) => submitReport(deskOf(id), draft);
const stateAt = async (id: string, record: string, partner: string) =>
  (await explainRecord(deskOf(id), record)).partners.find((p) => p.partner === partner)!;

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "washington"], { tls: true });
  await agree(network, bilateral(["baghdad", "damascus"]));
});
after(() => network.close());

test("a report reaches the partner of an agreement over pinned TLS, found in Arabic, and nobody else", async () => {
  const { record, audience } = await report("baghdad", roadCut());
  assert.deepEqual(audience, ["damascus"]);
  await eventually(() => holds("damascus", record.id));
  for (const q of ["الأنبار", "الانبار", "بالأنبار", "anbar"]) {
    await eventually(async () => (await found("damascus", q)).some(({ id }) => id === record.id));
  }
  const listed = await readRecord(deskOf("damascus"), operator("test"), record.id);
  assert.deepEqual(listed.name, roadCut().name);
  assert.equal(listed.originator, "baghdad");
  assert.equal(listed.grade, "B2");
  await eventually(
    async () => (await stateAt("baghdad", record.id, "damascus")).state === "received",
  );
  assert.equal(await holds("washington", record.id), false);
  assert.equal((await stateAt("baghdad", record.id, "washington")).state, "withheld");
  assert.equal(await deskOf("damascus").store.quarantineCount(), 0);
});

test("nobody gets what is above the grant, for nobody, or for others", async () => {
  const secret = await report("baghdad", roadCut({ classification: "secret" }));
  const nobody = await report("baghdad", roadCut({ releasableTo: [] }));
  const other = await report("baghdad", roadCut({ releasableTo: ["washington"] }));
  for (const { audience } of [secret, nobody, other]) assert.deepEqual(audience, []);
  const listed = await report("baghdad", roadCut({ releasableTo: ["damascus"] }));
  assert.deepEqual(listed.audience, ["damascus"]);
  await eventually(() => holds("damascus", listed.record.id));
  assert.equal(JSON.stringify(listed.record).includes("damascus"), false);
  for (const { record } of [secret, nobody, other]) {
    assert.equal(await holds("damascus", record.id), false);
    assert.equal((await stateAt("baghdad", record.id, "damascus")).released, false);
  }
});

test("a recall hides the record at the partner, is acknowledged, and later versions stay away", async () => {
  const { record } = await report("baghdad", roadCut());
  await eventually(() => holds("damascus", record.id));
  const { recalledFrom } = await recallRecord(deskOf("baghdad"), record.id, { reason: "خطأ" });
  assert.deepEqual(recalledFrom, ["damascus"]);
  await eventually(async () => !(await holds("damascus", record.id)));
  assert.equal(
    (await found("damascus", "الأنبار")).some(({ id }) => id === record.id),
    false,
  );
  assert.equal((await stateAt("baghdad", record.id, "damascus")).state, "recalled");
  assert.equal(await holds("baghdad", record.id), true);
  await eventually(async () => {
    const offers = await deskOf("baghdad").store.offersOf(record.id);
    return offers.every(({ acknowledged }) => acknowledged);
  });
});

test("a red line of the lead holds against the bilateral agreement, and both can see why", async () => {
  const text = { ar: "ميثاق", en: "Charter" };
  await agree(network, {
    title: text,
    purpose: text,
    parties: ["washington", "baghdad"],
    from: "2014-09-11T00:00:00.000Z",
    until: null,
    coalition: { id: "coalition", lead: "washington", powers: [{ id: "p", to: ["damascus"] }] },
    grants: [{ id: "all", upTo: "confidential" }],
    redLines: [
      {
        id: "positions",
        by: "washington",
        to: ["damascus"],
        topics: ["force-position"],
        reason: text,
      },
    ],
  });
  const position = await report("baghdad", roadCut({ topics: ["supply-route", "force-position"] }));
  assert.deepEqual(position.audience, ["washington"]);
  const { released, decidedBy, reasons } = await stateAt("baghdad", position.record.id, "damascus");
  assert.equal(released, false);
  assert.match(decidedBy[0]!, /\/positions$/);
  assert.ok(
    reasons.some(({ effect, text }) => effect === "red-line" && /[\u0600-\u06FF]/.test(text.ar)),
  );
  const own = await report("washington", roadCut());
  assert.deepEqual(own.audience, ["baghdad"]);
  await eventually(() => holds("baghdad", own.record.id));
  const { partners } = await explainRecord(deskOf("washington"), own.record.id);
  assert.equal(partners.find(({ partner }) => partner === "damascus")?.released, false);
});

test("ending an agreement stops the next record at once, at both ends", async () => {
  const other = await agree(network, bilateral(["damascus", "washington"]));
  const first = await report("damascus", roadCut());
  assert.deepEqual(first.audience, ["washington"]);
  await eventually(() => holds("washington", first.record.id));
  await signAgreement(deskOf("damascus"), other, { act: "suspend" });
  const second = await report("damascus", roadCut());
  assert.deepEqual(second.audience, []);
  assert.equal(await holds("washington", second.record.id), false);
});

test("a partner that was away gets everything after it is back", async () => {
  const { stop, start } = network.members["damascus"]!;
  await stop();
  const { record, audience } = await report("baghdad", roadCut());
  assert.ok(audience.includes("damascus"));
  assert.match((await stateAt("baghdad", record.id, "damascus")).state, /^(offered|served)$/);
  await start();
  await eventually(() => holds("damascus", record.id));
});

test("nothing of this went to quarantine anywhere", async () => {
  for (const id of Object.keys(network.members)) {
    assert.deepEqual(await listQuarantine(deskOf(id), operator("test"), { limit: 10 }), [], id);
  }
});
