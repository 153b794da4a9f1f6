import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { signAgreement } from "../../src/desk/agreements.ts";
import { partsOf } from "../../src/desk/parts-of.ts";
import { readRecord } from "../../src/desk/read-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { operator } from "../../src/desk/viewer.ts";
import { recallNotice } from "../../src/domain/recall-notice.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import { signObject } from "../../src/proof/signature.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, eventually, startNetwork, type Network } from "./network.ts";

/* Damascus originates, Baghdad holds, Amman is to have it; what comes late finds that it is decided already. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;

before(async () => {
  network = await startNetwork(["damascus", "baghdad", "amman"]);
  await agree(network, bilateral(["damascus", "baghdad"]));
  await agree(network, bilateral(["baghdad", "amman"]));
});
after(() => network.close());

const holds = (at: string, id: StixId) =>
  readRecord(deskOf(at), operator("test"), id).then(
    () => true,
    () => false,
  );

/** A report of Damascus under originator control, with all that makes it up, as Baghdad has it. */
async function received(): Promise<{ id: StixId; all: StixObject[] }> {
  const draft = roadCut({ originatorControl: true, reshare: "none" });
  const { id } = (await submitReport(deskOf("damascus"), draft)).record;
  await eventually(() => holds("baghdad", id));
  const { store } = deskOf("baghdad");
  const record = (await store.record(id))!;
  const parts = await partsOf(deskOf("baghdad"), record);
  const bodies = [(await store.record(record.label!))!, ...parts].map(({ body }) => body);
  return { id, all: bodies.map((body) => JSON.parse(body) as StixObject) };
}

const byBaghdad = async (objects: readonly StixObject[]) =>
  acceptObjects(deskOf("amman"), "baghdad", Buffer.from(JSON.stringify({ objects })));

async function keptApart(objects: readonly StixObject[]): Promise<string[]> {
  const ids = objects.map(({ id }) => id);
  const entries = await deskOf("amman").store.quarantine(1000);
  return entries
    .filter(({ id }) => ids.includes(id as StixId))
    .map(({ code, id }) => `${code} ${id}`);
}

test("a copy without consent is not kept where it is here from its originator", async () => {
  const direct = await agree(network, bilateral(["damascus", "amman"]));
  const { id, all } = await received();
  await eventually(() => holds("amman", id));
  await eventually(
    async () => (await deskOf("amman").store.heads(all.map((one) => one.id))).size === all.length,
  );
  const { failures } = await byBaghdad(all);
  assert.equal(failures.length, all.length - 1, "its sender hears what any such copy is answered");
  assert.deepEqual(await keptApart(all), []);
  assert.ok(await holds("amman", id));
  await signAgreement(deskOf("damascus"), direct, { act: "end" });
});

test("a copy without consent is not kept where who passes it on took it back already", async () => {
  const { id, all } = await received();
  const at = Date.now();
  const content = all.filter(({ type }) => type !== "marking-definition");
  const notices = content.map((object) => {
    const about = { object: object.id, through: Date.parse(object.modified!), reason: "wrong", at };
    return signObject(recallNotice(about, "baghdad"), deskOf("baghdad").signer).object;
  });
  assert.deepEqual((await byBaghdad(notices)).failures, []);
  assert.equal((await byBaghdad(all)).failures.length, content.length);
  assert.deepEqual(await keptApart(all), []);
  assert.ok(!(await holds("amman", id)));
});
