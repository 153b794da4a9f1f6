import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { labelMarking, tlpOf } from "../../src/domain/label-marking.ts";
import { recallNotice } from "../../src/domain/recall-notice.ts";
import { labelOfDraft } from "../../src/domain/report-draft.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import { stixTime } from "../../src/domain/time.ts";
import { uuid4 } from "../../src/domain/uuid.ts";
import { signObject } from "../../src/proof/signature.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, eventually, passingOn, startNetwork, type Network } from "./network.ts";

/* Whoever holds a record can send any number of records that refer to it. None of them delays a recall. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const draft = roadCut({ reshare: "any" });
const label = labelOfDraft(draft);
const marking = labelMarking(label).object;

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "washington"]);
  await agree(network, bilateral(["baghdad", "damascus"]));
  await agree(network, passingOn("baghdad", "damascus"));
  const on = { id: "on", from: ["damascus"], to: ["washington"], reshare: "any" as const };
  await agree(network, bilateral(["damascus", "washington"], { grants: [on] }));
});
after(() => network.close());

async function send(to: string, from: string, objects: readonly StixObject[]) {
  const envelope = Buffer.from(JSON.stringify({ objects: [marking, ...objects] }));
  return (await acceptObjects(deskOf(to), from, envelope)).failures;
}

/** A relation of a partner's that refers to a record. */
function about(by: string, id: StixId): StixObject {
  const { self, random, signer } = deskOf(by);
  const now = stixTime(Date.now());
  const relation = {
    type: "relationship",
    spec_version: "2.1",
    id: `relationship--${uuid4(random)}`,
    created_by_ref: self.identity,
    created: now,
    modified: now,
    relationship_type: "related-to",
    source_ref: id,
    target_ref: id,
    object_marking_refs: [marking.id, tlpOf(label)],
  } as StixObject;
  return signObject(relation, signer).object;
}

/**
 * Starts work in a node while something that it must wait for is under way, each once the one before waits; gives the names in
 * the order in which they came to their end.
 */
async function endOrder(
  at: string,
  id: StixId,
  works: Record<string, () => Promise<unknown>>,
): Promise<string[]> {
  const { turns } = deskOf(at);
  const { records, ahead } = turns;
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => (open = resolve));
  const held = records([id], () => gate);
  let waiting = 0;
  const counted =
    (lane: typeof records): typeof records =>
    async (keys, work) => {
      const turn = lane(keys, work);
      waiting++;
      return turn;
    };
  Object.assign(turns, { records: counted(records), ahead: counted(ahead) });
  const order: string[] = [];
  const all: Promise<unknown>[] = [];
  try {
    for (const [name, work] of Object.entries(works)) {
      const before = waiting;
      all.push(work().then(() => order.push(name)));
      await eventually(() => waiting > before);
    }
  } finally {
    Object.assign(turns, { records, ahead });
    open();
  }
  await Promise.all([...all, held]);
  return order;
}

test("a recall goes ahead of deliveries that refer to the record and wait already", async () => {
  const { record } = await submitReport(deskOf("baghdad"), draft);
  await eventually(async () => (await deskOf("damascus").store.record(record.id)) !== null);
  const refer = async () => {
    assert.deepEqual(await send("baghdad", "damascus", [about("damascus", record.id)]), []);
  };
  const order = await endOrder("baghdad", record.id, {
    one: refer,
    two: refer,
    recall: () => recallRecord(deskOf("baghdad"), record.id, { reason: "wrong" }),
  });
  assert.deepEqual(order, ["recall", "one", "two"]);
});

test("at the receiver a recall hides the record ahead of what waits, and of what came along with it", async () => {
  const { record } = await submitReport(deskOf("baghdad"), draft);
  const held = (at: string) => deskOf(at).store.record(record.id);
  for (const at of ["damascus", "washington"]) await eventually(async () => !!(await held(at)));
  const through = Date.parse(record.modified!);
  const recalled = { object: record.id, through, reason: "wrong", at: Date.now() };
  const notice = signObject(recallNotice(recalled, "baghdad"), deskOf("baghdad").signer).object;
  let missing = 0;
  await endOrder("damascus", record.id, {
    one: async () => {
      // Hidden by then, it is as unknown.
      missing = (await send("damascus", "washington", [about("washington", record.id)])).length;
    },
    notice: () => send("damascus", "baghdad", [about("baghdad", record.id), notice]),
  });
  assert.equal(missing, 1);
  await eventually(async () => (await held("washington"))!.withdrawn !== null);
});
