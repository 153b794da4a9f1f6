import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { signAgreement } from "../../src/desk/agreements.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, eventually, startNetwork, type Network } from "./network.ts";

/* A report is several objects: its place, its relation to it, the texts in the second language. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;

before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
});
after(() => network.close());

/** Ids of what Damascus holds, live, in which these words stand. */
async function telling(words: string): Promise<string[]> {
  const held = await deskOf("damascus").store.scan(0, 1000);
  return held.filter(({ body }) => body.includes(words)).map(({ id }) => id);
}

test("no part of a report goes where the report itself may not", async () => {
  const grants = [{ id: "g", from: ["baghdad"], to: ["damascus"], kinds: ["report"] }];
  const id = await agree(network, bilateral(["baghdad", "damascus"], { grants }));
  const name = { ar: "حادث لنا وحدنا", en: "An incident for us alone" };
  const { audience } = await submitReport(deskOf("baghdad"), roadCut({ name }));
  assert.deepEqual(audience, []);
  const state = await deskOf("baghdad").store.outboxState("damascus");
  const found = await deskOf("baghdad").store.outbox({ partner: "damascus", limit: 100 });
  assert.ok(state.last > 0);
  assert.deepEqual(
    found.entries.filter(({ control }) => !control).map(({ kind }) => kind),
    [],
  );
  await signAgreement(deskOf("baghdad"), id, { act: "end" });
});

test("a recall takes back everything that tells of the report", async () => {
  await agree(network, bilateral(["baghdad", "damascus"]));
  const name = { ar: "طريق مقطوع", en: "A road that was cut" };
  const { record } = await submitReport(deskOf("baghdad"), roadCut({ name }));
  await eventually(async () => (await telling(name.en)).length >= 2);
  await recallRecord(deskOf("baghdad"), record.id, { reason: "wrong" });
  await eventually(async () => (await telling(name.en)).length === 0);
  assert.deepEqual(await telling(name.ar), []);
});
