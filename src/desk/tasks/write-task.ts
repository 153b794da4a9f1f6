import type { Bilingual } from "../../domain/bilingual.ts";
import type { StixId } from "../../domain/stix.ts";
import type { TaskState } from "../../domain/task.ts";
import { uuid4 } from "../../domain/uuid.ts";
import { AppError } from "../../errors.ts";
import type { Change } from "../../store/port.ts";
import type { Desk } from "../desk.ts";
import { commitRecords, noHeads, type Reach, type Submitted } from "../submit-report.ts";
import { checkRecord, firstOf, type RecordDraft, rewriteRecord } from "../write-record.ts";
import { textsOf } from "../written-before.ts";
import { frameOf } from "./joint-task.ts";
import { mustBeLatest, mustBeOwn, openFrame } from "./own-part.ts";
import { joined } from "./drafted.ts";
import {
  choiceOf,
  type FrameDraft,
  frameRecord,
  inTask,
  objectOf,
  type PartDraft,
} from "./task-draft.ts";
import { pastNote, spanOf } from "./time-notes.ts";
import { newPartIds, partsWritten, planParts, type WrittenPart, writtenOf } from "./write-parts.ts";

/** A joint task as it is thought of: its frame and its parts. */
export interface TaskDraft extends FrameDraft {
  parts?: readonly PartDraft[];
}

export interface ProposedTask extends Reach {
  id: StixId;
  /** What its proposer has to know of the whole. */
  note: Bilingual | null;
  parts: WrittenPart[];
}

/** Ids under which a task is to be written. */
export interface TaskIds {
  task: StixId;
  parts: StixId[];
}

/** With what its parts have from it. */
export function whole(draft: TaskDraft): TaskDraft {
  return { ...draft, ...(draft.parts && { parts: inTask(draft.parts, draft.topics) }) };
}

export function newTaskIds(desk: Desk, { parts = [] }: TaskDraft): TaskIds {
  return { task: `joint-task--${uuid4(desk.random)}`, parts: newPartIds(desk, parts) };
}

/**
 * Proposes a task: its frame, its parts and what they depend on are written in one commit, each for whom it may go to. `aside` goes
 * into the same commit. Errors: those of addParts.
 */
export async function proposeTask(
  desk: Desk,
  given: TaskDraft,
  author?: string,
  ids: TaskIds = newTaskIds(desk, given),
  aside: Change[] = [],
): Promise<ProposedTask> {
  const draft = whole(given);
  const planned = planTask(desk, draft, ids);
  const frame = firstOf(desk, planned.record, choiceOf(draft), author);
  frame.aside.push(...aside);
  const parts = partsWritten(desk, planned.parts, draft.parts ?? [], author);
  const [first, ...others] = await commitRecords(desk, [frame, ...parts], noHeads);
  return {
    ...{ id: ids.task, audience: first!.audience, held: first!.held },
    note: joined(pastNote(desk, spanOf(planned.frame))),
    parts: await writtenOf(desk, planned.frame, planned.parts, draft.parts ?? [], others),
  };
}

/** The frame as a record, checked as it will be when it is written. Errors: draft-invalid, activity-invalid, those of the label. */
export function checkFrame(desk: Desk, draft: FrameDraft, id: StixId): RecordDraft {
  const record = frameRecord(id, draft, "proposed");
  checkRecord(desk, record, choiceOf(draft));
  return record;
}

/** What a draft comes to, checked and not written. Errors: those of addParts. */
export function planTask(desk: Desk, draft: TaskDraft, ids: TaskIds) {
  const record = checkFrame(desk, draft, ids.task);
  const frame = objectOf("joint-task", ids.task, record.properties);
  return { record, frame, parts: planParts(desk, frame, ids.parts, draft.parts ?? []) };
}

/**
 * A new version of an own task's frame: everybody who had accepted a part of it is asked again. `version`: RFC 3339, UTC, the
 * one that was read. Errors: record-not-found, task-not-own, task-over, task-changed, draft-invalid, activity-invalid.
 */
export async function changeTask(
  desk: Desk,
  id: StixId,
  draft: FrameDraft,
  version: string,
  author?: string,
): Promise<Submitted> {
  mustBeOwn(desk, openFrame(desk, id));
  return rewriteRecord(
    desk,
    "joint-task",
    id,
    (before) => {
      mustBeLatest(openFrame(desk, id), version);
      const state = before["task_state"] as TaskState;
      const { type: _, id: __, ...said } = frameRecord(id, draft, state);
      return { ...said, choice: choiceOf(draft) };
    },
    author,
  );
}

/** What its proposer says of an own task as a whole. Errors: record-not-found, task-not-own, task-over, task-changed. */
export async function stateTask(
  desk: Desk,
  id: StixId,
  state: TaskState,
  version: string,
  author?: string,
): Promise<Submitted> {
  const frame = frameOf(desk.live, id);
  if (!frame) throw new AppError("record-not-found", { id });
  mustBeOwn(desk, frame);
  return rewriteRecord(
    desk,
    "joint-task",
    id,
    async (before) => {
      mustBeLatest(openFrame(desk, id), version);
      const said = await textsOf(desk, before);
      return { ...said, properties: { ...said.properties, task_state: state } };
    },
    author,
  );
}
