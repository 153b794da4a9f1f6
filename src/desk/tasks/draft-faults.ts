import type { Bilingual } from "../../domain/bilingual.ts";
import type { StixId } from "../../domain/stix.ts";
import { mostParts } from "../../domain/task.ts";
import { AppError, type ErrorCode, problem } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import { objectOf } from "./task-draft.ts";
import { checkPart, keysOf, mustNotCircle, needsIn } from "./write-parts.ts";
import { checkFrame, type TaskDraft, type TaskIds } from "./write-task.ts";

/** What keeps a draft from being proposed. */
export interface DraftFault {
  /** Index of the part that is at fault; null: the task as a whole. */
  part: number | null;
  code: ErrorCode;
  detail: Bilingual;
}

/** The first fault of the whole, and of each part: what would be refused if it was proposed now. */
export function draftFaults(desk: Desk, draft: TaskDraft, ids: TaskIds): DraftFault[] {
  const { parts = [], phases, boundaries } = draft;
  const faults: DraftFault[] = [];
  const look = (part: number | null, check: () => unknown): void => {
    try {
      check();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      faults.push({ part, code: error.code, detail: problem(error).detail });
    }
  };
  look(null, () => checkFrame(desk, draft, ids.task));
  // The keys that parts may name, whatever else is wrong with the whole.
  const frame = objectOf("joint-task", ids.task, { phases, boundaries });
  let keys: ReadonlyMap<string, StixId> = new Map();
  look(null, () => (keys = keysOf(ids.parts, parts)));
  const needs = new Map<StixId, StixId[]>();
  parts.forEach((part, index) =>
    look(index, () => {
      const id = ids.parts[index]!;
      checkPart(desk, id, part, frame);
      needs.set(id, needsIn(desk, keys, part));
    }),
  );
  look(null, () => {
    if (parts.length > mostParts) throw new AppError("parts-too-many", { limit: mostParts });
    mustNotCircle(desk, needs);
  });
  return faults;
}
