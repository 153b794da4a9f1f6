import type { Text } from "../domain/bilingual.ts";
import type { StixId } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import type { ReadNotice, RecordReader } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { nameAsRead } from "./name-as-read.ts";
import { mustSee, sees, type Viewer } from "./viewer.ts";

/** A record that this person was given was taken back. Times RFC 3339, UTC. */
export type ListedNotice = Omit<ReadNotice, "at"> & {
  at: string;
  kind: string;
  /** Of what stays with this node, its own; null: it may not be shown any more. */
  name: Text | null;
  /** When its newest version that is here was written; null: a restored store does not hold it. */
  modified: string | null;
};

export type ListedReader = Omit<RecordReader, "modified" | "first" | "last"> & {
  modified: string;
  first: string;
  last: string;
};

const most = 200;

/** What was taken back of what this person was given, newest first, until the person confirms it; at most 200. */
export async function listNotices(desk: Desk, viewer: Viewer): Promise<ListedNotice[]> {
  const listed: ListedNotice[] = [];
  for (const notice of await desk.store.notices(viewer.name, most)) {
    const record = await desk.store.record(notice.id);
    // Whose clearance was lowered since is not reminded of it. What a restored store does not hold was given to this person.
    if (record && !sees(desk, viewer, record)) continue;
    const kind = record?.kind ?? notice.id.slice(0, notice.id.indexOf("--"));
    listed.push({
      ...{ ...notice, kind, at: stixTime(notice.at) },
      name: record && (await nameAsRead(desk, viewer, record)),
      modified: record && stixTime(record.modified),
    });
  }
  return listed;
}

/** This person has read the notices on a record up to `at` (ms UTC). */
export async function confirmNotice(
  desk: Desk,
  { name }: Viewer,
  id: StixId,
  at: number,
): Promise<void> {
  const change = { do: "confirm-notice", person: name, id, at } as const;
  await desk.store.commit({ priority: "interactive", groups: [[change]] });
}

/** Who was given any version of a record, how and when. Errors: record-not-found. */
export async function listReaders(desk: Desk, viewer: Viewer, id: StixId): Promise<ListedReader[]> {
  await mustSee(desk, viewer, id);
  const readers = await desk.store.readersOf(id);
  return readers.map(({ modified, first, last, ...reader }) => ({
    ...reader,
    modified: stixTime(modified),
    first: stixTime(first),
    last: stixTime(last),
  }));
}
