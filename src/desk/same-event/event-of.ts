import { sameEvent } from "../../domain/same-event.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId, StixObject } from "../../domain/stix.ts";
import { stixTime } from "../../domain/time.ts";
import type { StoredRecord } from "../../store/port.ts";
import type { Desk } from "../desk.ts";
import { listed, type ListedRecord } from "../list-records.ts";
import { mustSee, sees, type Viewer } from "../viewer.ts";

/** Somebody's word that two records tell of one event. */
export interface EventLink {
  id: StixId;
  between: [StixId, StixId];
  by: PartnerId;
  /** RFC 3339, UTC. */
  at: string;
}

/** One event with what tells of it. */
export interface EventSources {
  /** The record that was asked about first. */
  records: ListedRecord[];
  links: EventLink[];
  /** There are more records than are shown. */
  more: boolean;
}

/** Records of one event that are looked at together. */
export const mostSources = 20;
/** Of the relations to one record, so many are looked through for links: the newest. */
const mostRelations = 1000;

/** A record with all that this person may see of one event with it. Error: record-not-found. */
export async function eventOf(desk: Desk, viewer: Viewer, id: StixId): Promise<EventSources> {
  await mustSee(desk, viewer, id);
  const { ids, links, more } = await linked(desk, viewer, id);
  const found: StoredRecord[] = [];
  for (const one of ids) {
    const stored = await desk.store.record(one);
    if (stored && !stored.withdrawn && !stored.revoked) found.push(stored);
  }
  const records = await listed(desk, viewer, found, "listed", JSON.stringify({ sameEvent: id }));
  return { records, links, more };
}

/** For each of these records, in order, those that tell of one event with it, itself first; alone where nobody linked it. */
export async function eventIds(
  desk: Desk,
  viewer: Viewer,
  ids: readonly StixId[],
): Promise<StixId[][]> {
  const known = new Map<StixId, StixId[]>();
  for (const id of ids) {
    if (known.has(id)) continue;
    const event = (await linked(desk, viewer, id)).ids;
    for (const one of event) known.set(one, event);
  }
  return ids.map((id) => [id, ...known.get(id)!.filter((one) => one !== id)]);
}

/** Follows the links that this person may see, nearest first. */
async function linked(
  desk: Desk,
  viewer: Viewer,
  id: StixId,
): Promise<{ ids: StixId[]; links: EventLink[]; more: boolean }> {
  const ids = [id];
  const links = new Map<StixId, EventLink>();
  let more = false;
  for (let next = 0; next < ids.length; next++) {
    for (const link of await linksOf(desk, viewer, ids[next]!)) {
      const news = link.between.filter((end) => !ids.includes(end));
      if (news.length > 0 && ids.length === mostSources) {
        more = true;
        continue;
      }
      links.set(link.id, link);
      ids.push(...news);
    }
  }
  return { ids, links: [...links.values()], more };
}

/** Links from and to a record. A link shows only to who may see both ends: its class holds them. */
export async function linksOf(desk: Desk, viewer: Viewer, id: StixId): Promise<EventLink[]> {
  const links: EventLink[] = [];
  for (const stored of await desk.store.newestReferrers(id, "relationship", mostRelations)) {
    const { originator, modified, revoked } = stored;
    if (originator === null || revoked) continue;
    const between = sameEvent(JSON.parse(stored.body) as StixObject);
    if (between === null || !(await stands(desk, between)) || !sees(desk, viewer, stored)) continue;
    links.push({ id: stored.id, between, by: originator, at: stixTime(modified) });
  }
  return links;
}

async function stands(desk: Desk, ends: readonly StixId[]): Promise<boolean> {
  const heads = await desk.store.heads(ends);
  return ends.every((end) => heads.get(end)?.live === true);
}
