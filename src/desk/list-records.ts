import type { Text } from "../domain/bilingual.ts";
import { positionOf, timeOf } from "../domain/areas.ts";
import type { Label } from "../domain/label.ts";
import type { PartnerId } from "../domain/partner.ts";
import { gradeOf } from "./check/record-row.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import type { StoredRecord } from "../store/port.ts";
import type { Desk } from "./desk.ts";

/** A record as lists and pages show it. Times RFC 3339, UTC. */
export interface ListedRecord {
  id: StixId;
  modified: string;
  kind: string;
  originator: PartnerId | null;
  label: (Label & { id: StixId }) | null;
  /** Admiralty, e.g. "B2". */
  grade: string | null;
  name: Text;
  at: string | null;
  /** [longitude, latitude], degrees. */
  position: [number, number] | null;
  record: StixObject;
}

/** Stored records with their second language, in the order given. */
export async function listed(
  desk: Desk,
  records: readonly StoredRecord[],
): Promise<ListedRecord[]> {
  const translations = new Map<StixId, StixObject>();
  for (const { body } of await desk.store.translations(records.map(({ id }) => id))) {
    const translation = JSON.parse(body) as StixObject;
    const target = translation["object_ref"] as StixId;
    if (!translations.has(target)) translations.set(target, translation);
  }
  return records.map((stored) => {
    const record = JSON.parse(stored.body) as StixObject;
    const label = stored.label === null ? undefined : desk.labels.get(stored.label);
    const at = timeOf(record);
    return {
      id: stored.id,
      modified: stixTime(stored.modified),
      kind: stored.kind,
      originator: stored.originator,
      label: label && stored.label ? { ...label, id: stored.label } : null,
      grade: gradeOf(record),
      name: nameOf(record, translations.get(stored.id)),
      at: at === null ? null : stixTime(at),
      position: positionOf(record),
      record,
    };
  });
}

function nameOf(record: StixObject, translation: StixObject | undefined): Text {
  const name: Text = {};
  const contents = (translation?.["contents"] ?? {}) as Record<string, { name?: string }>;
  for (const lang of ["ar", "en"] as const) {
    const translated = contents[lang]?.name;
    if (translated !== undefined) name[lang] = translated;
  }
  if (typeof record["name"] === "string") name[record.lang === "ar" ? "ar" : "en"] = record["name"];
  return name;
}
