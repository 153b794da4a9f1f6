import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { commands } from "../../src/commands/commands.ts";
import { signAgreement } from "../../src/desk/agreements.ts";
import { explainRecord } from "../../src/desk/explain-record.ts";
import { decideHeld, freeDue } from "../../src/desk/free-held.ts";
import { heldKey } from "../../src/desk/hold.ts";
import { listWaiting } from "../../src/desk/list-waiting.ts";
import type { Waiting } from "../../src/desk/waiting.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { reviseReport } from "../../src/desk/revise-report.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { commitPart } from "../../src/desk/tasks/commit-part.ts";
import type { PartDraft } from "../../src/desk/tasks/task-draft.ts";
import { changePart } from "../../src/desk/tasks/write-parts.ts";
import { proposeTask, type TaskDraft } from "../../src/desk/tasks/write-task.ts";
import { operator } from "../../src/desk/viewer.ts";
import type { Grant } from "../../src/domain/agreement.ts";
import type { StixId } from "../../src/domain/stix.ts";
import type { CommitmentState } from "../../src/domain/task.ts";
import { stixTime } from "../../src/domain/time.ts";
import { AppError } from "../../src/errors.ts";
import { roadCut } from "./drafts.ts";
import { frame, part } from "./task-people.ts";
import { agree, bilateral, eventually, signedIn, startNetwork, type Network } from "./network.ts";

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const holds = async (id: string, record: string) =>
  (await deskOf(id).store.record(record)) !== null;
const stateOf = async (id: string, partner = "damascus") =>
  (await explainRecord(deskOf("baghdad"), id)).partners.find((one) => one.partner === partner)!;
const refused = (code: string) => (error: unknown) =>
  error instanceof AppError && error.code === code;

/** What a second person reads of it now. */
function read(id: string) {
  const { modified } = deskOf("baghdad").held.get(heldKey(id, "damascus")) ?? { modified: 0 };
  return { id, partner: "damascus", version: stixTime(modified) };
}

/** What was written after it and may go at once has arrived: so would have what is held. */
async function passedBy(): Promise<void> {
  const { record } = await submitReport(deskOf("baghdad"), roadCut({ topics: ["border"] }));
  await eventually(() => holds("damascus", record.id));
}

const grant = (id: string, hold: Grant["hold"], topics: string[]): Grant => ({
  id,
  from: ["baghdad"],
  to: ["damascus"],
  upTo: "restricted",
  topics,
  ...(hold && { hold }),
});

before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
  const grants = [
    grant("at-once", undefined, ["border"]),
    grant("person", "second-person", ["supply-route"]),
    grant("delay", { minutes: 30 }, ["statement"]),
  ];
  await agree(network, bilateral(["baghdad", "damascus"], { grants }));
});
after(() => network.close());

test("what asks for a second person waits for one who is not its author, and then goes whole", async () => {
  const desk = deskOf("baghdad");
  const { record } = await submitReport(desk, roadCut(), "Amal");
  await passedBy();
  assert.equal(await holds("damascus", record.id), false);
  assert.deepEqual(await desk.store.offersOf(record.id), []);
  const held = await stateOf(record.id);
  assert.equal(held.state, "held");
  assert.match(held.reasons[0]!.text.en, /waits for a second person/);

  const about = read(record.id);
  await assert.rejects(decideHeld(desk, "amal", about, true), refused("second-person-needed"));
  await decideHeld(desk, "Basim", about, true);
  await eventually(() => holds("damascus", record.id));
  assert.equal(desk.held.size, 0);
  // Its place went with it, by the relation that holds both.
  const relations = await deskOf("damascus").store.referrers(record.id, 10);
  assert.ok(relations.some(({ kind }) => kind === "relationship"));
  await eventually(() => desk.waited.size === 0);
  assert.equal((await stateOf(record.id)).state === "held", false);
  await assert.rejects(decideHeld(desk, "Basim", about, true), refused("waiting-gone"));
});

test("what its author puts in the place of what was read waits for somebody to read it", async () => {
  const desk = deskOf("baghdad");
  const harmless = roadCut({ description: { en: "Nothing new" } });
  const { record } = await submitReport(desk, harmless, "Amal");
  const about = read(record.id);
  await reviseReport(desk, record.id, roadCut({ description: { en: "Never read" } }), "Amal");
  await assert.rejects(decideHeld(desk, "Basim", about, true), refused("waiting-gone"));
  await passedBy();
  assert.equal(await holds("damascus", record.id), false);
  await recallRecord(desk, record.id, { reason: "for a test" });
});

test("who imports reports is their author, and not the second person who lets them go", async () => {
  const { node } = network.members["baghdad"]!;
  const known = new Set([...node.desk.held.values()].map(({ id }) => id));
  await commands["report-import"]!(node, { drafts: [roadCut()], by: "root" });
  const { waiting } = await listWaiting(node.desk, operator("root"));
  const held = waiting.find(({ kind, id }) => kind === "held" && !known.has(id))!;
  assert.equal(held.by, "operator:root");
  const about = read(held.id);
  await assert.rejects(
    decideHeld(node.desk, "operator:root", about, true),
    refused("second-person-needed"),
  );
  await recallRecord(node.desk, held.id, { reason: "for a test" });
});

test("what is refused, recalled or overtaken while it is held never leaves", async () => {
  const desk = deskOf("baghdad");
  const write = async () => (await submitReport(desk, roadCut(), "Amal")).record.id;
  const [no, back, old] = [await write(), await write(), await write()];
  await decideHeld(desk, "Basim", read(no), false);
  assert.match((await stateOf(no)).reasons[0]!.text.en, /Basim refused/);
  await recallRecord(desk, back, { reason: "wrong" });
  assert.equal(
    [...desk.held.values()].some(({ id }) => id === back),
    false,
  );
  await assert.rejects(decideHeld(desk, "Basim", read(back), true), refused("waiting-gone"));
  const newer = await reviseReport(desk, old, roadCut({ credibility: "5" }), "Basim");
  const [one] = [...desk.held.values()].filter(({ id }) => id === old);
  assert.equal(one!.modified, Date.parse(newer.record.modified!));
  await assert.rejects(decideHeld(desk, "Basim", read(old), true), refused("second-person-needed"));
  await reviseReport(desk, old, roadCut({ classification: "secret" }), "Basim");
  assert.equal(
    [...desk.held.values()].some(({ id }) => id === old),
    false,
  );
  await passedBy();
  for (const id of [no, back, old]) assert.equal(await holds("damascus", id), false);
});

test("a delay is kept over a restart and ends by the clock; what agreements took back meanwhile does not go", async () => {
  const member = network.members["baghdad"]!;
  const draft = roadCut({ topics: ["statement"] });
  const { record } = await submitReport(member.node.desk, draft);
  const other = (await submitReport(member.node.desk, draft)).record;
  await freeDue(member.node.desk);
  await passedBy();
  assert.equal(await holds("damascus", record.id), false);
  await recallRecord(member.node.desk, other.id, { reason: "wrong" });
  await member.stop();
  await member.start();
  const { desk } = member.node;
  const held = [...desk.held.values()].find(({ id }) => id === record.id)!;
  assert.equal(held.until, held.since + 30 * 60_000);
  assert.match((await stateOf(record.id)).reasons[0]!.text.en, /Held back until 20/);
  await freeDue({ ...desk, clock: () => held.until! - 1 });
  assert.deepEqual(await desk.store.offersOf(record.id), []);
  await freeDue({ ...desk, clock: () => held.until! });
  await eventually(() => holds("damascus", record.id));
  assert.equal(await holds("damascus", other.id), false);
});

test("a hold that comes while an entry waits for its partner keeps it back", async () => {
  const [member, there] = [network.members["baghdad"]!, network.members["damascus"]!];
  const clauses = (id: string, hold: Grant["hold"]) =>
    bilateral(["baghdad", "damascus"], { grants: [grant(id, hold, ["control"])] });
  const free = await agree(network, clauses("free", "none"));
  await agree(network, clauses("strict", "second-person"));
  // Nothing reads the outbox while it is so.
  await there.stop();
  await member.node.links.stop();
  const draft = roadCut({ topics: ["control"] });
  const { record } = await submitReport(member.node.desk, draft, "Amal");
  assert.equal((await stateOf(record.id)).state, "offered");
  await signAgreement(member.node.desk, free, { act: "end" });
  await member.stop();
  await there.start();
  await member.start();
  await passedBy();
  const { desk } = member.node;
  assert.equal(await holds("damascus", record.id), false);
  assert.equal((await stateOf(record.id)).state, "held");
  await decideHeld(desk, "Basim", read(record.id), true);
  await eventually(() => holds("damascus", record.id));
});

test("who steps out of a part is heard at once by those who had its word; whatever else it says waits", async () => {
  const desk = deskOf("baghdad");
  const plan = part("baghdad", { topics: ["border"], reshare: "none" });
  const border = frame({ topics: ["border"], reshare: "none", parts: [plan] });
  const task = await proposeTask(desk, border as TaskDraft, "Amal");
  const { id } = task.parts[0]!;
  const versionOf = (of: StixId) => stixTime(desk.live.get(of)!.modified);
  const say = async (state: CommitmentState, topic: string) =>
    commitPart(
      desk,
      id,
      {
        ...{ state, part: versionOf(id), task: versionOf(task.id), lang: "en" },
        ...(state === "declined" && { reason: { en: "The bridge is out" } }),
        handling: { classification: "restricted", reshare: "none", topics: [topic] },
      },
      operator("test"),
    );
  const stands = () => {
    const there = deskOf("damascus");
    const part = there.live.get(id);
    return part && there.tasks.standing(part)?.state;
  };
  await eventually(() => stands() === "proposed");
  const first = await say("accepted", "supply-route");
  assert.deepEqual([first.audience, first.held], [[], ["damascus"]], "its first word is kept back");
  assert.deepEqual((await say("suspended", "supply-route")).held, ["damascus"]);
  await say("accepted", "border");
  await eventually(() => stands() === "accepted");
  const out = await say("suspended", "supply-route");
  assert.deepEqual([out.audience, out.held], [["damascus"], []]);
  await eventually(() => stands() === "suspended");
  assert.deepEqual(
    (await say("accepted", "supply-route")).held,
    ["damascus"],
    "that it acts again is",
  );
  // What was changed since and waits for a second person does not slip out with it.
  await say("ready", "border");
  await eventually(() => stands() === "ready");
  const served = deskOf("damascus").live.get(id)!.modified;
  const changed = {
    ...plan,
    topics: ["supply-route"],
    name: { ar: "من طريق آخر", en: "By another road" },
  };
  const draft = changed as PartDraft;
  const { held } = await changePart(desk, operator("test"), id, draft, versionOf(id), "Amal");
  assert.deepEqual(held, ["damascus"]);
  assert.deepEqual((await say("suspended", "supply-route")).held, ["damascus"]);
  await passedBy();
  assert.equal(deskOf("damascus").live.get(id)!.modified, served);
});

test("agreements that hold no more let go what they held", async () => {
  const { desk } = network.members["baghdad"]!.node;
  const { record } = await submitReport(desk, roadCut(), "Amal");
  assert.equal((await stateOf(record.id)).state, "held");
  const grants = [grant("open", "none", ["supply-route"])];
  await agree(network, bilateral(["baghdad", "damascus"], { grants }));
  await eventually(() => holds("damascus", record.id));
});

test("one record goes once by the word of two people, over the API, and by no red line", async () => {
  const member = network.members["baghdad"]!;
  const liaison = await signedIn(member, "liaison");
  const admin = await signedIn(member, "admin");
  const watch = await signedIn(member, "watch");
  const draft = roadCut({ topics: ["humanitarian"] });
  const { record } = await submitReport(member.node.desk, draft);
  await passedBy();
  assert.equal((await stateOf(record.id)).state, "withheld");
  const order = { partner: "damascus", reason: "it saves lives" };
  const ask = `/api/records/${record.id}/one-off`;
  assert.equal((await watch(ask, order)).status, 403);
  assert.equal((await liaison(ask, order)).status, 200);
  const { body } = await admin("/api/waiting");
  const { waiting } = body as { waiting: Waiting[] };
  const { version } = waiting.find(({ kind, id }) => kind === "one-off" && id === record.id)!;
  const about = { kind: "one-off", id: record.id, partner: "damascus", version, approve: true };
  assert.equal((await liaison("/api/waiting", about)).status, 409);
  assert.equal((await admin("/api/waiting", about)).status, 200);
  await eventually(() => holds("damascus", record.id));
  const relations = await deskOf("damascus").store.referrers(record.id, 10);
  assert.ok(relations.some(({ kind }) => kind === "relationship"));
  assert.equal(await deskOf("damascus").store.quarantineCount(), 0);
  const told = await stateOf(record.id);
  assert.deepEqual(told.decidedBy, ["label/one-off"]);
  assert.match(told.reasons[0]!.text.en, /liaison \S+ asked for it and admin \S+ approved/);
  await recallRecord(member.node.desk, record.id, { reason: "wrong" });
  assert.equal(member.node.desk.oneOffs.size, 0);
  assert.equal((await liaison(ask, order)).status, 409);
});
