import assert from "node:assert/strict";
import { operator } from "../../src/desk/viewer.ts";
import { after, before, test } from "node:test";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { explainRecord } from "../../src/desk/explain-record.ts";
import { previewAgreement } from "../../src/desk/preview-agreement.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import type { AgreementForm } from "../../src/domain/agreement.ts";
import { isContentKind } from "../../src/domain/kinds.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, eventually, startNetwork, type Network } from "./network.ts";

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const parties: [string, string] = ["baghdad", "damascus"];

before(async () => {
  network = await startNetwork(parties);
});
after(() => network.close());

async function report(changes: Parameters<typeof roadCut>[0]) {
  return (await submitReport(deskOf("baghdad"), roadCut(changes))).record.id;
}

async function stateOf(id: string) {
  const { partners } = await explainRecord(deskOf("baghdad"), id);
  return partners.find(({ partner }) => partner === "damascus")!;
}

async function contentAt(member: string): Promise<string[]> {
  const records = await deskOf(member).store.scan(0, 1000);
  return records.filter(({ kind }) => isContentKind(kind)).map(({ id }) => id);
}

const granting = (part: object): Omit<AgreementForm, "id"> => {
  const grant = { id: "g1", from: ["baghdad"], to: ["damascus"], upTo: "restricted" as const };
  return bilateral(parties, { grants: [{ ...grant, ...part }] });
};

test("what goes out when an agreement comes into force is what its preview said", async () => {
  const wanted = await report({ recordedAt: "2015-02-01T00:00:00.000Z" });
  const other = await report({ recordedAt: "2015-02-02T00:00:00.000Z", topics: ["border"] });
  const recalled = await report({ recordedAt: "2015-02-03T00:00:00.000Z" });
  const older = await report({ recordedAt: "2014-02-01T00:00:00.000Z" });
  await recallRecord(deskOf("baghdad"), recalled, { reason: "wrong place", from: ["damascus"] });
  const back = { backfillFrom: "2015-01-01T00:00:00.000Z" };
  const narrow = granting({ ...back, topics: ["supply-route"] });

  const told = await previewAgreement(deskOf("baghdad"), operator("test"), narrow);
  const [line] = told.partners;
  assert.deepEqual(told.partners.length, 1);
  assert.deepEqual([line!.opens.count, line!.stops.count], [1, 0]);
  assert.deepEqual(line!.opens.byTopic, { "supply-route": 1 });
  assert.deepEqual(
    line!.opens.samples.map(({ id }) => id),
    [wanted],
  );
  await agree(network, narrow);
  await eventually(async () => (await contentAt("damascus")).length > 0);
  assert.deepEqual(await contentAt("damascus"), [wanted]);

  const wide = granting(back);
  const [rest] = (await previewAgreement(deskOf("baghdad"), operator("test"), wide)).partners;
  assert.deepEqual(
    rest!.opens.samples.map(({ id }) => id),
    [other],
    "what went out already is not counted again",
  );
  await agree(network, wide);
  await eventually(async () => (await contentAt("damascus")).length > 1);
  assert.deepEqual(await contentAt("damascus"), [wanted, other]);

  const late = await stateOf(older);
  assert.deepEqual([late.released, late.state, late.decidedBy], [false, "withheld", []]);
  assert.equal(late.reasons[0]!.effect, "not-covered");
  assert.match(late.reasons[0]!.text.en, /older than what grant “g1” reaches back to/);
  assert.equal((await stateOf(wanted)).released, true);
  const gone = await stateOf(recalled);
  assert.deepEqual([gone.released, gone.reasons[0]!.effect], [false, "recalled"]);
  assert.match(gone.reasons[0]!.text.ar, /wrong place/);
});

test("only the originator recalls a record; another explains to whom it passes it on", async () => {
  const [id] = await contentAt("damascus");
  const refused = { code: "record-not-own", status: 404 };
  const { partners } = await explainRecord(deskOf("damascus"), id!);
  assert.ok(partners.every(({ partner, released }) => partner !== "baghdad" && !released));
  await assert.rejects(recallRecord(deskOf("damascus"), id!, { reason: "no" }), refused);
});

test("what was never signed cannot be ended, and what another ended is not signed again", async () => {
  const { form } = await proposeAgreement(deskOf("baghdad"), granting({}));
  for (const act of ["suspend", "end", "leave"] as const) {
    const code = "agreement-not-signed";
    await assert.rejects(signAgreement(deskOf("baghdad"), form.id, { act }), { code });
  }
  const id = await agree(network, granting({}));
  await signAgreement(deskOf("damascus"), id, { act: "end" });
  const known = () =>
    deskOf("baghdad")
      .board.policy()
      .agreements.find((one) => one.id === id);
  await eventually(() => known()?.signed.length === 1);
  const code = "agreement-ended";
  await assert.rejects(signAgreement(deskOf("baghdad"), id, { act: "sign" }), { code });
  await proposeAgreement(deskOf("baghdad"), { ...granting({}), id });
  await signAgreement(deskOf("baghdad"), id, { act: "sign" });
});
