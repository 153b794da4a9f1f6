import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { missingReferences } from "../../src/desk/missing-references.ts";
import { readOutbox } from "../../src/desk/read-outbox.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import type { StixObject } from "../../src/domain/stix.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, eventually, startNetwork, type Network } from "./network.ts";

let network: Network;
const nodeOf = (id: string) => network.members[id]!.node;

before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
  await agree(network, bilateral(["baghdad", "damascus"]));
  for (const { node } of Object.values(network.members)) await node.links.stop();
});
after(() => network.close());

test("what was lost on its way, and stands as served, is asked for once something refers to it", async () => {
  const [baghdad, damascus] = ["baghdad", "damascus"].map((id) => nodeOf(id).desk);
  const { record } = await submitReport(baghdad!, roadCut());
  const { through: after } = damascus!.partners.get("baghdad")!.cursor;
  const request = { addedAfter: after, versions: ["all" as const], limit: 1000 };
  const page = await readOutbox(baghdad!, "damascus", request);
  const objects = JSON.parse(`[${Buffer.from(page.body).toString()}]`) as StixObject[];
  const came = objects.filter(({ type }) => type !== "location" && type !== "marking-definition");
  assert.ok(came.length > 0 && came.length < objects.length);
  const through = page.entries.at(-1)!.dateAdded;
  const envelope = Buffer.from(JSON.stringify({ objects: came }));
  await acceptObjects(damascus!, "baghdad", envelope, { after, through, next: null });
  assert.ok((await damascus!.store.quarantineCount()) > 0);
  const { links, desk, secrets } = nodeOf("damascus");
  await links.start(desk, secrets);
  await eventually(async () => (await damascus!.store.quarantineCount()) === 0);
  assert.ok(await damascus!.store.record(record.id));
});

test("who does not give it is asked ever more rarely, and for nothing that another sent", async () => {
  const { desk } = nodeOf("damascus");
  const { record } = await submitReport(nodeOf("baghdad").desk, roadCut());
  const page = await readOutbox(nodeOf("baghdad").desk, "damascus", {
    ...{ addedAfter: 0, versions: ["all" as const], limit: 1000 },
  });
  const objects = JSON.parse(`[${Buffer.from(page.body).toString()}]`) as StixObject[];
  const relation = objects.find(
    ({ type, source_ref }) => type === "relationship" && source_ref === record.id,
  )!;
  await nodeOf("damascus").links.stop();
  await acceptObjects(desk, "baghdad", Buffer.from(JSON.stringify({ objects: [relation] })));
  const ask = () => missingReferences(desk, "baghdad");
  const missing = await ask();
  assert.ok(missing.length > 0);
  assert.deepEqual(await ask(), []);
  assert.deepEqual(await missingReferences(desk, "washington"), []);
  const { clock } = desk;
  const later = (ms: number) => ((desk as { clock: () => number }).clock = () => clock() + ms);
  later(61_000);
  assert.deepEqual(await ask(), missing);
  later(122_000);
  assert.deepEqual(await ask(), []);
  later(302_000);
  assert.deepEqual(await ask(), missing);
});
