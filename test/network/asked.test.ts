import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { acceptObjects, type Acceptance } from "../../src/desk/accept-records.ts";
import type { Checker } from "../../src/desk/check/checker.ts";
import type { Role } from "../../src/desk/documents.ts";
import { rollKey } from "../../src/desk/roll-key.ts";
import { fullClearance, lowestClearance } from "../../src/domain/clearance.ts";
import { identityId } from "../../src/domain/partner-identity.ts";
import { composeReport } from "../../src/domain/compose-report.ts";
import { labelMarking } from "../../src/domain/label-marking.ts";
import { labelOfDraft } from "../../src/domain/report-draft.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import { keyFiles } from "../../src/node/data-dir.ts";
import { newKeyPair, signerFrom, signObject, type Signer } from "../../src/proof/signature.ts";
import { roadCut } from "./drafts.ts";
import { eventually, signedIn, startNetwork, type Network } from "./network.ts";

/* What a partner finds out, and makes this node do, by sending one thing after another. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const baghdad = () => deskOf("baghdad");
const messages = ({ failures }: Acceptance) => failures.map(({ message }) => message);

before(async () => {
  const links: [string, string][] = [
    ["baghdad", "damascus"],
    ["baghdad", "washington"],
  ];
  network = await startNetwork(["baghdad", "damascus", "washington"], { links });
  for (const { node } of Object.values(network.members)) await node.links.stop();
});
after(() => network.close());

async function deliver(objects: readonly unknown[], position?: { after: null; through: number }) {
  const bytes = Buffer.from(JSON.stringify({ objects }));
  return acceptObjects(baghdad(), "damascus", bytes, position);
}

function reportOf(by: string, signer: Signer = deskOf(by).signer) {
  const { clock, random } = deskOf(by);
  const draft = roadCut();
  const label = labelOfDraft(draft);
  const context = { originator: by, label, now: clock(), mode: null, random };
  const { main, all } = composeReport(draft, context);
  const objects = all.map((object) => signObject(object, signer).object);
  return { main, label: labelMarking(label).object, objects };
}

/** Resolves when everything is done that was under way in quarantine. */
const quiet = () => baghdad().turns.whole(["look again"], async () => {});

/** Counts what is checked while `work` goes on. */
async function checkedDuring(work: () => Promise<void>): Promise<number> {
  const checker = baghdad().checker as { check: Checker["check"] };
  const { check } = checker;
  let count = 0;
  checker.check = async (...given: Parameters<typeof check>) => {
    const result = await check(...given);
    count += result.objects.length;
    return result;
  };
  try {
    await work();
  } finally {
    checker.check = check;
  }
  return count;
}

test("a reference tells nobody whom else this node has a link with", async () => {
  const { main, label, objects } = reportOf("damascus");
  await deliver([label, ...objects]);
  const template = objects.find(({ type }) => type === "relationship")!;
  const about = async (partner: string) => {
    const id: StixId = `relationship--${crypto.randomUUID()}`;
    const target = { source_ref: main.id, target_ref: identityId(partner) };
    const object: StixObject = { ...template, id, ...target };
    return messages(await deliver([signObject(object, deskOf("damascus").signer).object]));
  };
  assert.equal((await about("washington")).length, 1);
  assert.deepEqual(await about("washington"), await about("tehran"));
  assert.deepEqual(await about("damascus"), []);
  assert.deepEqual(await about("baghdad"), []);
});

test("a signature that does not hold tells nobody whose keys are known here", async () => {
  const { main, label } = reportOf("damascus");
  const forged = async (by: string, kid: string) => {
    const signer = { ...signerFrom(newKeyPair().privatePem), kid };
    const id: StixId = `incident--${crypto.randomUUID()}`;
    const object = { ...main, id, created_by_ref: identityId(by) };
    return messages(await deliver([label, signObject(object, signer).object]));
  };
  const known = await forged("washington", deskOf("washington").signer.kid);
  assert.equal(known.length, 1);
  assert.deepEqual(await forged("tehran", "x".repeat(43)), known);
  assert.deepEqual(await forged("washington", deskOf("damascus").signer.kid), known);
  const unsigned = { ...main, id: `incident--${crypto.randomUUID()}` };
  assert.deepEqual(messages(await deliver([label, unsigned])), known);
});

test("what is sent again makes nothing of the quarantine be looked at again", async () => {
  const unknown = signerFrom(newKeyPair().privatePem);
  const { main } = reportOf("damascus");
  const objects = Array.from({ length: 100 }, () => {
    return signObject({ ...main, id: `incident--${crypto.randomUUID()}` }, unknown).object;
  });
  await deliver(objects);
  await quiet();
  const { store, self } = deskOf("damascus");
  const identity = JSON.parse((await store.record(self.identity))!.body) as StixObject;
  const count = await checkedDuring(async () => {
    for (let time = 0; time < 5; time++) await deliver([identity]);
    await quiet();
  });
  assert.equal(count, 5);
});

test("a receipt names only ids that are STIX ids", async () => {
  const through = Date.now() * 1000 + 3_600_000_000;
  const wrong = { type: "incident", id: "no id at all" };
  const { main, label, objects } = reportOf("damascus");
  const forged = { ...main, id: `incident--${crypto.randomUUID()}` };
  await deliver([wrong, label, ...objects, forged], { after: null, through });
  const receipts = await baghdad().store.ofKind("receipt", 0, 100);
  const last = JSON.parse(receipts.at(-1)!.body) as StixObject;
  assert.deepEqual(last["not_accepted"], [forged.id]);
});

test("what was checked before another delivery brought the key is not forgotten", async () => {
  const damascus = deskOf("damascus");
  await rollKey(damascus, keyFiles(network.members["damascus"]!.dir));
  const stored = await damascus.store.record(damascus.self.identity);
  const identity = JSON.parse(stored!.body) as StixObject;
  const { main, label, objects } = reportOf("damascus");
  const checker = baghdad().checker as { check: Checker["check"] };
  const { check } = checker;
  let first = true;
  checker.check = async (...given: Parameters<typeof check>) => {
    const result = await check(...given);
    if (first) {
      first = false;
      await deliver([identity]);
      await quiet();
    }
    return result;
  };
  await deliver([label, ...objects]);
  checker.check = check;
  await eventually(async () => (await baghdad().store.record(main.id)) !== null);
});

test("who took another's id loses it when a person says so, and does not learn of it", async () => {
  const theirs = reportOf("washington");
  const squatted = { ...reportOf("damascus").main, id: theirs.main.id };
  const { label } = reportOf("damascus");
  const squat = signObject(squatted, deskOf("damascus").signer).object;
  assert.deepEqual(messages(await deliver([label, squat])), []);
  const bytes = Buffer.from(JSON.stringify({ objects: [theirs.label, ...theirs.objects] }));
  await acceptObjects(baghdad(), "washington", bytes);
  const { store } = baghdad();
  const waiting = async () =>
    (await store.quarantine(500)).filter(({ id }) => id === theirs.main.id);
  const [entry] = await waiting();
  assert.equal(entry?.code, "version-not-by-originator");
  const before = (await store.outboxState("damascus")).last;
  const decide = async (role: Role, clearance = fullClearance) => {
    const ask = await signedIn(network.members["baghdad"]!, role, clearance);
    return ask("/api/quarantine/accept", { key: entry.key });
  };
  assert.equal((await decide("liaison")).status, 403);
  assert.equal((await decide("admin", lowestClearance)).status, 404);
  const { status, body } = await decide("admin");
  assert.deepEqual([status, body], [200, { id: theirs.main.id, takenIn: true }]);
  assert.equal((await store.record(theirs.main.id))?.originator, "washington");
  await quiet();
  for (const { id } of theirs.objects) assert.notEqual(await store.record(id), null, id);
  assert.deepEqual(
    (await waiting()).map(({ partner, code }) => [partner, code]),
    [["damascus", "version-not-by-originator"]],
  );
  assert.equal((await store.outboxState("damascus")).last, before);
  assert.equal(messages(await deliver([squat])).length, 1);
});
