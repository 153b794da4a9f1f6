import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { writeNote } from "../../src/desk/tasks/task-notes.ts";
import { addParts, changePart } from "../../src/desk/tasks/write-parts.ts";
import { changeTask, proposeTask } from "../../src/desk/tasks/write-task.ts";
import { readTask } from "../../src/desk/tasks/list-tasks.ts";
import type { PartDraft } from "../../src/desk/tasks/task-draft.ts";
import { operator } from "../../src/desk/viewer.ts";
import { recallNotice } from "../../src/domain/recall-notice.ts";
import type { StixId } from "../../src/domain/stix.ts";
import { stixTime } from "../../src/domain/time.ts";
import { signObject } from "../../src/proof/signature.ts";
import { pull } from "./pair.ts";
import { frame, part, startTaskNetwork, type TaskNetwork } from "./task-people.ts";

/* What comes to a relay rests on what else comes with it, and on what is there already. */

let network: TaskNetwork;
const deskOf = (id: string) => network.members[id]!.node.desk;
const drafted = <Draft>(draft: object): Draft => draft as Draft;

before(async () => {
  network = await startTaskNetwork();
  // From here on the test alone carries from one to the other.
  for (const { node } of Object.values(network.members)) await node.links.stop();
});
after(() => network.close());

const forDamascus = () => pull(deskOf("baghdad"), deskOf("damascus"));

/** Texts of the latest versions of these, and of the labels that they bear. */
async function textsOf(...ids: readonly StixId[]): Promise<string[]> {
  const texts = [];
  for (const id of ids) texts.push((await deskOf("baghdad").store.record(id))!.body);
  return texts;
}

const deliver = async (texts: readonly string[]): Promise<void> => {
  const envelope = Buffer.from(`{"objects":[${texts.join()}]}`);
  assert.deepEqual((await acceptObjects(deskOf("damascus"), "baghdad", envelope)).failures, []);
};

async function proposed() {
  const desk = deskOf("baghdad");
  const parts = [part("baghdad")];
  const { id: task, parts: written } = await proposeTask(desk, drafted({ ...frame(), parts }));
  await forDamascus();
  return { task, part: written[0]!.id };
}

/** Ids in the order in which they stand in the relay's outbox for Washington. */
async function passedOn(): Promise<StixId[]> {
  const query = { partner: "washington", versions: ["all" as const], limit: 10_000 };
  return (await deskOf("damascus").store.outbox(query)).entries.map(({ id }) => id);
}

test("a label comes before all that needs it, also by way of what is here already", async () => {
  const baghdad = deskOf("baghdad");
  const { task, part: id } = await proposed();
  const {
    record: { id: note },
  } = await writeNote(baghdad, id, { content: { ar: "انتبهوا" } });
  const { modified } = await readTask(baghdad, operator("test"), task);
  const topics = ["border"];
  await changeTask(baghdad, task, drafted(frame({ topics })), modified);
  const label = (await baghdad.store.record(task))!.label!;
  assert.equal(await deskOf("damascus").store.record(label), null);
  await deliver(await textsOf(note, label, task));
  const order = await passedOn();
  assert.ok(order.includes(label), "the label goes on");
  assert.ok(order.indexOf(label) < order.lastIndexOf(task));
});

test("what was taken back and comes again beside something that needs it lets that not go on", async () => {
  const baghdad = deskOf("baghdad");
  const { task, part: id } = await proposed();
  await recallRecord(baghdad, id, { reason: "mistaken", from: ["damascus"] });
  await forDamascus();
  // As of a node that lost with its store that it took it back.
  const [next] = await addParts(baghdad, task, [drafted(part("baghdad", { dependsOn: [id] }))]);
  const referrers = await baghdad.store.referrers(next!.id, 100);
  const relation = referrers.find(({ kind }) => kind === "relationship")!;
  await deliver(await textsOf(id, next!.id, relation.id));
  assert.equal((await deskOf("damascus").store.record(relation.id))!.withdrawn, null);
  const order = await passedOn();
  assert.ok(order.includes(next!.id));
  assert.equal(order.includes(relation.id), false);
});

test("the recall of an earlier version takes nothing away that refers to the newer one", async () => {
  const [baghdad, damascus] = [deskOf("baghdad"), deskOf("damascus")];
  const { task, part: id } = await proposed();
  const { modified } = (await baghdad.store.record(id))!;
  const handling = { classification: "restricted", reshare: "any" };
  const draftedPart = drafted<PartDraft>(part("baghdad"));
  await changePart(baghdad, operator("test"), id, draftedPart, stixTime(modified));
  await deliver(await textsOf(task, id));
  const draft = { content: { ar: "انتبهوا" }, handling };
  const { record: note } = await writeNote(damascus, id, drafted(draft));
  assert.ok((await passedOn()).includes(note.id));
  const said = { object: id, through: modified, reason: "outdated", at: baghdad.clock() };
  const { object } = signObject(recallNotice(said, "baghdad"), baghdad.signer);
  await deliver([JSON.stringify(object)]);
  assert.ok((await passedOn()).includes(note.id));
});
