import type { Text } from "../domain/bilingual.ts";
import type { StixObject } from "../domain/stix.ts";
import type { StoredRecord } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { textOf } from "./list-records.ts";
import { sees, type Viewer } from "./viewer.ts";

/**
 * Name of a version, in the language in which it was written, for who was given exactly this version already: to say it again
 * gives nothing new, and is not written down as another read. null: not given to this person, not to be seen by it, or taken back.
 */
export async function nameAsRead(
  desk: Desk,
  viewer: Viewer,
  record: StoredRecord,
): Promise<Text | null> {
  if (record.withdrawn || !sees(desk, viewer, record)) return null;
  const readers = await desk.store.readersOf(record.id);
  const wasGiven = readers.some(
    ({ person, modified }) => person === viewer.name && modified === record.modified,
  );
  return wasGiven ? textOf("name", JSON.parse(record.body) as StixObject, null) : null;
}
