import type { Text } from "../domain/bilingual.ts";
import { positionOf, timeOf } from "../domain/areas.ts";
import type { Label } from "../domain/label.ts";
import type { PartnerId } from "../domain/partner.ts";
import { gradeOf } from "./check/record-row.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import type { StoredRecord } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { noteRead, type Way } from "./read-log.ts";
import { translationsOf } from "./translations.ts";
import { sees, type Viewer } from "./viewer.ts";

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
  description: Text;
  /** Whose the texts in the second language are; null: there is none here, or it is the record's own. */
  translatedBy: PartnerId | null;
  at: string | null;
  /** [longitude, latitude], degrees. */
  position: [number, number] | null;
  record: StixObject;
}

/**
 * Those of the stored records that this person may see, with their second language, in the order given: the one way in
 * which people get records. It is written down before it is given. `query`: what was asked for, as JSON.
 */
export async function listed(
  desk: Desk,
  viewer: Viewer,
  found: readonly StoredRecord[],
  how: Way,
  query?: string,
): Promise<ListedRecord[]> {
  const records = found.filter((record) => sees(desk, viewer, record));
  const translations = await translationsOf(desk, viewer, records);
  const versions = records.map(({ id, modified }) => ({ id, modified }));
  if (versions.length > 0) {
    await noteRead(desk, viewer, { how, versions, ...(query !== undefined && { query }) });
  }
  return records.map((stored, index) => {
    const translation = translations[index]?.object ?? null;
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
      name: textOf("name", record, translation),
      description: textOf("description", record, translation),
      translatedBy: translations[index]?.by ?? null,
      at: at === null ? null : stixTime(at),
      position: positionOf(record),
      record,
    };
  });
}

/** A warning bears both languages itself. */
const inBoth = { name: "headline", description: "instructions" } as const;

/** A property in the languages in which it is there. */
export function textOf(
  property: "name" | "description",
  record: StixObject,
  translation: StixObject | null,
): Text {
  if (record.type === "warning") return (record[inBoth[property]] as Text | undefined) ?? {};
  const text: Text = {};
  const contents = (translation?.["contents"] ?? {}) as Record<string, Record<string, string>>;
  for (const lang of ["ar", "en"] as const) {
    const translated = contents[lang]?.[property];
    if (translated !== undefined) text[lang] = translated;
  }
  const own = record[property];
  if (typeof own === "string") text[record.lang === "ar" ? "ar" : "en"] = own;
  return text;
}
