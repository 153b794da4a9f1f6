import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { mostAhead } from "../../src/desk/recall-limits.ts";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { composeReport } from "../../src/domain/compose-report.ts";
import { labelMarking } from "../../src/domain/label-marking.ts";
import { recallNotice } from "../../src/domain/recall-notice.ts";
import { labelOfDraft } from "../../src/domain/report-draft.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import { nextVersion } from "../../src/domain/versions.ts";
import { signObject } from "../../src/proof/signature.ts";
import { roadCut } from "./drafts.ts";
import { eventually, startNetwork, type Network } from "./network.ts";

/* A relay takes back what it passed on, before it is here by the relay's way. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const baghdad = () => deskOf("baghdad");
const deliver = (objects: readonly StixObject[], from: string) =>
  acceptObjects(baghdad(), from, Buffer.from(JSON.stringify({ objects })));

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "washington"]);
  for (const { node } of Object.values(network.members)) await node.links.stop();
});
after(() => network.close());

/** A report of Washington that others may pass on. */
function report() {
  const { random, signer } = deskOf("washington");
  const draft = roadCut({ reshare: "any" });
  const label = labelOfDraft(draft);
  const now = Date.now() - 5000;
  const origin = { originator: "washington", label, now, mode: null, random };
  const { main, all } = composeReport(draft, origin);
  const signed = (object: StixObject) => signObject(object, signer).object;
  const relation = all.find(({ type }) => type === "relationship")!;
  return { main, relation, signed, marking: labelMarking(label).object, all: all.map(signed) };
}

function recallBy(relay: string, id: StixId, through: string): StixObject {
  const at = Date.now();
  const about = { object: id, through: Date.parse(through), reason: "wrong", at };
  return signObject(recallNotice(about, relay), deskOf(relay).signer).object;
}

test("recalls of what never came are bounded, and one that is held holds as soon as its record comes", async (t) => {
  const { main, marking, all } = report();
  const { recalledAhead } = baghdad();
  const others = Array.from({ length: mostAhead }, () => `washington ${incidentId()}`);
  for (const key of others) recalledAhead.set(key, { through: 1 });
  t.after(() => others.forEach((key) => recalledAhead.delete(key)));
  const { failures } = await deliver(
    [recallBy("washington", main.id, main.modified!)],
    "washington",
  );
  assert.equal(failures.length, 1);
  assert.equal((await baghdad().store.quarantine(1))[0]?.code, "recalls-too-many");
  // Of others, and of what is here, it may take back as before.
  const other = report();
  const { failures: ofOthers } = await deliver(
    [recallBy("damascus", main.id, main.modified!)],
    "damascus",
  );
  assert.deepEqual(ofOthers, []);
  await deliver([other.marking, ...other.all], "washington");
  const known = await deliver(
    [recallBy("washington", other.main.id, other.main.modified!)],
    "washington",
  );
  assert.deepEqual(known.failures, []);
  await deliver([marking, ...all], "washington");
  await eventually(async () => Boolean((await baghdad().store.record(main.id))?.withdrawn));
  assert.equal(await baghdad().store.quarantineCount(), 0);
});

const incidentId = () => `incident--${randomUUID()}` as const;

test("what waits in quarantine does not come any more, though an earlier version is here by another way", async () => {
  const [one, two] = [report(), report()];
  await deliver([one.marking, ...one.all], "washington");
  const changed = nextVersion(one.relation, { source_ref: two.main.id }, Date.now());
  await deliver([one.marking, one.signed(changed)], "damascus");
  assert.equal((await baghdad().store.quarantine(1))[0]?.code, "reference-missing");
  const { failures } = await deliver(
    [recallBy("damascus", changed.id, changed.modified!)],
    "damascus",
  );
  assert.deepEqual(failures, []);
  await deliver([...one.all, ...two.all], "damascus");
  assert.ok(await baghdad().store.record(two.main.id));
  await eventually(async () => (await baghdad().store.quarantineCount()) === 0);
  assert.equal(await baghdad().store.record(changed.id, Date.parse(changed.modified!)), null);
  assert.equal((await baghdad().store.record(changed.id))?.withdrawn, null);
  // The originator's own delivery is another way.
  await deliver([one.signed(changed)], "washington");
  assert.equal((await baghdad().store.record(changed.id))?.via, "washington");
});

test("what comes from the relay after its recall does not come by this way, but does by the originator's", async () => {
  const { main, marking, all } = report();
  await deliver([recallBy("damascus", main.id, main.modified!)], "damascus");
  const { failures } = await deliver([marking, ...all], "damascus");
  assert.equal(await baghdad().store.record(main.id), null);
  // Nothing of what is here shows in the answer.
  assert.ok(failures.every(({ id }) => id !== main.id));
  await deliver([marking, ...all], "washington");
  assert.equal((await baghdad().store.record(main.id))?.via, "washington");
});
