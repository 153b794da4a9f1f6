import type { Desk } from "../desk.ts";
import type { ReleaseState } from "../explain-record.ts";
import { releaseAhead } from "../release-ahead.ts";
import { assess } from "./draft-faults.ts";
import { decidedOf, decidedOfDraft, type DraftedPart } from "./drafted.ts";
import { newTaskIds, type TaskDraft, whole } from "./write-task.ts";

/** For people of this node only. */
export interface TaskAudience {
  /** null: something in it is not sound yet. */
  task: ReleaseState[] | null;
  /** Aligned with the parts of the draft. */
  parts: (ReleaseState[] | null)[];
}

/** Who would get a joint task and each of its parts if it was written now, and why the others not. Nothing is written. */
export async function taskAudience(desk: Desk, given: TaskDraft): Promise<TaskAudience> {
  const draft = whole(given);
  const { frame, parts } = assess(desk, draft, newTaskIds(desk, draft));
  const ofFrame = frame ? [decidedOfDraft(desk, draft, frame)] : [];
  /** It names its task and its unit, and goes only where they go; what it depends on may be unknown there. */
  const ofPart = async ({ draft: { unit, ...said }, object }: DraftedPart) => {
    const ofUnit = unit === undefined ? [] : await decidedOf(desk, unit);
    return releaseAhead(desk, [...ofFrame, ...ofUnit, decidedOfDraft(desk, said, object)]);
  };
  return {
    task: frame ? releaseAhead(desk, ofFrame) : null,
    parts: await Promise.all(parts.map((part) => part && ofPart(part))),
  };
}
