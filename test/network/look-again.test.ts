import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { acceptObjects, type Acceptance } from "../../src/desk/accept-records.ts";
import { datesReached, mostAheadMs } from "../../src/desk/dates-ahead.ts";
import { explainRecord } from "../../src/desk/explain-record.ts";
import { lookAgain, lookAgainAtSigned } from "../../src/desk/look-again.ts";
import { allowUnsigned } from "../../src/desk/partners.ts";
import { reviseReport } from "../../src/desk/revise-report.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { put } from "../../src/desk/documents.ts";
import { composeReport } from "../../src/domain/compose-report.ts";
import { labelMarking } from "../../src/domain/label-marking.ts";
import { labelOfDraft, type ReportDraft } from "../../src/domain/report-draft.ts";
import type { StixObject } from "../../src/domain/stix.ts";
import { nextVersion } from "../../src/domain/versions.ts";
import { problem, AppError } from "../../src/errors.ts";
import { signObject } from "../../src/proof/signature.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, eventually, startNetwork, type Network } from "./network.ts";

/* What waits in quarantine for something that comes later, and what a sender learns from that. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const baghdad = () => deskOf("baghdad");
const signedBy = (id: string, object: StixObject) => signObject(object, deskOf(id).signer).object;

async function deliver(objects: readonly StixObject[], from = "damascus"): Promise<Acceptance> {
  return acceptObjects(baghdad(), from, Buffer.from(JSON.stringify({ objects })));
}

/** A report of a partner with its label, location first where it has one. */
function reportOf(
  by: string,
  changes: Partial<ReportDraft> = {},
  now: number = deskOf(by).clock(),
) {
  const { random } = deskOf(by);
  const draft = roadCut(changes);
  const label = labelOfDraft(draft);
  const context = { originator: by, label, now, mode: null, random };
  const { main, all } = composeReport(draft, context);
  const objects = all.map((object) => signedBy(by, object));
  return { main, label: labelMarking(label).object, objects };
}

/** A relation of a partner between two objects. */
function relation(by: string, like: ReturnType<typeof reportOf>, from: string, to: string) {
  const template = like.objects.find(({ type }) => type === "relationship");
  assert.ok(template, "the report has a relation");
  const id = `relationship--${crypto.randomUUID()}` as const;
  return signedBy(by, { ...template, id, source_ref: from, target_ref: to });
}

const isHere = async (id: string) => (await baghdad().store.record(id as never)) !== null;
const waits = async (id: string) =>
  (await baghdad().store.quarantine(500)).find((entry) => entry.id === id)?.code;

const held = problem(new AppError("object-held")).detail.en;
const messageOf = ({ failures }: Acceptance, id: string) =>
  failures.find((failure) => failure.id === id)?.message;

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "washington"]);
});
after(() => network.close());

test("what refers to something that comes later is taken in when it comes, and what waited for that too", async () => {
  const first = reportOf("damascus");
  const second = reportOf("damascus");
  const link = relation("damascus", first, first.main.id, second.main.id);
  const note = relation("damascus", first, link.id, first.main.id);
  const status = await deliver([first.label, link, note]);
  assert.equal(await waits(link.id), "reference-missing");
  assert.equal(await waits(note.id), "reference-missing");
  assert.equal(messageOf(status, link.id), held);
  await deliver(first.objects);
  await eventually(async () => {
    const entries = await baghdad().store.quarantine(500);
    return entries.find(({ id }) => id === link.id)?.detail === second.main.id;
  });
  assert.equal(await isHere(note.id), false, "it waits for what waits");
  await deliver(second.objects);
  await eventually(() => isHere(note.id));
  assert.equal(await isHere(link.id), true);
  assert.equal(await baghdad().store.quarantineCount(), 0);
});

test("what comes again and is taken in then waits no longer, though nothing that it needs came", async () => {
  const first = reportOf("damascus");
  const { record } = await submitReport(baghdad(), roadCut({ classification: "secret" }));
  const link = relation("damascus", first, first.main.id, record.id);
  await deliver([first.label, ...first.objects, link]);
  assert.equal(await waits(link.id), "reference-missing");
  // That Damascus has it shows by another way.
  const known = put("brought", `${record.id} damascus`, { takenBack: null, independent: 0 });
  await baghdad().store.commit({ priority: "interactive", groups: [[known]] });
  await deliver([link]);
  assert.ok(await isHere(link.id));
  assert.equal(await waits(link.id), undefined);
});

test("what could not be looked at again for a full disk is, once there is room", async () => {
  const [late, report] = [reportOf("damascus"), reportOf("damascus")];
  const relates = relation("damascus", report, report.main.id, late.main.id);
  await deliver([report.label, ...report.objects, relates]);
  assert.equal(await waits(relates.id), "reference-missing");
  const { store } = baghdad();
  const { commit } = store;
  let refused = 0;
  store.commit = async (batch, written) => {
    const rows = batch.groups.flat().flatMap((one) => (one.do === "record" ? [one.row.id] : []));
    if (!rows.includes(relates.id)) return commit(batch, written);
    refused++;
    throw new AppError("store-full");
  };
  await deliver([late.label, ...late.objects]);
  await eventually(() => refused > 0);
  await pause(50);
  assert.equal(await waits(relates.id), "reference-missing");
  store.commit = commit;
  await lookAgain(baghdad(), []);
  assert.ok(await isHere(relates.id));
  assert.equal(await waits(relates.id), undefined);
});

test("a record whose label was not known is taken in when its own sender brings the label", async () => {
  const topics = ["displacement", "humanitarian"] as const;
  const report = reportOf("damascus", { topics: [...topics] });
  await deliver(report.objects);
  assert.equal(await waits(report.main.id), "label-unknown");
  // That others use it, or our own people, tells Damascus nothing.
  await deliver([reportOf("washington", { topics: [...topics] }).label], "washington");
  await submitReport(baghdad(), roadCut({ topics: [...topics] }));
  const again = await deliver(report.objects);
  assert.equal(messageOf(again, report.main.id), held);
  assert.equal(await waits(report.main.id), "label-unknown");
  await deliver([report.label]);
  await eventually(async () => (await baghdad().store.quarantineCount()) === 0);
  assert.equal(await isHere(report.main.id), true);
  // It counts from then on, also after a start.
  const member = network.members["baghdad"]!;
  await member.stop();
  await member.start();
  const next = reportOf("damascus", { topics: [...topics] });
  assert.deepEqual((await deliver(next.objects)).failures, []);
});

test("what was signed by somebody not known here is taken in once its keys are", async () => {
  const report = reportOf("washington", { reshare: "any" });
  const { partners, store } = baghdad();
  const washington = partners.get("washington")!;
  partners.set("washington", { ...washington, keys: [] });
  const status = await deliver([report.label, ...report.objects]);
  assert.equal(await waits(report.main.id), "signature-key-unknown");
  assert.equal(messageOf(status, report.main.id), held);
  partners.set("washington", washington);
  // An exchange in between may have written the partner down without its keys.
  await allowUnsigned(baghdad(), "washington", false);
  await lookAgainAtSigned(baghdad(), washington.identity);
  assert.equal(await store.quarantineCount(), 0);
  assert.equal(await isHere(report.main.id), true);
});

test("a node that stopped before it looked again does so when it starts", async () => {
  const { main, label, objects } = reportOf("damascus");
  const link = relation("damascus", reportOf("damascus"), main.id, main.id);
  await deliver([link]);
  const [entry] = await baghdad().store.quarantine(1);
  assert.equal(entry!.detail, main.id);
  await deliver([label, ...objects]);
  await eventually(() => isHere(link.id));
  // As it was between the two: the record is here, and what refers to it still waits.
  const other = relation("damascus", reportOf("damascus"), main.id, main.id);
  const waiting = { ...entry!, id: other.id, body: JSON.stringify(other) };
  const change = { do: "quarantine", entry: waiting } as const;
  await baghdad().store.commit({ priority: "interactive", groups: [[change]] });
  const member = network.members["baghdad"]!;
  await member.stop();
  await member.start();
  await eventually(() => isHere(other.id));
  assert.equal(await waits(other.id), undefined);
});

test("a text that was cut stays, and so does what is refused for another reason", async () => {
  const first = reportOf("damascus");
  const target = reportOf("damascus");
  const link = relation("damascus", first, first.main.id, target.main.id);
  const description = "long ".repeat(14_000);
  const long = signedBy("damascus", { ...link, description: description.slice(0, 65_000) });
  await deliver([first.label, ...first.objects, long]);
  const [entry] = await baghdad().store.quarantine(1);
  assert.equal(entry!.body.length, 65_536);
  await deliver(target.objects);
  await lookAgain(baghdad(), [{ ids: [target.main.id], sender: "damascus" }]);
  assert.equal(await waits(link.id), "reference-missing");
  const { key } = entry!;
  const removal = { do: "quarantine-remove", key } as const;
  await baghdad().store.commit({ priority: "interactive", groups: [[removal]] });
});

test("whether a reference is satisfied tells nothing of what others sent", async () => {
  const theirs = reportOf("washington");
  const came = await deliver([theirs.label, ...theirs.objects], "washington");
  assert.deepEqual(came.failures, []);
  assert.equal(await isHere(theirs.main.id), true);
  const own = await submitReport(baghdad(), roadCut());
  const mine = reportOf("damascus");
  await deliver([mine.label, ...mine.objects]);
  const nowhere = `incident--${crypto.randomUUID()}`;
  const targets = [theirs.main.id, own.record.id, nowhere];
  const links = targets.map((target) => relation("damascus", mine, mine.main.id, target));
  const status = await deliver(links);
  const told = links.map(({ id }) => messageOf(status, id));
  assert.deepEqual(told, [held, held, held]);
  for (const { id } of links) assert.equal(await waits(id), "reference-missing");

  // What was served to the partner it may refer to, and what it brought itself although it was here before.
  await agree(network, bilateral(["baghdad", "damascus"]));
  const { record } = await submitReport(baghdad(), roadCut());
  await eventually(async () => (await deskOf("damascus").store.record(record.id)) !== null);
  const onServed = relation("damascus", mine, mine.main.id, record.id);
  assert.deepEqual((await deliver([onServed])).failures, []);
  const passable = reportOf("washington", { reshare: "any" });
  const whole = [passable.label, ...passable.objects];
  await deliver(whole, "washington");
  const before = relation("damascus", mine, mine.main.id, passable.main.id);
  assert.equal(messageOf(await deliver([before]), before.id), held);
  assert.deepEqual((await deliver(whole)).failures, []);
  await eventually(() => isHere(before.id));
  const afterwards = relation("damascus", mine, mine.main.id, passable.main.id);
  assert.deepEqual((await deliver([afterwards])).failures, []);
});

test("faults that show only in what is held here have one answer; the true one is for our own people", async () => {
  const mine = reportOf("damascus");
  await deliver([mine.label, ...mine.objects]);
  const main = mine.objects.find(({ id }) => id === mine.main.id)!;
  const conflict = signedBy("damascus", { ...main, name: "Other words under the same date" });
  const ours = await submitReport(baghdad(), roadCut());
  const stolen = signedBy("damascus", { ...main, id: ours.record.id });
  const unknown = reportOf("baghdad");
  const status = await deliver([conflict, stolen, ...unknown.objects]);
  for (const [id, code] of [
    [conflict.id, "version-conflict"],
    [stolen.id, "version-not-by-originator"],
    [unknown.main.id, "own-record-unknown"],
  ] as const) {
    assert.equal(messageOf(status, id), held, code);
    assert.equal(await waits(id), code);
  }
  const wrong = { ...main, id: `incident--${crypto.randomUUID()}` } as StixObject;
  assert.equal(messageOf(await deliver([wrong]), wrong.id), held);
  assert.equal(await waits(wrong.id), "signature-wrong");
});

test("explain does not call received what the partner's receipt lists as not accepted", async () => {
  const damascus = deskOf("damascus");
  const { record } = await submitReport(baghdad(), roadCut({ topics: ["border"] }));
  const stateOf = async () => {
    const { partners } = await explainRecord(baghdad(), record.id);
    return partners.find(({ partner }) => partner === "damascus")!;
  };
  await eventually(async () => (await stateOf()).state === "received");
  // Other content under the date of the next version is there already.
  const main = (await baghdad().store.record(record.id))!;
  const at = Date.now() + 60_000;
  const other = nextVersion(JSON.parse(main.body) as StixObject, { name: "Other words" }, at);
  const { clock } = baghdad();
  const bytes = Buffer.from(JSON.stringify({ objects: [signedBy("baghdad", other)] }));
  await acceptObjects(damascus, "baghdad", bytes);
  Object.assign(baghdad(), { clock: () => at });
  await reviseReport(baghdad(), record.id, roadCut({ topics: ["border"] }));
  Object.assign(baghdad(), { clock });
  await eventually(async () => (await stateOf()).reasons[0]?.effect === "not-accepted");
  const { state, released, reasons } = await stateOf();
  assert.deepEqual([state, released], ["served", true]);
  assert.match(reasons[0]!.text.ar, /لم تُقبل/);
});

test("what is dated too far ahead of this node's clock is taken in once its date is near", async () => {
  const late = reportOf("damascus", {}, Date.now() + mostAheadMs + 700);
  await deliver([late.label, ...late.objects]);
  assert.equal(await waits(late.main.id), "time-ahead");
  await lookAgain(baghdad(), datesReached(baghdad()));
  assert.equal(await waits(late.main.id), "time-ahead");
  await pause(700);
  await lookAgain(baghdad(), datesReached(baghdad()));
  await eventually(() => isHere(late.main.id));
  assert.deepEqual(datesReached(baghdad()), []);
});
