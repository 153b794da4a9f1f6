import type { Bilingual } from "../../domain/bilingual.ts";
import { circleFrom } from "../../domain/dependencies.ts";
import { draftFault } from "../../domain/report-draft.ts";
import type { StixId, StixObject } from "../../domain/stix.ts";
import { mostParts } from "../../domain/task.ts";
import { uuid4 } from "../../domain/uuid.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import {
  commitRecords,
  noHeads,
  type Reach,
  type Submitted,
  type Written,
} from "../submit-report.ts";
import type { LiveRecord } from "../live-records.ts";
import { sees, type Viewer } from "../viewer.ts";
import { chosenLabel } from "../write-down.ts";
import {
  checkRecord,
  firstOf,
  nextOf,
  ownBefore,
  type RecordDraft,
  rewriteRecord,
} from "../write-record.ts";
import { relationOf, relationRevoked } from "../write-relation.ts";
import { textsOf } from "../written-before.ts";
import { needsOf } from "./dependants.ts";
import { partOf, partsOf, performerOf } from "./joint-task.ts";
import { mustOwnUnit } from "./must-own-unit.ts";
import { decidedOf, joined } from "./drafted.ts";
import { notesOfParts } from "./part-notes.ts";
import { mustBeLatest, openFrame, ownPart } from "./own-part.ts";
import { choiceOf, inTask, objectOf, partRecord, type PartDraft } from "./task-draft.ts";

/** A part that was written, to whom it goes, and what its writer has to know of that. */
export interface WrittenPart extends Reach {
  id: StixId;
  note: Bilingual | null;
}

/**
 * Adds parts to a task that is going on, its own or a partner's, all in one commit. Errors: record-not-found, task-over,
 * parts-too-many, dependency-circle, draft-invalid, activity-invalid, partner-unknown, those of the label and the store.
 */
export async function addParts(
  desk: Desk,
  task: StixId,
  given: readonly PartDraft[],
  author?: string,
): Promise<WrittenPart[]> {
  return desk.turns.whole([task], async () => {
    const frame = openFrame(desk, task);
    const drafts = inTask(given, topicsOf(desk, frame));
    const ids = newPartIds(desk, drafts);
    const planned = planParts(desk, frame.object, ids, drafts);
    const written = partsWritten(desk, planned, drafts, author);
    const submitted = await commitRecords(desk, written, noHeads);
    return writtenOf(desk, frame.object, planned, drafts, submitted);
  });
}

function topicsOf(desk: Desk, { label }: LiveRecord): readonly string[] | undefined {
  return label === null ? undefined : desk.labels.get(label)?.topics;
}

/** `submitted`: of these parts, in their order, and of whatever was committed after them. */
export async function writtenOf(
  desk: Desk,
  frame: StixObject,
  { records, needs }: PlannedParts,
  drafts: readonly PartDraft[],
  submitted: readonly Submitted[],
): Promise<WrittenPart[]> {
  const drafted = records.map(({ id, properties }, index) => ({
    ...{ draft: drafts[index]!, object: objectOf("task-part", id, properties) },
    needs: needs.get(id)!,
  }));
  const decided = drafted.length === 0 ? [] : await decidedOf(desk, frame.id);
  const notes = notesOfParts(desk, { object: frame, decided }, drafted);
  return records.map(({ id }, index) => {
    const { audience, held } = submitted[index]!;
    return { id, audience, held, note: joined(notes[index]!) };
  });
}

export function newPartIds({ random }: Desk, drafts: readonly unknown[]): StixId[] {
  return drafts.map(() => `task-part--${uuid4(random)}`);
}

/** Parts as records, and by part what each depends on. */
export interface PlannedParts {
  records: RecordDraft[];
  needs: Map<StixId, StixId[]>;
}

/** Checks parts that are to stand under these ids in the task with this frame. Errors: those of addParts. */
export function planParts(
  desk: Desk,
  frame: StixObject,
  ids: readonly StixId[],
  drafts: readonly PartDraft[],
): PlannedParts {
  const own = partsOf(desk.live, frame.id).filter(({ originator }) => originator === desk.self.id);
  if (own.length + drafts.length > mostParts)
    throw new AppError("parts-too-many", { limit: mostParts });
  const keys = keysOf(ids, drafts);
  const needs = new Map(
    drafts.map((draft, index) => [ids[index]!, inPart(index, () => needsIn(desk, keys, draft))]),
  );
  mustNotCircle(desk, needs);
  const records = drafts.map((draft, index) =>
    inPart(index, () => checkPart(desk, ids[index]!, draft, frame)),
  );
  return { records, needs };
}

/** A part as a record, checked as it will be when it is written. Errors: those of addParts. */
export function checkPart(
  desk: Desk,
  id: StixId,
  draft: PartDraft,
  frame: StixObject,
): RecordDraft {
  mustBeKnown(desk, draft);
  const record = partRecord(id, draft, frame);
  checkRecord(desk, record, choiceOf(draft));
  return record;
}

/** Says of a fault in which of several parts it is. */
export function inPart<T>(index: number, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof AppError) || error.parts["field"] === undefined) throw error;
    const field = `parts.${index}.${error.parts["field"]}`;
    throw new AppError(error.code, { ...error.parts, field });
  }
}

/** Parts, then what they depend on, for a commit with or after their frame. */
export function partsWritten(
  desk: Desk,
  { records, needs }: PlannedParts,
  drafts: readonly PartDraft[],
  author: string | undefined,
): Written[] {
  const parts = records.map((record, index) =>
    firstOf(desk, record, choiceOf(drafts[index]!), author),
  );
  const relations = records.flatMap(({ id }, index) =>
    needs.get(id)!.map((target) => dependency(desk, id, target, drafts[index]!)),
  );
  return [...parts, ...relations];
}

function dependency(desk: Desk, source: StixId, target: StixId, draft: PartDraft): Written {
  const choice = choiceOf(draft);
  const handled = { label: chosenLabel(desk, choice), recipients: choice.releasableTo };
  return relationOf(desk, { type: "depends-on", source, target }, handled);
}

/**
 * A new version of an own part: its performer is asked again. What it depends on and this person may not see stays. `version`:
 * RFC 3339, UTC, the one that was read. Errors: task-not-own, task-changed, those of addParts.
 */
export async function changePart(
  desk: Desk,
  viewer: Viewer,
  id: StixId,
  given: PartDraft,
  version: string,
  author?: string,
): Promise<Submitted & Pick<WrittenPart, "note">> {
  return desk.turns.whole([id], async () => {
    const { part, frame } = ownPart(desk, id);
    const draft = inTask([given], topicsOf(desk, frame))[0]!;
    mustBeLatest(part, version);
    mustBeKnown(desk, draft);
    if (draft.performer !== performerOf(part) && desk.tasks.standing(part)?.state === "under-way")
      draftFault(
        "performer",
        "it is under way: its performer has to end it first",
        "الجزء قيد التنفيذ: على منفّذه أن ينهيه أولاً",
      );
    const wanted = needsIn(desk, keysOf([id], [draft]), draft);
    mustNotCircle(desk, new Map([[id, wanted]]));
    const stored = await ownBefore(desk, "task-part", id);
    if (!stored) throw new AppError("record-not-found", { id });
    const record = partRecord(id, draft, frame.object);
    const { type: _, id: __, ...said } = record;
    const next = await nextOf(desk, stored, { ...said, choice: choiceOf(draft) }, author);
    const before = needsOf(desk, id).filter(({ originator }) => originator === desk.self.id);
    const added = wanted.filter((target) => !before.some((need) => need.target === target));
    const dropped = before.filter(
      (need) => !wanted.includes(need.target) && sees(desk, viewer, need),
    );
    const written = [
      next,
      ...added.map((target) => dependency(desk, id, target, draft)),
      ...(await Promise.all(dropped.map((need) => relationRevoked(desk, need.id)))),
    ];
    const submitted = await commitRecords(desk, written, desk.store.heads);
    const planned = { records: [record], needs: new Map([[id, wanted]]) };
    const [one] = await writtenOf(desk, frame.object, planned, [draft], submitted);
    return { ...submitted[0]!, note: one!.note };
  });
}

/** Takes an own part out of its task. Errors: record-not-found, task-not-own, task-over, task-changed. */
export async function cancelPart(
  desk: Desk,
  id: StixId,
  version: string,
  author?: string,
): Promise<Submitted> {
  return rewriteRecord(
    desk,
    "task-part",
    id,
    async (before) => {
      mustBeLatest(ownPart(desk, id).part, version);
      const said = await textsOf(desk, before);
      return { ...said, properties: { ...said.properties, part_state: "cancelled" } };
    },
    author,
  );
}

/** The same whether it is not here or this person may not see it. Error: draft-invalid. */
export function noSuchPart(name: string): never {
  return draftFault(
    "dependsOn",
    `there is no part ${name} here that you may see`,
    `لا يوجد لديك جزء بهذا المعرّف: ${name}`,
  );
}

/** By its key, a part that is written now. Error: draft-invalid. */
export function keysOf(
  ids: readonly StixId[],
  drafts: readonly PartDraft[],
): ReadonlyMap<string, StixId> {
  const keys = new Map<string, StixId>();
  for (const [index, { key }] of drafts.entries()) {
    if (key === undefined) continue;
    if (keys.has(key)) draftFault("key", `"${key}" stands there twice`, `«${key}» مكرّر`);
    keys.set(key, ids[index]!);
  }
  return keys;
}

/** The parts that a part says it depends on. Error: draft-invalid. */
export function needsIn(
  desk: Desk,
  keys: ReadonlyMap<string, StixId>,
  { dependsOn = [] }: PartDraft,
): StixId[] {
  const targets = dependsOn.map(
    (name) => keys.get(name) ?? partOf(desk.live, name)?.id ?? noSuchPart(name),
  );
  return [...new Set(targets)];
}

/** Error: dependency-circle. */
export function mustNotCircle(desk: Desk, needs: ReadonlyMap<StixId, readonly StixId[]>): void {
  const id = circleFrom(
    needs.keys(),
    (part) => needs.get(part) ?? needsOf(desk, part).map(({ target }) => target),
  );
  if (id !== null) throw new AppError("dependency-circle", { id });
}

/** Errors: partner-unknown, draft-invalid. */
function mustBeKnown(desk: Desk, { performer, unit }: PartDraft): void {
  const isKnown = [desk.partners, desk.introduced].some((parties) => parties.has(performer));
  if (performer !== desk.self.id && !isKnown)
    throw new AppError("partner-unknown", { partner: performer });
  if (unit !== undefined) mustOwnUnit(desk, performer, unit);
}
