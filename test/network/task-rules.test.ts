import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import type { NodeEvent } from "../../src/desk/events.ts";
import { seesEvent } from "../../src/desk/sees-event.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { listQuarantine } from "../../src/desk/list-quarantine.ts";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { addPlace } from "../../src/desk/protected/write-places.ts";
import { readOutbox } from "../../src/desk/read-outbox.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { acceptClash } from "../../src/desk/tasks/accept-clash.ts";
import { openCheckAnswers } from "../../src/desk/tasks/answer-checks.ts";
import { commitPart, type CommitmentDraft } from "../../src/desk/tasks/commit-part.ts";
import { needsOf, suspendedBelow } from "../../src/desk/tasks/dependants.ts";
import { listClashes } from "../../src/desk/tasks/list-clashes.ts";
import { listParts, readPart } from "../../src/desk/tasks/list-parts.ts";
import { readTask } from "../../src/desk/tasks/list-tasks.ts";
import type { PartDraft } from "../../src/desk/tasks/task-draft.ts";
import { readDraft, saveDraft } from "../../src/desk/tasks/task-drafts.ts";
import { addParts, changePart } from "../../src/desk/tasks/write-parts.ts";
import { proposeTask } from "../../src/desk/tasks/write-task.ts";
import { taskHistory } from "../../src/desk/tasks/task-history.ts";
import { writeUnit } from "../../src/desk/units/write-unit.ts";
import { operator, type Viewer } from "../../src/desk/viewer.ts";
import { relationOf } from "../../src/desk/write-relation.ts";
import { commitRecords, noHeads } from "../../src/desk/submit-report.ts";
import { writeRecord } from "../../src/desk/write-record.ts";
import { checkAnswerId, commitmentId } from "../../src/domain/derived-id.ts";
import type { StixId } from "../../src/domain/stix.ts";
import { stixTime } from "../../src/domain/time.ts";
import { AppError } from "../../src/errors.ts";
import { damascusSigner, sampleNow } from "../../src/desk/check/samples.ts";
import { composeRecord } from "../../src/domain/compose-record.ts";
import { labelMarking } from "../../src/domain/label-marking.ts";
import { labelOfDraft } from "../../src/domain/report-draft.ts";
import { signObject } from "../../src/proof/signature.ts";
import { eventually } from "./network.ts";
import { openPair, pull, type Pair } from "./pair.ts";

/* The rules of joint tasks between two desks, without their servers. */

let pair: Pair;
const whole = operator("test");

before(async () => {
  pair = await openPair((bytes) => randomBytes(bytes));
});
after(() => pair.close());

const at = (hours: number): string => stixTime(sampleNow + hours * 3_600_000);

/** Each further call is about a place of its own. */
let places = 0;
const part = (performer: string, changes: Partial<PartDraft> = {}): PartDraft => ({
  ...{ name: { ar: "جزء" }, performer, from: at(1), until: at(2), classification: "restricted" },
  geometry: { type: "Point", coordinates: [30 + ++places / 10, 34] },
  ...changes,
});

async function propose(desk: Desk, parts: PartDraft[]): Promise<{ id: StixId; parts: StixId[] }> {
  const whole = { name: { ar: "مهمة" }, from: at(0), until: at(24) };
  const proposed = await proposeTask(desk, { ...whole, classification: "restricted", parts });
  return { id: proposed.id, parts: proposed.parts.map(({ id }) => id) };
}

async function exchange(): Promise<void> {
  const { baghdad, damascus } = pair;
  await pull(baghdad, damascus);
  await pull(damascus, baghdad);
}

async function say(
  desk: Desk,
  id: StixId,
  state: CommitmentDraft["state"],
  more: Partial<CommitmentDraft> = {},
  by: Viewer = whole,
) {
  const { modified, task } = await readPart(desk, whole, id);
  const versions = { part: modified, task: (await readTask(desk, whole, task)).modified };
  return commitPart(desk, id, { state, ...versions, ...more }, by);
}

const refused = (code: string) => (error: unknown) =>
  error instanceof AppError && error.code === code;

async function bodiesAt(desk: Desk): Promise<string> {
  return (await desk.store.scan(0, 100_000)).map(({ body }) => body).join();
}

test("a commitment by another waits, and counts once its part is given to who made it", async () => {
  const { baghdad, damascus } = pair;
  const { id, parts } = await propose(baghdad, [part("baghdad")]);
  const [own] = parts as [StixId];
  await exchange();
  const forged = {
    ...{ part_ref: own, part_modified: stixTime(damascus.live.get(own)!.modified) },
    ...{ task_modified: stixTime(damascus.live.get(id)!.modified), commitment_state: "ready" },
  };
  await writeRecord(
    damascus,
    { type: "commitment", id: commitmentId(own, "damascus"), texts: {}, properties: forged },
    { classification: "restricted", topics: ["coordination"] },
  );
  await exchange();
  const held = async () =>
    (await listQuarantine(baghdad, whole, { limit: 10 })).map(({ code }) => code);
  assert.deepEqual(await held(), ["commitment-by-another"]);
  const { state, modified } = await readPart(baghdad, whole, own);
  assert.equal(state, "proposed");
  // Another partner performs it from now on: what it said of the version before still is not asked for.
  await changePart(baghdad, whole, own, part("damascus"), modified);
  await exchange();
  assert.equal((await readPart(baghdad, whole, own)).state, "proposed");
  await say(damascus, own, "accepted");
  await exchange();
  assert.equal((await readPart(baghdad, whole, own)).state, "accepted");
});

test("a word on a part that comes before its sender was served the part counts once it was", async () => {
  const { baghdad, damascus } = pair;
  const { parts } = await propose(baghdad, [part("damascus")]);
  const [id] = parts as [StixId];
  // By another way than from Baghdad, which cannot know of that.
  const bodies = (await baghdad.store.scan(0, 100_000)).map(({ body }) => body);
  const wanted = bodies.filter((body) => /"type":"(joint-task|task-part|marking)/.test(body));
  await acceptObjects(damascus, "baghdad", Buffer.from(`{"objects":[${wanted.join()}]}`));
  await say(damascus, id, "accepted");
  await pull(damascus, baghdad);
  assert.equal((await readPart(baghdad, whole, id)).state, "proposed");
  await pull(baghdad, damascus);
  await eventually(async () => (await readPart(baghdad, whole, id)).state === "accepted");
});

test("where to keep away is said once for a version, whatever else happens here and however often the node starts", async () => {
  const { baghdad, damascus } = pair;
  const where = { type: "Point" as const, coordinates: [20, 34] };
  const hospital = { name: { ar: "مستشفى" }, kind: "hospital" as const, geometry: where };
  await addPlace(damascus, "Amal", hospital);
  const { parts } = await propose(baghdad, [part("damascus", { geometry: where })]);
  const [id] = parts as [StixId];
  await exchange();
  const answers = openCheckAnswers(damascus);
  const said = async () => {
    for (let beat = 0; beat < 2; beat++) await answers.beat();
    return (await damascus.store.versions(checkAnswerId(id, "damascus"), 100)).length;
  };
  assert.equal(await said(), 1);
  const answer = damascus.live.get(checkAnswerId(id, "damascus"))!;
  assert.equal(answer.object["keep_away"], "keep-away");
  await say(damascus, id, "accepted", {
    handling: { classification: "restricted", releasableTo: [] },
  });
  assert.equal(await said(), 1);
  assert.equal(await openCheckAnswers(damascus).beat(), 0);
});

test("what was said of a part that was taken back is not served any more, not even to who took it back", async () => {
  const { baghdad, damascus } = pair;
  const { parts } = await propose(baghdad, [part("baghdad"), part("damascus")]);
  const [own, other] = parts as [StixId, StixId];
  await exchange();
  await say(baghdad, own, "accepted");
  await pull(baghdad, damascus);
  // Not served yet, and its part never stood in the outbox in which it stands.
  await say(damascus, other, "accepted");
  for (const id of [own, other]) await recallRecord(baghdad, id, { reason: "wrong" });
  await pull(baghdad, damascus);
  for (const [from, to, id] of [
    [baghdad, "damascus", commitmentId(own, "baghdad")],
    [damascus, "baghdad", commitmentId(other, "damascus")],
  ] as const) {
    const again = { afterSeq: 0, versions: ["all" as const], limit: 10_000 };
    const { entries } = await readOutbox(from, to, again);
    assert.ok(!entries.some((entry) => entry.id === id), to);
  }
});

test("a part tells nothing of what it depends on where that may not go, and nobody else speaks for it", async () => {
  const { baghdad, damascus } = pair;
  const { id, parts } = await propose(baghdad, [
    part("baghdad", { key: "hidden", classification: "secret" }),
    part("damascus", { dependsOn: ["hidden"] }),
  ]);
  const [hidden, shown] = parts as [StixId, StixId];
  await exchange();
  assert.deepEqual((await readPart(baghdad, whole, shown)).dependsOn, [hidden]);
  assert.deepEqual((await readPart(damascus, whole, shown)).dependsOn, []);
  assert.ok(!(await bodiesAt(damascus)).includes(hidden));
  const [theirs] = await addParts(damascus, id, [part("baghdad")]);
  await exchange();
  // Damascus wrote neither end of this one, and performs not what would depend.
  const claim = { type: "depends-on" as const, source: theirs!.id, target: shown };
  const label = damascus.labels.get(damascus.live.get(theirs!.id)!.label!)!;
  const handled = { label, recipients: undefined };
  await commitRecords(damascus, [relationOf(damascus, claim, handled)], noHeads);
  const back = { ...claim, source: (await addParts(baghdad, id, [part("baghdad")]))[0]!.id };
  await exchange();
  await commitRecords(damascus, [relationOf(damascus, back, handled)], noHeads);
  await exchange();
  assert.equal(needsOf(baghdad, theirs!.id).length, 1, "it wrote this part itself");
  assert.deepEqual(needsOf(baghdad, back.source), []);
});

test("all who depend on what is suspended are told, by way of others too", async () => {
  const { baghdad, damascus } = pair;
  const { parts } = await propose(baghdad, [
    part("damascus", { key: "first" }),
    part("baghdad", { key: "second", dependsOn: ["first"] }),
    part("baghdad", { dependsOn: ["second"] }),
    part("baghdad"),
  ]);
  const [first, second, third, fourth] = parts as [StixId, StixId, StixId, StixId];
  await exchange();
  await say(damascus, first, "accepted");
  await exchange();
  const told: string[] = [];
  const end = baghdad.events.on(({ type, data }) => {
    if (type === "task" && "because" in data) told.push(data.id);
  });
  await say(damascus, first, "suspended");
  await exchange();
  end();
  assert.deepEqual(told.sort(), [second, third].sort());
  assert.deepEqual(suspendedBelow(baghdad, whole, third), [first]);
  assert.deepEqual(suspendedBelow(baghdad, whole, fourth), []);
  // What comes to depend on it later is told as well, with all that depends on that; others not again.
  told.length = 0;
  const later = baghdad.events.on(({ type, data }) => {
    if (type === "task" && "because" in data) told.push(data.id);
  });
  const { task } = await readPart(baghdad, whole, fourth);
  const [fifth] = await addParts(baghdad, task, [part("baghdad", { dependsOn: [fourth] })]);
  assert.deepEqual(told, []);
  const { modified } = await readPart(baghdad, whole, fourth);
  await changePart(baghdad, whole, fourth, part("baghdad", { dependsOn: [third] }), modified);
  later();
  assert.deepEqual(told.sort(), [fourth, fifth!.id].sort());
});

test("what is said above a person's clearance tells nothing of where a part stands", async () => {
  const { baghdad } = pair;
  const low: Viewer = { name: "low", clearance: { upTo: "restricted", caveats: [] } };
  const { id, parts } = await propose(baghdad, [
    part("baghdad", { key: "first", from: at(-2), until: at(-1) }),
    part("baghdad", { dependsOn: ["first"] }),
  ]);
  const [first, second] = parts as [StixId, StixId];
  const handling = { classification: "confidential" as const };
  await say(baghdad, first, "accepted", { handling });
  const told: NodeEvent[] = [];
  const end = baghdad.events.on((event) => told.push(event));
  await say(baghdad, first, "suspended", { handling });
  end();
  const asIf = async (viewer: Viewer) => {
    const { state, late, next, commitment } = await readPart(baghdad, viewer, first);
    const { suspendedBelow: below } = await readPart(baghdad, viewer, second);
    const { parts: counts } = await readTask(baghdad, viewer, id);
    const { parts: found } = await listParts(baghdad, viewer, id, { state, limit: 9 });
    const held = found.some((one) => one.id === first);
    return { state, late, next: next.length > 0, said: commitment !== null, below, counts, held };
  };
  const both = { held: true, next: true, said: true };
  const counts = { suspended: 1, proposed: 1 };
  const above = { ...both, state: "suspended", late: null, below: [first], counts };
  assert.deepEqual(await asIf(whole), above);
  assert.deepEqual(await asIf(low), {
    ...{ state: "proposed", late: "to-begin", below: [], counts: { proposed: 2 }, held: true },
    ...{ next: false, said: false },
  });
  const suspended = told.filter(({ data }) => "because" in data);
  assert.equal(suspended.length, 1);
  assert.equal(await seesEvent(baghdad, whole, suspended[0]!), true);
  assert.equal(await seesEvent(baghdad, low, suspended[0]!), false);
});

test("who performs a part that is under way is not changed before that one ended it", async () => {
  const { baghdad } = pair;
  const { parts } = await propose(baghdad, [part("baghdad")]);
  const [own] = parts as [StixId];
  for (const state of ["accepted", "ready", "under-way"] as const) await say(baghdad, own, state);
  const change = async (performer: string) =>
    changePart(
      ...([baghdad, whole, own, part(performer)] as const),
      (await readPart(baghdad, whole, own)).modified,
    );
  await assert.rejects(change("damascus"), refused("draft-invalid"));
  await change("baghdad");
  const { state, askedAgain, next } = await readPart(baghdad, whole, own);
  assert.deepEqual([state, askedAgain, next[0]], ["under-way", true, "under-way"]);
  await say(baghdad, own, "under-way");
  assert.equal((await readPart(baghdad, whole, own)).askedAgain, false);
});

test("a clash with an own part that the other does not have keeps one from being ready, and its acceptance stays here", async () => {
  const { baghdad, damascus } = pair;
  const geometry = { type: "Point" as const, coordinates: [50, 34] };
  const { parts } = await propose(baghdad, [
    part("damascus", { geometry }),
    part("baghdad", { geometry, classification: "secret" }),
  ]);
  const [shown, hidden] = parts as [StixId, StixId];
  await exchange();
  for (const [desk, id] of [
    [damascus, shown],
    [baghdad, hidden],
  ] as const) {
    await say(desk, id, "accepted");
  }
  await exchange();
  await assert.rejects(
    say(baghdad, hidden, "ready"),
    (error) =>
      error instanceof AppError &&
      error.code === "clash-open" &&
      error.message.includes(shown) &&
      /\. Overlap in space and time: “جزء” \(Damascus, task-part--/.test(error.message),
  );
  await say(damascus, shown, "ready");
  await exchange();
  const { state, blocked } = await readPart(baghdad, whole, shown);
  assert.deepEqual([state, blocked], ["accepted", true], "as far as this node knows");
  assert.equal((await readPart(damascus, whole, shown)).state, "ready");
  const [known] = baghdad.tasks.clashesOf(hidden);
  const versions = Object.fromEntries(
    [shown, hidden].map((id) => [id, stixTime(baghdad.live.get(id)!.modified)]),
  );
  const reason = { ar: "يُنسَّق باللاسلكي" };
  const { audience } = await acceptClash(baghdad, known!.clash.id, { reason, versions });
  assert.deepEqual(audience, []);
  await say(baghdad, hidden, "ready");
  await exchange();
  assert.equal((await readPart(baghdad, whole, shown)).state, "ready");
  const seen = await bodiesAt(damascus);
  assert.ok(seen.includes(shown) && !seen.includes(hidden) && !seen.includes(known!.clash.id));
});

test("a person sees no part, count, clash, dependency or history above the clearance", async () => {
  const { baghdad } = pair;
  const low: Viewer = { name: "low", clearance: { upTo: "restricted", caveats: [] } };
  const geometry = { type: "Point" as const, coordinates: [51, 34] };
  const { id, parts } = await propose(baghdad, [
    part("baghdad", { geometry, key: "open", dependsOn: ["high"] }),
    part("baghdad", { geometry, key: "high", classification: "confidential" }),
  ]);
  const [open, high] = parts as [StixId, StixId];
  await say(baghdad, high, "accepted");
  const needy = part("baghdad", { from: at(0), until: at(1), dependsOn: [high] });
  const draft = { name: { ar: "مهمة" }, from: at(0), until: at(24), parts: [needy] };
  const kept = await saveDraft(baghdad, whole, { ...draft, classification: "restricted" }, "Amal");
  assert.equal(kept.notes.length, 2, "it begins later, and ends later");
  assert.throws(() => readDraft(baghdad, low, kept.id), refused("draft-not-found"));
  const everything = await readTask(baghdad, whole, id);
  assert.deepEqual([everything.parts, everything.openClashes], [{ proposed: 1, accepted: 1 }, 1]);
  const shown = [
    await readTask(baghdad, low, id),
    await listParts(baghdad, low, id, { limit: 10 }),
    await listClashes(baghdad, low, { limit: 100 }),
    await taskHistory(baghdad, low, id, { limit: 100 }),
  ] as const;
  assert.deepEqual([shown[0].parts, shown[0].openClashes], [{ proposed: 1 }, 0]);
  assert.deepEqual(
    shown[1].parts.map((one) => [one.id, one.dependsOn, one.openClashes]),
    [[open, [], 0]],
  );
  assert.ok(!JSON.stringify(shown).includes(high));
  const changed = part("baghdad", { geometry });
  await changePart(baghdad, low, open, changed, (await readPart(baghdad, low, open)).modified);
  assert.deepEqual(
    (await readPart(baghdad, whole, open)).dependsOn,
    [high],
    "not seen, not undone",
  );
  const { modified } = await readPart(baghdad, whole, open);
  await changePart(baghdad, whole, open, changed, modified);
  assert.deepEqual((await readPart(baghdad, whole, open)).dependsOn, []);
  // Two parts of one unit, as those who may read the commitments know.
  const { record } = await writeUnit(baghdad, {
    ...{
      name: { ar: "سرية" },
      kind: "police",
      readiness: "ready",
      classification: "restricted",
      topics: ["coordination"],
    },
  });
  const unit = { unit: record.id, handling: { classification: "confidential" as const } };
  await say(baghdad, open, "accepted", unit);
  const [first] = await addParts(baghdad, id, [part("baghdad")]);
  await say(baghdad, first!.id, "accepted", unit);
  const twice = async (viewer: Viewer) => {
    const { clashes } = await listClashes(baghdad, viewer, { task: id, limit: 100 });
    return clashes.filter(
      ({ kind, parts }) => kind === "unit-twice" && parts.every((one) => one.id !== high),
    );
  };
  const { message } = await say(baghdad, open, "ready", {}, low).then(
    () => assert.fail("it clashes"),
    (error: Error) => error,
  );
  assert.match(message, /a clash with what you may not see/);
  assert.ok(!message.includes(high));
  assert.equal((await twice(whole)).length, 1);
  assert.deepEqual(await twice(low), []);
  const { lines } = await taskHistory(baghdad, whole, id, { limit: 100 });
  assert.ok(lines.some(({ parts, kind }) => kind === "commitment" && parts[0] === high));
  const pages = await taskHistory(baghdad, whole, id, { limit: 1 });
  const rest = await taskHistory(baghdad, whole, id, { limit: 99, cursor: pages.next! });
  assert.deepEqual([...pages.lines, ...rest.lines], lines);
});

test("a unit that whoever asks may not have is refused, since the answer would stay here with it", async () => {
  const { baghdad, damascus } = pair;
  const { parts } = await propose(baghdad, [part("damascus")]);
  await exchange();
  const unit = async (classification: "restricted" | "secret") => {
    const said = { kind: "army", readiness: "ready", topics: ["coordination"] } as const;
    return (await writeUnit(damascus, { name: { ar: "فوج" }, ...said, classification })).record.id;
  };
  const secret = { unit: await unit("secret") };
  await assert.rejects(
    say(damascus, parts[0]!, "accepted", secret),
    refused("answer-not-releasable"),
  );
  await say(damascus, parts[0]!, "accepted", { unit: await unit("restricted") });
  await say(damascus, parts[0]!, "ready");
  await exchange();
  const { commitment } = await readPart(baghdad, whole, parts[0]!);
  assert.ok(commitment!.unit, "who does it goes on with what is said further");
});

test("a partner commits its own units and nobody else's, whatever another node says", async () => {
  const { baghdad, damascus } = pair;
  const battalion = async (desk: Desk) => {
    const said = { kind: "army", readiness: "ready", topics: ["coordination"] } as const;
    const name = { name: { ar: "فوج" } };
    return (await writeUnit(desk, { ...name, ...said, classification: "restricted" })).record.id;
  };
  const unit = await battalion(baghdad);
  const { id, parts } = await propose(baghdad, [part("baghdad", { unit }), part("damascus")]);
  const [own, theirs] = parts as [StixId, StixId];
  await exchange();
  const notTheirs = (error: unknown) =>
    error instanceof AppError && error.code === "draft-invalid" && error.parts["field"] === "unit";
  const blocking = [part("damascus", { unit })];
  await assert.rejects(
    addParts(damascus, id, blocking),
    (error) => error instanceof AppError && error.parts["field"] === "parts.0.unit",
  );
  await assert.rejects(say(damascus, theirs, "accepted", { unit }), notTheirs);
  const { modified } = await readPart(baghdad, whole, theirs);
  await assert.rejects(
    changePart(baghdad, whole, theirs, part("damascus", { unit }), modified),
    notTheirs,
  );
  const kept = await saveDraft(
    damascus,
    whole,
    {
      ...{ name: { ar: "مهمة" }, from: at(0), until: at(24), classification: "restricted" },
      parts: blocking,
    },
    "Amal",
  );
  assert.match(kept.faults[0]!.detail.en, /"unit": it is no unit of Damascus/);
  // A node that keeps no such rule writes it all the same, and stands by it.
  const written = await writeRecord(
    damascus,
    {
      type: "task-part",
      id: `task-part--00000000-0000-4000-8000-0000000000aa`,
      ...{ lang: "ar", texts: { name: { ar: "جزء" } } },
      properties: {
        ...{ task_ref: id, performer: "damascus", part_state: "proposed", unit_ref: unit },
        ...{ start_time: at(1), stop_time: at(2) },
      },
    },
    { classification: "restricted", topics: ["coordination"] },
  );
  await say(damascus, written.record.id, "accepted");
  await exchange();
  await say(baghdad, own, "accepted");
  await say(baghdad, own, "ready");
  assert.deepEqual(baghdad.tasks.clashesOf(own), []);
});

test("what cannot be compared is held for checking with its reason, and is in nobody's way", async () => {
  const { baghdad } = pair;
  const label = labelOfDraft({ classification: "restricted", topics: ["coordination"] });
  const compose = (type: "joint-task" | "task-part", n: number, properties: object) =>
    composeRecord(
      {
        ...{ type, id: `${type}--00000000-0000-4000-8000-${String(n).padStart(12, "0")}` },
        ...{ lang: "ar", texts: { name: { ar: "جزء" } } },
        properties: { start_time: at(1), stop_time: at(2), ...properties },
      },
      { originator: "damascus", label, now: sampleNow, mode: null },
    )[0]!;
  const frame = compose("joint-task", 1, { task_state: "proposed" });
  const theirs = { task_ref: frame.id, performer: "damascus", part_state: "proposed" };
  const area = (...positions: number[][]) => ({
    geometry: { type: "Polygon", coordinates: [[...positions, positions[0]]] },
  });
  const faulty = [
    area([41, 34], [42, 35], [42, 34], [41, 35]),
    area([41, 34], [42, 34], [43, 34]),
    { stop_time: at(1) },
    { uses: [{ key: "ford", name: { ar: "مخاضة" }, start_time: at(2), stop_time: at(1) }] },
    { corridor: { line: { type: "Point", coordinates: [41, 34] } } },
    { height: { from: 200, to: 100 } },
  ].map((changes, index) => compose("task-part", 10 + index, { ...theirs, ...changes }));
  const sound = compose("task-part", 30, { ...theirs, ...area([41, 34], [42, 34], [42, 35]) });
  const objects = [frame, sound, ...faulty].map((one) => signObject(one, damascusSigner).object);
  const envelope = { objects: [labelMarking(label).object, ...objects] };
  await acceptObjects(baghdad, "damascus", Buffer.from(JSON.stringify(envelope)));
  const held = await listQuarantine(baghdad, whole, { limit: 50 });
  for (const { id } of faulty) {
    const entry = held.find((one) => one.id === id);
    assert.equal(entry?.code, "schema-invalid", id);
  }
  const { parts } = await listParts(baghdad, whole, frame.id, { limit: 10 });
  assert.deepEqual(
    parts.map(({ id }) => id),
    [sound.id],
  );
});

test("whoever drafts or writes a part for a list of recipients is told who will not see where it stands", async () => {
  const { baghdad } = pair;
  const frame = { name: { ar: "مهمة" }, from: at(0), until: at(24) };
  const drafts = [
    part("damascus", { releasableTo: ["damascus"] }),
    part("damascus", { releasableTo: ["damascus", "washington"] }),
    part("baghdad", { releasableTo: ["damascus", "washington"] }),
    part("damascus"),
  ];
  const draft = { ...frame, classification: "restricted" as const, parts: drafts };
  const kept = await saveDraft(baghdad, whole, draft, "Amal");
  assert.deepEqual(
    kept.notes.map((note) => note.part),
    [1],
  );
  const { detail } = kept.notes[0]!;
  assert.match(detail.en, /Damascus .*washington.* not how it stands/);
  assert.match(detail.ar, /دمشق.*washington.*لا يرون حالته/);
});
