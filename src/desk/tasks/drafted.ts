import type { Bilingual } from "../../domain/bilingual.ts";
import { areasOf } from "../../domain/areas.ts";
import type { ContentKind } from "../../domain/kinds.ts";
import { labelMarking } from "../../domain/label-marking.ts";
import { labelOfDraft } from "../../domain/report-draft.ts";
import type { StixId, StixObject } from "../../domain/stix.ts";
import { asTarget, closureOf, subjectOf } from "../closure.ts";
import type { Desk } from "../desk.ts";
import type { Decided } from "../release-ahead.ts";
import { choiceOf, type Handling, type PartDraft } from "./task-draft.ts";

/** A part as it is to be written, or was just now. */
export interface DraftedPart {
  draft: PartDraft;
  object: StixObject;
  /** What it depends on. */
  needs: readonly StixId[];
}

/** Of what is only thought of: as it will be decided once it is written. */
export function decidedOfDraft(desk: Desk, draft: Handling, object: StixObject): Decided {
  const label = labelOfDraft(choiceOf(draft));
  const { releasableTo } = draft;
  return {
    subject: {
      ...{ label, labelId: labelMarking(label).id },
      ...{ kind: object.type as ContentKind, originator: desk.self.id },
    },
    particulars: { areas: areasOf(object), ...(releasableTo && { recipients: releasableTo }) },
  };
}

/** Of what stands here, with all that it refers to, as something else refers to it. */
export async function decidedOf(desk: Desk, id: StixId): Promise<Decided[]> {
  const { parts } = await closureOf(desk, id);
  return parts.map((part) => {
    const { member, particulars } = asTarget(desk, part);
    return { subject: subjectOf(desk, member), particulars };
  });
}

/** One after the other; null: there are none. */
export function joined(notes: readonly Bilingual[]): Bilingual | null {
  if (notes.length === 0) return null;
  return {
    ar: notes.map(({ ar }) => ar).join(" "),
    en: notes.map(({ en }) => en).join(" "),
  };
}
