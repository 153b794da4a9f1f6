import type { PartnerId } from "../domain/partner.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { parseStixTime } from "../domain/time.ts";
import type { StoredRecord } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { sees, type Viewer } from "./viewer.ts";

/** A text in a record's second language, and whose it is. */
export interface Translation {
  object: StixObject;
  by: PartnerId | null;
}

/** Of one translation, as many versions as are looked through for the one that belongs to an earlier version. */
const mostVersions = 200;

/**
 * For each of these record versions its text in the second language, as far as this person may see it; null: none. A translation
 * belongs to the version that it names (STIX 2.1, 7.1), one that names none to all; the originator's goes before another's.
 */
export async function translationsOf(
  desk: Desk,
  viewer: Viewer,
  records: readonly StoredRecord[],
): Promise<(Translation | null)[]> {
  const latest = new Map<StixId, StoredRecord[]>();
  for (const stored of await desk.store.translations(records.map(({ id }) => id))) {
    const target = (JSON.parse(stored.body) as StixObject)["object_ref"] as StixId;
    const known = latest.get(target) ?? [];
    latest.set(target, known);
    if (!known.some(({ id }) => id === stored.id)) known.push(stored);
  }
  const earlier = new Map<StixId, Promise<StoredRecord[]>>();
  const versionsOf = (id: StixId) => {
    const asked = earlier.get(id) ?? desk.store.versions(id, mostVersions);
    earlier.set(id, asked);
    return asked;
  };
  return Promise.all(
    records.map(async (record) => {
      const own = (one: StoredRecord) => Number(one.originator === record.originator);
      const candidates = (latest.get(record.id) ?? []).toSorted((a, b) => own(b) - own(a));
      for (const candidate of candidates) {
        const found =
          belonging([candidate], record) ?? belonging(await versionsOf(candidate.id), record);
        if (found && sees(desk, viewer, found))
          return { object: JSON.parse(found.body) as StixObject, by: found.originator };
      }
      return null;
    }),
  );
}

/** The first of the versions of a translation that translates this version of the record. */
function belonging(
  versions: readonly StoredRecord[],
  { modified }: StoredRecord,
): StoredRecord | undefined {
  return versions.find(({ body, withdrawn, revoked }) => {
    if (withdrawn) return false;
    const named = (JSON.parse(body) as StixObject)["object_modified"] as string | undefined;
    return named === undefined ? !revoked : parseStixTime(named) === modified;
  });
}
