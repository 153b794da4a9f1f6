import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { sampleNow } from "../../src/desk/check/samples.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { taskCalendar } from "../../src/desk/tasks/task-calendar.ts";
import { listDrafts, mostDrafts, readDraft, saveDraft } from "../../src/desk/tasks/task-drafts.ts";
import type { KnownClash } from "../../src/desk/tasks/task-board.ts";
import { isOn, listClashes } from "../../src/desk/tasks/list-clashes.ts";
import { readTask } from "../../src/desk/tasks/list-tasks.ts";
import { listNotes, writeNote } from "../../src/desk/tasks/task-notes.ts";
import { addParts } from "../../src/desk/tasks/write-parts.ts";
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
  await saveDraft(baghdad, whole, one, "Amal", ids[0]);
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
