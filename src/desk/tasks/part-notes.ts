import type { Bilingual } from "../../domain/bilingual.ts";
import type { StixId, StixObject } from "../../domain/stix.ts";
import type { Desk } from "../desk.ts";
import type { Decided } from "../release-ahead.ts";
import type { DraftedPart } from "./drafted.ts";
import { partOf } from "./joint-task.ts";
import { recipientsNote } from "./recipients-note.ts";
import { performerNote } from "./performer-note.ts";
import { type Need, pastNote, spanOf, timeNotes } from "./time-notes.ts";

/** The task of parts that are written. */
export interface NotedFrame {
  /** null: it is not sound yet. */
  object: StixObject | null;
  decided: readonly Decided[];
}

/**
 * What the writer of parts has to know of each, beside what is refused: who cannot have it, who will not see where it stands, which times
 * do not fit. Aligned with the parts.
 */
export function notesOfParts(
  desk: Desk,
  { object, decided }: NotedFrame,
  parts: readonly DraftedPart[],
): Bilingual[][] {
  const drafted = new Map(parts.map((part) => [part.object.id, part]));
  const need = (id: StixId): Need | [] => {
    const sibling = drafted.get(id);
    if (sibling) return { name: sibling.draft.key ?? id, ...spanOf(sibling.object) };
    const part = partOf(desk.live, id);
    return part ? { name: id, ...spanOf(part.object) } : [];
  };
  return parts.map((part) =>
    [
      performerNote(desk, part, decided) ?? [],
      recipientsNote(desk, part.draft) ?? [],
      timeNotes(part.object, object, part.needs.flatMap(need)),
      pastNote(desk, spanOf(part.object)),
    ].flat(),
  );
}
