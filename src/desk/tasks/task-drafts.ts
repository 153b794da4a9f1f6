import { activityOf } from "../../deconflict/activity-of.ts";
import type { Clash, ClashKind } from "../../deconflict/clash.ts";
import { clears } from "../../domain/clearance.ts";
import type { Label } from "../../domain/label.ts";
import type { Position } from "../../domain/geometry.ts";
import type { StixId } from "../../domain/stix.ts";
import { stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import { put } from "../documents.ts";
import { sees, type Viewer } from "../viewer.ts";
import { assess, type DraftFault } from "./draft-faults.ts";
import { type DraftNote, draftNotes } from "./draft-notes.ts";
import { seesClash } from "./list-clashes.ts";
import { objectOf } from "./task-draft.ts";
import {
  newTaskIds,
  planTask,
  proposeTask,
  type ProposedTask,
  type TaskDraft,
  type TaskIds,
  whole,
} from "./write-task.ts";

/** A task in the making: a document of this node that goes to nobody. */
export interface DraftHead {
  id: StixId;
  /** RFC 3339, UTC: when it was saved last. */
  modified: string;
  by: string;
  draft: TaskDraft;
  /** Under which its parts will be written, in their order. */
  parts: StixId[];
}

export interface ListedDraft extends DraftHead {
  /** What is still missing or wrong: until there is nothing it cannot be proposed. */
  faults: DraftFault[];
  notes: DraftNote[];
  /** What its parts would clash with, as far as this person may see that; looked at once there are no faults. */
  clashes: DraftClash[];
}

/** Of this node: all of them stand in memory. */
export const mostDrafts = 200;

/** Times RFC 3339, UTC. */
export interface DraftClash {
  kind: ClashKind;
  /** Parts of the draft, parts that stand, a boundary as `task key`. */
  between: readonly [string, string];
  about: string | null;
  from: string;
  until: string;
  position: Position | null;
  metres: number | null;
  /** false: too entangled to be compared. */
  compared: boolean;
}

/**
 * Keeps a draft, whatever it still lacks; `instead`: in the place of this one, as it was read (`modified`, RFC 3339). Errors:
 * draft-not-found, draft-changed, drafts-too-many.
 */
export async function saveDraft(
  desk: Desk,
  viewer: Viewer,
  draft: TaskDraft,
  by: string,
  instead?: DraftRead,
): Promise<ListedDraft> {
  return desk.turns.whole([instead?.id ?? "new task-draft"], async () => {
    const before = instead ? draftAsRead(desk, viewer, instead) : null;
    if (!before && desk.drafts.size >= mostDrafts)
      throw new AppError("drafts-too-many", { limit: mostDrafts });
    const ids = newTaskIds(desk, draft);
    if (before) ids.task = before.ids.task;
    // Two within one millisecond are two as well.
    const kept = { ids, by, at: Math.max(desk.clock(), (before?.at ?? 0) + 1), draft };
    const group = [put("task-draft", ids.task, kept)];
    await desk.store.commit({ priority: "interactive", groups: [group] });
    desk.drafts.set(ids.task, kept);
    return shown(desk, viewer, kept);
  });
}

/** Those that this person may see, the last one saved first. They are compared with nothing. */
export function listDrafts(desk: Desk, viewer: Viewer): DraftHead[] {
  return [...desk.drafts.values()]
    .filter((kept) => seesDraft(desk, viewer, kept.draft))
    .sort((a, b) => b.at - a.at)
    .map(headOf);
}

/** Error: draft-not-found. */
export function readDraft(desk: Desk, viewer: Viewer, id: StixId): ListedDraft {
  return shown(desk, viewer, draftOf(desk, viewer, id));
}

/** Error: draft-not-found. */
export async function deleteDraft(desk: Desk, viewer: Viewer, id: StixId): Promise<void> {
  await desk.turns.whole([id], async () => {
    draftOf(desk, viewer, id);
    const group = [{ do: "remove" as const, kind: "task-draft", key: id }];
    await desk.store.commit({ priority: "interactive", groups: [group] });
    desk.drafts.delete(id);
  });
}

/**
 * Proposes what a draft says, as it was read (`modified`, RFC 3339); the draft is gone in the same commit. Errors:
 * draft-not-found, draft-changed, those of proposeTask.
 */
export async function proposeDraft(
  desk: Desk,
  viewer: Viewer,
  read: DraftRead,
  author: string,
): Promise<ProposedTask> {
  const { id } = read;
  return desk.turns.whole([id], async () => {
    const { draft, ids } = draftAsRead(desk, viewer, read);
    const proposed = await proposeTask(desk, draft, author, ids, [
      { do: "remove", kind: "task-draft", key: id },
    ]);
    desk.drafts.delete(id);
    return proposed;
  });
}

/** A draft as it was read: `modified` is its date then. */
export type DraftRead = Pick<DraftHead, "id" | "modified">;

type Kept = NonNullable<ReturnType<Desk["drafts"]["get"]>>;

function draftOf(desk: Desk, viewer: Viewer, id: StixId): Kept {
  const kept = desk.drafts.get(id);
  if (!kept || !seesDraft(desk, viewer, kept.draft)) throw new AppError("draft-not-found", { id });
  return kept;
}

function draftAsRead(desk: Desk, viewer: Viewer, { id, modified }: DraftRead): Kept {
  const kept = draftOf(desk, viewer, id);
  if (kept.at !== Date.parse(modified)) throw new AppError("draft-changed");
  return kept;
}

/** Whose clearance reaches the frame, every part and all that they name. */
function seesDraft(desk: Desk, viewer: Viewer, draft: TaskDraft): boolean {
  const { parts = [] } = draft;
  const named = parts.flatMap(({ dependsOn = [], unit }) => [...dependsOn, unit ?? []].flat());
  return (
    [draft, ...parts].every(({ classification, caveats = [] }) =>
      clears(viewer.clearance, { classification, caveats } as Label),
    ) &&
    named.every((id) => {
      const record = desk.live.get(id as StixId);
      return !record || sees(desk, viewer, record);
    })
  );
}

function headOf({ ids, at, by, draft }: Kept): DraftHead {
  return { id: ids.task, modified: stixTime(at), by, draft, parts: ids.parts };
}

function shown(desk: Desk, viewer: Viewer, kept: Kept): ListedDraft {
  const { ids } = kept;
  const draft = whole(kept.draft);
  const assessed = assess(desk, draft, ids);
  const { faults } = assessed;
  const clashes = (faults.length > 0 ? [] : wouldClash(desk, draft, ids))
    .filter((clash) => seesClash(desk, viewer, clash))
    .map(({ kind, between, about, when, where, metres, compared }) => ({
      ...{ kind, between, about, metres, compared, position: where },
      from: stixTime(when.start),
      until: stixTime(when.stop),
    }));
  const notes = draftNotes(desk, draft, assessed);
  return { ...headOf(kept), faults, notes, clashes };
}

function wouldClash(desk: Desk, draft: TaskDraft, ids: TaskIds): Clash[] {
  const { frame, parts } = planTask(desk, draft, ids);
  const activities = parts.records.map(({ id, properties }) =>
    activityOf(objectOf("task-part", id, properties), frame),
  );
  return desk.tasks.wouldClash(activities);
}
