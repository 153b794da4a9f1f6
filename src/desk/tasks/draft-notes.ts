import type { Bilingual } from "../../domain/bilingual.ts";
import type { Desk } from "../desk.ts";
import type { Assessed } from "./draft-faults.ts";
import { decidedOfDraft } from "./drafted.ts";
import { recipientsNote } from "./recipients-note.ts";
import { notesOfParts } from "./part-notes.ts";
import { pastNote, spanOf } from "./time-notes.ts";
import type { TaskDraft } from "./write-task.ts";

/** What the writer of a draft has to know that is no fault. */
export interface DraftNote {
  /** Index of the part; null: the task as a whole. */
  part: number | null;
  detail: Bilingual;
}

/** Of a part with a fault no more is told than to whom it goes. */
export function draftNotes(desk: Desk, draft: TaskDraft, { frame, parts }: Assessed): DraftNote[] {
  const decided = frame ? [decidedOfDraft(desk, draft, frame)] : [];
  const sound = parts.filter((part) => part !== null);
  const told = notesOfParts(desk, { object: frame, decided }, sound);
  const whole = frame ? pastNote(desk, spanOf(frame)) : [];
  return [
    ...whole.map((detail) => ({ part: null, detail })),
    ...(draft.parts ?? []).flatMap((drafted, part) => {
      const at = sound.findIndex((one) => one === parts[part]);
      const notes = at < 0 ? [recipientsNote(desk, drafted) ?? []].flat() : told[at]!;
      return notes.map((detail) => ({ part, detail }));
    }),
  ];
}
