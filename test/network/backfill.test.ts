import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { signAgreement } from "../../src/desk/agreements.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import type { StixObject } from "../../src/domain/stix.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, eventually, startNetwork, type Network } from "./network.ts";

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const holds = async (id: string, record: string) =>
  (await deskOf(id).store.record(record)) !== null;

before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
});
after(() => network.close());

test("old records go to a new partner from the date that the grant names, and not by default", async () => {
  const old = roadCut({ recordedAt: "2015-03-11T09:00:00.000Z" });
  const older = roadCut({ at: "2014-06-10T00:00:00.000Z", recordedAt: "2014-06-11T00:00:00.000Z" });
  const early: StixObject[] = [];
  for (const draft of [old, older])
    early.push((await submitReport(deskOf("baghdad"), draft)).record);
  const id = await agree(network, bilateral(["baghdad", "damascus"]));
  const later = (await submitReport(deskOf("baghdad"), roadCut())).record;
  await eventually(() => holds("damascus", later.id));
  assert.deepEqual(await deskOf("baghdad").store.offersOf(early[0]!.id), []);

  const grants = [
    {
      id: "from-2015",
      from: ["baghdad"],
      to: ["damascus"],
      upTo: "restricted" as const,
      backfillFrom: "2015-01-01T00:00:00.000Z",
    },
  ];
  await agree(network, bilateral(["baghdad", "damascus"], { grants }));
  await eventually(() => holds("damascus", early[0]!.id));
  assert.deepEqual(await deskOf("baghdad").store.offersOf(early[1]!.id), []);
  assert.equal(await holds("damascus", early[1]!.id), false);
  assert.equal(await deskOf("damascus").store.quarantineCount(), 0);
  assert.ok(id);
});

test("a relation or a translation, which no clause limits to kinds, brings no content along that no grant reaches back to", async () => {
  const desk = deskOf("baghdad");
  for (const { id } of desk.board.policy().agreements)
    await signAgreement(desk, id, { act: "end" });
  const topics = ["statement"];
  const recordedAt = "2015-03-12T09:00:00.000Z";
  const write = async (kind: "incident" | "report") =>
    (await submitReport(desk, roadCut({ kind, topics, recordedAt }))).record.id;
  const [incident, report] = [await write("incident"), await write("report")];
  const common = { from: ["baghdad"], to: ["damascus"], upTo: "restricted" as const, topics };
  const old = { ...common, kinds: ["incident"], backfillFrom: "2015-01-01T00:00:00.000Z" };
  const grants = [
    { id: "from-now-on", ...common },
    { id: "old-incidents", ...old },
  ];
  await agree(network, bilateral(["baghdad", "damascus"], { grants }));
  await eventually(() => holds("damascus", incident));
  const later = (await submitReport(desk, roadCut({ kind: "report", topics }))).record.id;
  await eventually(() => holds("damascus", later));
  assert.deepEqual(await desk.store.offersOf(report), []);
});
