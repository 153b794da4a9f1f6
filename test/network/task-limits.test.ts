import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { damascusSigner, sampleNow } from "../../src/desk/check/samples.ts";
import { listQuarantine } from "../../src/desk/list-quarantine.ts";
import { acceptClash } from "../../src/desk/tasks/accept-clash.ts";
import { openCheckAnswers } from "../../src/desk/tasks/answer-checks.ts";
import { readPart } from "../../src/desk/tasks/list-parts.ts";
import { proposeTask } from "../../src/desk/tasks/write-task.ts";
import { operator } from "../../src/desk/viewer.ts";
import { mostOfOne } from "../../src/desk/work-limits.ts";
import { composeRecord } from "../../src/domain/compose-record.ts";
import { acceptanceId, checkAnswerId } from "../../src/domain/derived-id.ts";
import type { Position } from "../../src/domain/geometry.ts";
import type { ContentKind } from "../../src/domain/kinds.ts";
import { labelMarking } from "../../src/domain/label-marking.ts";
import { labelOfDraft } from "../../src/domain/report-draft.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import { stixTime } from "../../src/domain/time.ts";
import { signObject } from "../../src/proof/signature.ts";
import { openPair, pull, type Pair } from "./pair.ts";

/* What a partner may put before a node by joint tasks is bounded, and what it draws keeps nobody's node busy. */

let pair: Pair;
const whole = operator("test");

before(async () => {
  pair = await openPair((bytes) => randomBytes(bytes));
});
after(() => pair.close());

const at = (hours: number): string => stixTime(sampleNow + hours * 3_600_000);
const label = labelOfDraft({ classification: "restricted", topics: ["coordination"] });

let made = 0;
const newId = (type: string): StixId =>
  `${type}--00000000-0000-4000-8000-${String(++made).padStart(12, "0")}`;

function signed(type: ContentKind, properties: object, texts: object = {}, id = newId(type)) {
  const said = { type, id, lang: "ar" as const, texts: texts as Record<string, { ar: string }> };
  const context = { originator: "damascus", label, now: sampleNow, mode: null };
  const [object] = composeRecord({ ...said, properties: { ...properties } }, context);
  return signObject(object!, damascusSigner).object;
}

const name = { name: { ar: "مهمة" } };
const window = { start_time: at(1), stop_time: at(2) };
const frameObject = () => signed("joint-task", { ...window, task_state: "proposed" }, name);
const partObject = (task: StixId, changes: object = {}) =>
  signed(
    "task-part",
    { ...window, task_ref: task, performer: "damascus", part_state: "proposed", ...changes },
    name,
  );

/** Delivers at Baghdad as if Damascus had posted it; gives how many objects were held. */
async function deliver(...objects: StixObject[]): Promise<number> {
  const all = { objects: [labelMarking(label).object, ...objects] };
  const envelope = Buffer.from(JSON.stringify(all));
  return (await acceptObjects(pair.baghdad, "damascus", envelope)).failures.length;
}

async function heldFor(code: string) {
  const held = await listQuarantine(pair.baghdad, whole, { limit: 200 });
  return held.filter((entry) => entry.code === code);
}

test("so many parts of one partner stand in a task; what goes beyond is held and says what to do", async () => {
  const frame = frameObject();
  const parts = Array.from({ length: mostOfOne.partsOfTask + 1 }, () => partObject(frame.id));
  assert.equal(await deliver(frame, ...parts), 1);
  const [entry] = await heldFor("parts-held-too-many");
  assert.ok(entry!.reason.ar.includes(frame.id) && entry!.reason.en.includes("divide the task"));
  assert.equal(pair.baghdad.live.referring(frame.id, "task-part").length, mostOfOne.partsOfTask);
  // Another task is another matter, and a new version of what stands is none too many.
  const other = frameObject();
  assert.equal(await deliver(other, partObject(other.id)), 0);
  const changed = { ...parts[0]!, modified: stixTime(sampleNow + 1), radius: 5 };
  assert.equal(await deliver(signObject(changed, damascusSigner).object), 0);
});

test("so many positions stand in a task", async () => {
  const frame = frameObject();
  const size = mostOfOne.positionsOfTask / 20;
  const area = { geometry: { type: "Polygon", coordinates: [circle(20, 20, size)] } };
  const parts = Array.from({ length: 21 }, () => partObject(frame.id, area));
  assert.equal(await deliver(frame, ...parts), 1);
  assert.equal((await heldFor("parts-held-too-many")).length, 2);
});

test("a part depends on so many others, and its clashes are accepted so often", async () => {
  const frame = frameObject();
  const parts = Array.from({ length: 3 }, () => partObject(frame.id));
  const [one, ...others] = parts.map(({ id }) => id) as [StixId, ...StixId[]];
  assert.equal(await deliver(frame, ...parts), 0);
  const relation = { relationship_type: "depends-on", source_ref: one, target_ref: others[0]! };
  const relations = Array.from({ length: mostOfOne.relationsFrom + 1 }, () =>
    signed("relationship" as ContentKind, relation),
  );
  assert.equal(await deliver(...relations), 1);
  const acceptances = Array.from({ length: mostOfOne.acceptancesOfPart + 1 }, () => {
    const key = newId("clash").slice("clash--".length);
    const clash = { clash_key: key, clash_kind: "space-time", part_refs: [one, others[1]!] };
    const versions = { part_versions: [at(0), at(0)] };
    const reason = { reason: { ar: "سبب" } };
    const id = acceptanceId(key, "damascus");
    return signed("clash-acceptance", { ...clash, ...versions }, reason, id);
  });
  assert.equal(await deliver(...acceptances), 1);
  const details = (await heldFor("work-too-much")).map(({ reason }) => reason.en.includes(one));
  assert.deepEqual(details, [true, true]);
});

test("areas too entangled to be compared clash at both nodes until people have looked, and are no answer to a check", async () => {
  const { baghdad, damascus } = pair;
  const area = (up: boolean) => ({
    geometry: { type: "Polygon" as const, coordinates: [comb(41, up)] },
    ...{ from: at(30), until: at(31), classification: "restricted" as const },
  });
  const parts = [
    { name: { ar: "جزء" }, performer: "baghdad", ...area(true) },
    { name: { ar: "جزء" }, performer: "damascus", ...area(false) },
  ];
  const task = { name: { ar: "مهمة" }, from: at(24), until: at(48) };
  const proposed = await proposeTask(baghdad, { ...task, classification: "restricted", parts });
  const [ours] = proposed.parts.map(({ id }) => id) as [StixId];
  await pull(baghdad, damascus);
  const known = [baghdad, damascus].map((desk) => desk.tasks.clashesOf(ours));
  assert.equal(known[0]!.length, 1);
  assert.deepEqual(known[0], known[1]);
  const [{ clash, state }] = known[0] as [(typeof known)[0][0]];
  assert.deepEqual(
    [clash.kind, clash.compared, clash.metres, state],
    [...["space-time", false, null, "open"]],
  );
  await openCheckAnswers(damascus).beat();
  assert.equal(damascus.live.get(checkAnswerId(ours, "damascus"))!.object["clash"], "cannot-say");
  const versions = Object.fromEntries(
    proposed.parts.map(({ id }) => [id, stixTime(baghdad.live.get(id)!.modified)]),
  );
  const draft = { reason: { ar: "نظرنا في الخريطة" }, versions };
  for (const desk of [baghdad, damascus]) await acceptClash(desk, clash.id, draft);
  await pull(damascus, baghdad);
  assert.equal(baghdad.tasks.clash(clash.id)!.state, "accepted");
  assert.equal((await readPart(baghdad, whole, ours)).openClashes, 0);
});

function circle(lon: number, lat: number, positions: number): Position[] {
  return Array.from({ length: positions }, (_, index) => {
    const turn = (2 * Math.PI * (index % (positions - 1))) / (positions - 1);
    return [lon + Math.cos(turn) / 4, lat + Math.sin(turn) / 4];
  });
}

/** Teeth that lie between those of the other one and nowhere meet them. */
function comb(lon: number, up: boolean): Position[] {
  const step = 0.0004;
  const teeth = 2400;
  const [foot, tip, back] = up ? [34.005, 34.09, 34] : [34.095, 34.01, 34.1];
  const ring: Position[] = Array.from({ length: teeth }, (_, index): Position[] => {
    const west = lon + index * step + (up ? 0 : step / 2);
    const east = west + step / 4;
    return [
      [west, foot],
      [west, tip],
      [east, tip],
      [east, foot],
    ];
  }).flat();
  return [...ring, [lon + teeth * step, back], [lon - step, back], ring[0]!];
}
