import type { Bilingual } from "../../domain/bilingual.ts";
import type { StixId, StixObject } from "../../domain/stix.ts";
import { mostParts } from "../../domain/task.ts";
import { AppError, type ErrorCode, problem } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import type { DraftedPart } from "./drafted.ts";
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

/** A draft as far as it is sound. */
export interface Assessed {
  /** The first fault of the whole, and of each part: what would be refused if it was proposed now. */
  faults: DraftFault[];
  frame: StixObject | null;
  /** Aligned with its parts; null: that one is not sound. */
  parts: (DraftedPart | null)[];
}

export function assess(desk: Desk, draft: TaskDraft, ids: TaskIds): Assessed {
  const { parts = [], phases, boundaries } = draft;
  const faults: DraftFault[] = [];
  const look = <T>(part: number | null, check: () => T): T | null => {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      faults.push({ part, code: error.code, detail: problem(error).detail });
      return null;
    }
  };
  const frame = look(null, () => checkFrame(desk, draft, ids.task));
  // The keys that parts may name, whatever else is wrong with the whole.
  const named = objectOf("joint-task", ids.task, { phases, boundaries });
  const keys = look(null, () => keysOf(ids.parts, parts)) ?? new Map<string, StixId>();
  const drafted = parts.map((part, index) =>
    look(index, (): DraftedPart => {
      const { id, properties } = checkPart(desk, ids.parts[index]!, part, named);
      const needs = needsIn(desk, keys, part);
      return { draft: part, object: objectOf("task-part", id, properties), needs };
    }),
  );
  look(null, () => {
    if (parts.length > mostParts) throw new AppError("parts-too-many", { limit: mostParts });
    const sound = drafted.filter((part) => part !== null);
    mustNotCircle(desk, new Map(sound.map(({ object, needs }) => [object.id, needs])));
  });
  return {
    ...{ faults, parts: drafted },
    frame: frame && objectOf("joint-task", ids.task, frame.properties),
  };
}
