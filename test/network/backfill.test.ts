import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import type { StixObject } from "../../src/domain/stix.ts";
import { AppError } from "../../src/errors.ts";
import { startChores } from "../../src/node/chores.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, eventually, startNetwork, type Network } from "./network.ts";
import { openPair, pull } from "./pair.ts";

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

test("a grant reaches back from the day of its `from` on, also where a run is broken off or the node was down on that day", async () => {
  const { baghdad, damascus, clock, close } = await openPair((bytes) => randomBytes(bytes));
  let beats: (() => void)[] = [];
  const beat = (): void => beats.forEach((call) => call());
  const begin = () => {
    beats = [];
    return startChores(baghdad, baghdad.log, (_, call) => {
      beats.push(call);
      return () => {};
    });
  };
  let chores = begin();
  const day = 24 * 3600_000;
  const agreedFrom = async (from: number) => {
    const { form } = await proposeAgreement(baghdad, {
      ...bilateral(["baghdad", "damascus"]),
      ...{ from: new Date(from).toISOString(), until: new Date(from + 2 * day).toISOString() },
      grants: [{ id: "back", upTo: "confidential", backfillFrom: "2010-01-01T00:00:00.000Z" }],
    });
    await signAgreement(baghdad, form.id, { act: "sign" });
    await pull(baghdad, damascus);
    await signAgreement(damascus, form.id, { act: "sign" });
    await pull(damascus, baghdad);
    return form.id;
  };
  const write = async (classification: "secret" | "confidential") =>
    (await submitReport(baghdad, roadCut({ classification }))).record.id;
  const offered = async (id: string) => (await baghdad.store.offersOf(id)).length > 0;
  const { store } = baghdad;
  const { scan, commit } = store;
  let scans = 0;
  store.scan = (...asked) => {
    scans++;
    return scan(...asked);
  };
  try {
    const [confidential, secret] = [await write("confidential"), await write("secret")];
    const id = await agreedFrom(clock.now + day);
    await chores.stop();
    chores = begin();
    await chores.stop();
    assert.equal(await offered(confidential), false);
    assert.equal(scans, 0, "nothing reaches back yet");
    // Its day comes, and the disk is full.
    clock.now += day;
    store.commit = async (batch, written) => {
      if (!batch.groups.flat().some((change) => change.do === "offer"))
        return commit(batch, written);
      throw new AppError("store-full");
    };
    chores = begin();
    await chores.stop();
    store.commit = commit;
    assert.equal(await offered(confidential), false);
    // At the next beat there is room again.
    beat();
    await chores.stop();
    assert.equal(await offered(confidential), true);
    assert.equal(await offered(secret), false);
    // What was written while it was suspended goes once it is signed again.
    await signAgreement(baghdad, id, { act: "suspend" });
    const meanwhile = await write("confidential");
    await signAgreement(baghdad, id, { act: "sign" });
    beat();
    await chores.stop();
    assert.equal(await offered(meanwhile), true);
    // What was written while the clock was beyond its last day goes once that is set right.
    clock.now += 3 * day;
    beat();
    const beyond = await write("confidential");
    beat();
    await chores.stop();
    assert.equal(await offered(beyond), false);
    clock.now -= 3 * day;
    beat();
    await chores.stop();
    assert.equal(await offered(beyond), true);
    // What is only proposed moves nothing.
    const before = scans;
    await proposeAgreement(baghdad, bilateral(["baghdad", "damascus"]));
    beat();
    await chores.stop();
    assert.equal(scans, before);
  } finally {
    Object.assign(store, { scan, commit });
    await chores.stop();
    await close();
  }
});
