import type { StixId } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import type { Desk } from "./desk.ts";
import { personKey } from "./people.ts";
import { noteRead } from "./read-log.ts";
import { mustSeeAll, type Viewer } from "./viewer.ts";

/** A line of the log of reads. Times RFC 3339, UTC. */
export interface ListedRead {
  number: number;
  at: string;
  /** As the log names people; "operator:…": at the command line. */
  person: string;
  /** A word of `Way`. */
  how: string;
  /** What was asked for or done, as JSON; null: the records say it all, or it is longer than people are shown. */
  query: string | null;
  /** The first of the versions that were given. */
  records: { id: StixId; modified: string }[];
  /** How many were given. */
  count: number;
}

export interface ReadsRequest {
  /** `next` of the page before. */
  before?: number;
  /** Only what this person did. */
  person?: string;
  limit: number;
}

/** So many lines are looked at for one page: people are not found by an index. */
const within = 5000;
const mostVersions = 10;
const longestQuery = 4000;

/**
 * A page of the log of reads, newest first. That it was read is written down too. With `person` a page may be short, or empty,
 * and yet have a `next`. Errors: clearance-full-needed, since it tells what was searched and read whatever its label.
 */
export async function listReads(
  desk: Desk,
  viewer: Viewer,
  { before, person, limit }: ReadsRequest,
): Promise<{ reads: ListedRead[]; next: number | null }> {
  mustSeeAll(viewer);
  const { reads, next } = await desk.store.lastReads({
    ...{ limit, within, versions: mostVersions },
    ...(before !== undefined && { before }),
    ...(person !== undefined && { person: personKey(person) }),
  });
  const query = JSON.stringify({ before, person });
  await noteRead(desk, viewer, { how: "audited", versions: [], query });
  const listed = reads.map(({ number, at, person, how, query, versions, count }): ListedRead => {
    const said = query !== undefined && query.length <= longestQuery ? query : null;
    const records = versions.map(({ id, modified }) => ({ id, modified: stixTime(modified) }));
    return { number, at: stixTime(at), person, how, query: said, records, count };
  });
  return { reads: listed, next };
}
