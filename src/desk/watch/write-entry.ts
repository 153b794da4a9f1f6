import { asText, type Text } from "../../domain/bilingual.ts";
import { clears } from "../../domain/clearance.ts";
import { joinLocal, type LocalLabel, maxEntryLength, maxEntryLinks } from "../../domain/journal.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import { commitEntry, entryChange, type ListedEntry, type Written } from "./journal-entry.ts";
import { visibleEntry } from "./search-journal.ts";
import { seenOf, type Viewer } from "../viewer.ts";

/** What a person writes into the journal. */
export interface EntryDraft {
  text: string | Text;
  /** Raised to what it links where that is higher. */
  label: LocalLabel;
  records: readonly StixId[];
  partners: readonly PartnerId[];
}

/** Errors: request-invalid, record-not-found, partner-unknown, clearance-exceeded. */
export async function writeEntry(
  desk: Desk,
  person: Viewer,
  draft: EntryDraft,
): Promise<ListedEntry> {
  const { records, partners } = draft;
  const text = checkedText(draft.text);
  await checkLinks(desk, person, draft);
  const label = await raisedLabel(desk, draft.label, records);
  if (!clears(person.clearance, label)) throw exceeded(label);
  const written: Written = {
    ...{ kind: "entry", person: person.name, text },
    ...{ records: [...new Set(records)], partners: [...new Set(partners)] },
  };
  return commitEntry(desk, entryChange(desk.clock(), label, written));
}

/**
 * Says what was wrong in an entry, or what holds instead. It has the label and the links of what it corrects, and is seen
 * by the same people. Errors: request-invalid, journal-entry-unknown.
 */
export async function correctEntry(
  desk: Desk,
  person: Viewer,
  reference: string,
  text: string | Text,
): Promise<ListedEntry> {
  const said = checkedText(text);
  const { label, number, written } = await visibleEntry(desk, person, reference);
  const correction: Written = { ...written, kind: "correction", person: person.name, text: said };
  return commitEntry(desk, entryChange(desk.clock(), label, correction, number));
}

/** The label of a text that links these records: at least as high as theirs and of all that they refer to. */
export async function raisedLabel(
  desk: Desk,
  chosen: LocalLabel,
  records: readonly StixId[],
): Promise<LocalLabel> {
  const heads = await desk.store.heads(records);
  const members = [...heads.values()].flatMap((head) => desk.classes.members(head.class));
  const labels = members.flatMap(({ labelId }) => desk.labels.get(labelId) ?? []);
  return joinLocal([chosen, ...labels]);
}

/** Errors: record-not-found for what this person may not see, partner-unknown, request-invalid for too many. */
export async function checkLinks(
  desk: Desk,
  viewer: Viewer,
  { records, partners }: Pick<EntryDraft, "records" | "partners">,
): Promise<void> {
  if (records.length + partners.length > maxEntryLinks) {
    throw new AppError("request-invalid", {
      reason: `more than ${maxEntryLinks} links`,
      reason_ar: `أكثر من ${maxEntryLinks} إحالة`,
    });
  }
  const visible = await seenOf(desk, viewer, records);
  for (const id of records) if (!visible.has(id)) throw new AppError("record-not-found", { id });
  for (const partner of partners) {
    const known = partner === desk.self.id || desk.partners.has(partner);
    if (!known && !desk.introduced.has(partner)) throw new AppError("partner-unknown", { partner });
  }
}

/** Error: request-invalid for a text that is empty, too long or not well-formed. */
export function checkedText(given: string | Text, longest = maxEntryLength): Text {
  const text = asText(given);
  const parts = [text.ar, text.en].filter((part) => part !== undefined);
  if (!parts.some((part) => part.trim() !== "")) throw textFault("the text is empty", "النص فارغ");
  for (const part of parts) {
    if (part.length > longest)
      throw textFault(
        `the text has more than ${longest} characters`,
        `النص أطول من ${longest} حرف`,
      );
    if (!part.isWellFormed() || part.includes("\u0000"))
      throw textFault("the text holds characters that are none", "في النص رموز غير صالحة");
  }
  return text;
}

export function exceeded({ classification }: LocalLabel): AppError {
  return new AppError("clearance-exceeded", { classification });
}

function textFault(reason: string, reason_ar: string): AppError {
  return new AppError("request-invalid", { reason, reason_ar });
}
