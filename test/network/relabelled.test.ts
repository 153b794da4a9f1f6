import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { signAgreement } from "../../src/desk/agreements.ts";
import { deriveReport } from "../../src/desk/derive-report.ts";
import { readOutbox } from "../../src/desk/read-outbox.ts";
import { reviseReport } from "../../src/desk/revise-report.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, startNetwork, type Network } from "./network.ts";

/* What got a stricter label while that might go too, and waits to be served when agreements let less go. */

let network: Network;
let secrets: StixId;
const desk = () => network.members["baghdad"]!.node.desk;
const stricter = { classification: "secret" } as const;

before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
  await agree(network, bilateral(["baghdad", "damascus"]));
  const text = { ar: "السري", en: "What is secret" };
  const grants = [{ id: "s", from: ["baghdad"], to: ["damascus"], upTo: "secret" as const }];
  const form = bilateral(["baghdad", "damascus"], { title: text, grants });
  secrets = (await agree(network, form)) as StixId;
  await network.members["damascus"]!.stop();
  await network.members["baghdad"]!.node.links.stop();
});
after(() => network.close());
afterEach(() => signAgreement(desk(), secrets, { act: "sign" }));

async function leaving(): Promise<StixObject[]> {
  const { body } = await readOutbox(desk(), "damascus", { versions: ["all"], limit: 1000 });
  return JSON.parse(`[${Buffer.from(body).toString()}]`) as StixObject[];
}

const about = (objects: readonly StixObject[], id: StixId) =>
  objects.filter((object) => JSON.stringify(object).includes(id)).map(({ type }) => type);

test("an earlier version does not leave where the latest may not", async () => {
  const { record } = await submitReport(desk(), roadCut());
  await reviseReport(desk(), record.id, roadCut(stricter));
  await signAgreement(desk(), secrets, { act: "suspend" });
  assert.deepEqual(about(await leaving(), record.id), []);
});

test("what rests on something does not leave where that may not go any more", async () => {
  const source = (await submitReport(desk(), roadCut())).record.id;
  const draft = roadCut({ derivedFrom: [source] });
  const { record, audience } = await deriveReport(desk(), draft);
  assert.deepEqual(audience, ["damascus"]);
  const revised = await reviseReport(desk(), source, roadCut(stricter));
  assert.deepEqual(revised.audience, ["damascus"]);
  await signAgreement(desk(), secrets, { act: "suspend" });
  assert.deepEqual(about(await leaving(), record.id), []);
});
