import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { sampleNow } from "../../src/desk/check/samples.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { taskCalendar } from "../../src/desk/tasks/task-calendar.ts";
import {
  deleteDraft,
  listDrafts,
  mostDrafts,
  proposeDraft,
  readDraft,
  saveDraft,
} from "../../src/desk/tasks/task-drafts.ts";
import type { KnownClash } from "../../src/desk/tasks/task-board.ts";
import { isOn, listClashes } from "../../src/desk/tasks/list-clashes.ts";
import { readTask } from "../../src/desk/tasks/list-tasks.ts";
import { listNotes, writeNote } from "../../src/desk/tasks/task-notes.ts";
import { addParts, changePart } from "../../src/desk/tasks/write-parts.ts";
import { proposeTask } from "../../src/desk/tasks/write-task.ts";
import { operator } from "../../src/desk/viewer.ts";
import { stixTime } from "../../src/domain/time.ts";
import { openPair, type Pair, pull } from "./pair.ts";

/* Lists of what belongs to joint tasks stay whole, however much there is and whatever partners take back. */

let pair: Pair;
before(async () => {
  pair = await openPair((bytes) => randomBytes(bytes));
});
after(() => pair.close());

const at = (hours: number) => stixTime(sampleNow + hours * 3_600_000);
const whole = operator("test");
const handled = { classification: "restricted" as const };
const frame = { name: { ar: "مهمة" }, from: at(1), until: at(48), ...handled };
const part = (performer: string, index: number) => ({
  ...{ name: { ar: "جزء" }, performer, from: at(1), until: at(2), ...handled },
  geometry: {
    type: "Point" as const,
    coordinates: [20 + (index % 100) / 10, 20 + Math.floor(index / 100)] as [number, number],
  },
});
const parts = (performer: string, from: number, count: number) =>
  Array.from({ length: count }, (_, index) => part(performer, from + index));

test("notes are found however many parts refer to the task, and its calendar holds all of these", async () => {
  const { baghdad, damascus } = pair;
  const { id: task } = await proposeTask(baghdad, { ...frame, parts: parts("baghdad", 0, 500) });
  await pull(baghdad, damascus);
  await addParts(damascus, task, parts("damascus", 500, 500));
  await pull(damascus, baghdad);
  await writeNote(baghdad, task, { content: { ar: "انتبهوا" } });
  assert.equal((await listNotes(baghdad, whole, task)).length, 1);
  const calendar = await taskCalendar(baghdad, whole, "ar", { task: task });
  assert.equal(calendar.split("BEGIN:VEVENT").length - 1, 1001);
  assert.ok(!calendar.includes("X-WR-CALDESC"));
});

test("a draft that names what was taken back says so and keeps nobody from the others; there are no more than a node bears", async () => {
  const { baghdad, damascus } = pair;
  const theirs = await proposeTask(damascus, { ...frame, parts: parts("damascus", 2000, 1) });
  await pull(damascus, baghdad);
  const needed = theirs.parts[0]!.id;
  const drafts = [[{ ...part("baghdad", 2100), dependsOn: [needed] }], [part("baghdad", 2000)]];
  const ids: string[] = [];
  for (const some of drafts)
    ids.push((await saveDraft(baghdad, whole, { ...frame, parts: some }, "Amal")).id);
  assert.equal(readDraft(baghdad, whole, ids[1]!).clashes.length, 1);
  await recallRecord(damascus, needed, { reason: "mistaken" });
  await pull(damascus, baghdad);
  assert.equal(listDrafts(baghdad, whole).length, 2);
  const { faults, clashes } = readDraft(baghdad, whole, ids[0]!);
  assert.ok(faults.some(({ detail }) => detail.ar.includes(needed)));
  assert.deepEqual(clashes, []);
  for (let count = 2; count < mostDrafts; count++)
    await saveDraft(baghdad, whole, { ...frame, parts: [] }, "Amal");
  const one = { ...frame, parts: [] };
  await assert.rejects(saveDraft(baghdad, whole, one, "Amal"), { code: "drafts-too-many" });
  const before = readDraft(baghdad, whole, ids[0]!);
  await saveDraft(baghdad, whole, one, "Amal", before);
  // Nobody writes over what somebody else saved meanwhile, nor proposes it unseen.
  const changed = { code: "draft-changed" };
  await assert.rejects(saveDraft(baghdad, whole, one, "Basim", before), changed);
  await assert.rejects(proposeDraft(baghdad, whole, before, "Basim"), changed);
  const now = readDraft(baghdad, whole, ids[0]!);
  const both = await Promise.allSettled([
    deleteDraft(baghdad, whole, now.id),
    saveDraft(baghdad, whole, one, "Basim", now),
  ]);
  assert.deepEqual(
    both.map(({ status }) => status),
    ["fulfilled", "rejected"],
  );
  assert.equal(baghdad.drafts.has(now.id), false);
});

test("clashes of what is over are no open clashes", async () => {
  const { baghdad, clock } = pair;
  const { id } = await proposeTask(baghdad, {
    ...frame,
    parts: [part("baghdad", 3000), { ...part("damascus", 3000), until: at(3) }],
  });
  const open = async () => (await listClashes(baghdad, whole, { state: "open", limit: 50 })).count;
  assert.equal(await open(), 1);
  assert.equal((await readTask(baghdad, whole, id)).openClashes, 1);
  clock.now = sampleNow + 3 * 3_600_000;
  baghdad.tasks.timePasses();
  assert.equal(await open(), 0);
  assert.equal((await readTask(baghdad, whole, id)).openClashes, 0);
  // Whoever looks at the task sees what it clashed with.
  const { clashes } = await listClashes(baghdad, whole, { task: id, limit: 50 });
  assert.equal(clashes.length, 1);
  const [{ clash }] = [...baghdad.tasks.clashes()] as [KnownClash];
  assert.equal(isOn(baghdad, clash), false);
  assert.ok(isOn({ ...baghdad, mode: "demonstration" }, clash), "it tells of what is long past");
});

test("who drafts or writes a part that its performer cannot have is told so, and why; a part is about what its task is about", async () => {
  const { baghdad, clock } = pair;
  clock.now = sampleNow;
  const text = { ar: "خط الحدود", en: "The border line" };
  const { form } = await proposeAgreement(baghdad, {
    ...{ title: text, purpose: text, parties: ["baghdad", "damascus"], grants: [] },
    ...{ from: "2015-01-01T00:00:00Z", until: null },
    redLines: [
      { id: "r1", by: "baghdad", to: ["damascus"], topics: ["border"], reason: text },
      { id: "r2", by: "baghdad", to: ["damascus"], topics: ["control"], reason: text },
    ],
  });
  await signAgreement(baghdad, form.id, { act: "sign" });
  const theirs = part("damascus", 4000);
  const named = (draft: object, topics?: string[]) => ({
    ...frame,
    ...(topics && { topics }),
    parts: [{ ...theirs, ...draft }],
  });
  const noted = async (draft: object, topics?: string[]) => {
    const given = named(draft, topics);
    const [kept] = listDrafts(baghdad, whole);
    const { notes } = await saveDraft(baghdad, whole, given, "Amal", kept!);
    const proposed = await proposeTask(baghdad, given);
    const [written] = proposed.parts;
    assert.deepEqual(written!.note, notes[0]?.detail ?? null, "when it is written as in the draft");
    assert.equal(written!.note === null, written!.audience.includes("damascus"));
    assert.match(written!.note?.ar ?? "لا", /\p{Script=Arabic}/u);
    return { ...proposed, note: written!.note?.en ?? null };
  };
  assert.equal((await noted({})).note, null);
  const secret = await noted({ classification: "secret" });
  assert.match(
    secret.note!,
    /^Damascus, who is to perform this part, cannot have it as it is.*No grant in force covers it: .* does not reach up to .*Secret/,
  );
  assert.match(
    (await noted({ topics: ["border"] })).note!,
    /A red line forbids it: The border line/,
  );
  assert.match((await noted({ releasableTo: [] })).note!, /Its label forbids it: /);
  assert.match(
    (await noted({}, ["border"])).note!,
    /cannot have it as it is.*red line/,
    "as its task",
  );
  assert.match(
    (await noted({ topics: ["coordination"] }, ["control"])).note!,
    /cannot have the task itself, and so not the part\. A red line/,
  );
  // Later parts of it, and new versions, are about the same.
  const ours = named({ performer: "baghdad" }, ["border"]);
  const { id, parts: own } = await proposeTask(baghdad, ours);
  assert.equal(own[0]!.note, null);
  const [added] = await addParts(baghdad, id, [theirs]);
  assert.match(added!.note!.en, /red line/);
  const topicsOf = (one: string) => {
    const { label } = baghdad.live.get(one as `task-part--${string}`)!;
    return baghdad.labels.get(label!)!.topics;
  };
  assert.deepEqual([topicsOf(own[0]!.id), topicsOf(added!.id)], [["border"], ["border"]]);
  const version = stixTime(baghdad.live.get(added!.id)!.modified);
  const { note } = await changePart(
    baghdad,
    whole,
    added!.id,
    { ...theirs, classification: "secret" },
    version,
  );
  assert.match(note!.en, /red line/);
});
