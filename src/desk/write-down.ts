import { areasOf } from "../domain/areas.ts";
import { labelMarking } from "../domain/label-marking.ts";
import type { Label } from "../domain/label.ts";
import type { PartnerId } from "../domain/partner.ts";
import {
  type LabelChoice,
  labelOfDraft,
  type ReportDraft,
  validateDraft,
  validateLabelChoice,
} from "../domain/report-draft.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import { canonical } from "../proof/canonical.ts";
import { signObject } from "../proof/signature.ts";
import type { Change } from "../store/port.ts";
import { recordRow } from "./check/record-row.ts";
import type { Desk } from "./desk.ts";
import { type Documents, put } from "./documents.ts";
import type { Incoming } from "./incoming.ts";

/** The label that a draft asks for. Errors: those of validateDraft, partner-unknown. */
export function labelFor(desk: Desk, draft: ReportDraft, now: number): Label {
  validateDraft(draft, now);
  return chosenLabel(desk, draft);
}

/** The label that a person chose. Errors: draft-invalid, topic-unknown, partner-unknown. */
export function chosenLabel(desk: Desk, choice: LabelChoice): Label {
  validateLabelChoice(choice);
  const stranger = choice.releasableTo?.find((partner) => !desk.partners.has(partner));
  if (stranger !== undefined) throw new AppError("partner-unknown", { partner: stranger });
  return labelOfDraft(choice);
}

/** Signs composed objects; their label goes first where the store does not have it yet. */
export function writeDown(
  desk: Desk,
  objects: readonly StixObject[],
  label: Label,
  recipients: readonly PartnerId[] | undefined,
  sources?: readonly StixId[],
): Incoming[] {
  const marking = labelMarking(label);
  const records: Incoming[] = [];
  desk.labels.set(marking.id, label);
  if (!desk.labelsStored.has(marking.id)) {
    const row = recordRow(marking.object, canonical(marking.object), null, null);
    records.push({ row, areas: [] });
  }
  for (const object of objects) {
    const { object: signed, body } = signObject(object, desk.signer);
    const row = recordRow(signed, body, desk.self.id, marking.id);
    const listed = recipients && recipients.length > 0;
    records.push({
      row,
      areas: areasOf(signed),
      ...(listed && { recipients }),
      ...(sources && rests(object) && { sources }),
    });
  }
  return records;
}

/** Of a derived report: places and speakers go only with it, and what refers to it is decided with it. */
function rests({ type }: StixObject): boolean {
  return type === "incident" || type === "report";
}

/** Named sources go into the source register, which never leaves the node. `before`: what stands there of the record. */
export function sourceRegistered(
  id: StixId,
  { source, confirmedBy }: ReportDraft,
  before: Documents["source"] | null = null,
): Change[] {
  if (source === undefined && confirmedBy === undefined) return [];
  const named = {
    ...before,
    ...(source !== undefined && { name: source }),
    ...(confirmedBy !== undefined && { confirmedBy }),
  };
  return [put("source", id, named)];
}

/** Who wrote this version, for as long as it lies here. */
export function authorKept(main: StixObject, author: string | undefined): Change[] {
  if (author === undefined) return [];
  return [put("author", `${main.id} ${Date.parse(main.modified!)}`, author)];
}
