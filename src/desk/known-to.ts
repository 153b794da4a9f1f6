import type { PartnerId } from "../domain/partner.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { parseStixTime } from "../domain/time.ts";
import type { Change, Head, RecordRow } from "../store/port.ts";
import { acquaintance } from "./acquaintance.ts";
import { partnerOf } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { put, read } from "./documents.ts";
import { partyOf } from "./parties.ts";

/** More versions of one object than anybody makes; what is older tells nothing more of who brought it. */
const mostVersions = 1000;

/**
 * Whether a partner can know that a record is here: it brought it, originated it, or was served it. Nothing that it is
 * told may rest on anything else that is here.
 */
export async function isKnownTo(desk: Desk, partner: PartnerId, id: StixId): Promise<boolean> {
  const offers = await desk.store.offersOf(id);
  if (offers.some((offer) => offer.partner === partner && wasServed(offer.state))) return true;
  const versions = await desk.store.versions(id, mostVersions);
  if (versions.some(({ via, originator }) => via === partner || originator === partner))
    return true;
  return (await read(desk.store, "brought", key(id, partner))) !== null;
}

/**
 * Whether a word on a part that this node wrote shows by itself that who said it has that part, which a third partner may have
 * passed on: it names a version that was let go to somebody. That it is here is no secret to who has it.
 */
export async function isShownToHave(
  desk: Desk,
  word: StixObject,
  target: StixId,
  head: Pick<Head, "live" | "originator"> | undefined,
): Promise<boolean> {
  if (!head?.live || head.originator !== desk.self.id) return false;
  const meant = versionMeant(word, target);
  if (meant === null) return false;
  const offers = await desk.store.offersOf(target);
  return offers.some(({ modified, state }) => modified === meant && wasServed(state));
}

/** The version of a part that a word on it names, ms UTC; null: none. */
function versionMeant(word: StixObject, part: StixId): number | null {
  const { part_ref, part_modified, part_refs = [], part_versions = [] } = word as PartsMeant;
  const at = part_ref === part ? part_modified : part_versions[part_refs.indexOf(part)];
  return at === undefined ? null : parseStixTime(at);
}

interface PartsMeant {
  part_ref?: StixId;
  part_modified?: string;
  part_refs?: StixId[];
  part_versions?: string[];
}

/**
 * What a partner may refer to although it never saw it here: labels, who it and this node are, and the parties of charters that
 * this node signed with it. Whom else this node has a link with it cannot know.
 */
export function isCommonKnowledge(desk: Desk, partner: PartnerId, id: StixId): boolean {
  if (id.startsWith("marking-definition--") || id.startsWith("extension-definition--")) return true;
  if (!id.startsWith("identity--")) return false;
  if (id === desk.self.identity || id === partyOf(desk, partner)?.identity) return true;
  const party = partnerOf(desk, id);
  if (party === null) return false;
  return acquaintance(desk).signedWith.get(partner)?.has(party) === true;
}

function wasServed(state: string): boolean {
  return state === "served" || state === "received" || state === "recalled";
}

/**
 * Notes that a partner brought a version that was here before by another way: the row of the record names the first way only.
 * Null where that is noted, and nothing was taken back since. `first`: nothing of this record was noted.
 */
export async function brought(
  desk: Desk,
  partner: PartnerId,
  { id, modified, originator }: Pick<RecordRow, "id" | "modified" | "originator">,
): Promise<{ change: Change; first: boolean } | null> {
  const known = await read(desk.store, "brought", key(id, partner));
  const first = known?.takenBack !== null;
  const before = known?.independent ?? 0;
  const isWay =
    before < modified && (originator === partner || !(await wasPassedOn(desk, id, modified)));
  if (!first && !isWay) return null;
  const independent = isWay ? modified : before;
  const change = put("brought", key(id, partner), { takenBack: null, independent });
  return { change, first };
}

async function wasPassedOn(desk: Desk, id: StixId, modified: number): Promise<boolean> {
  const offers = await desk.store.offersOf(id);
  return offers.some((offer) => offer.modified === modified && wasServed(offer.state));
}

/** Notes that a partner took back what it brought, while the record stays here by another way. `through`: ms UTC. */
export function broughtAndTakenBack(id: StixId, partner: PartnerId, through: number): Change {
  return put("brought", key(id, partner), { takenBack: through, independent: 0 });
}

/**
 * By which partners the latest live version up to `through` (ms UTC) is here, this node itself for what it made. What came only
 * after this node had passed it on may be its own copy on the way round, and would never go if it counted.
 */
export async function waysOf(desk: Desk, id: StixId, through: number): Promise<Set<PartnerId>> {
  const versions = await desk.store.versions(id, mostVersions);
  const latest = versions.find(({ modified, withdrawn }) => modified <= through && !withdrawn);
  if (!latest) return new Set();
  const ways = new Set([latest.via ?? desk.self.id]);
  for (const partner of desk.partners.keys()) {
    const also = await read(desk.store, "brought", key(id, partner));
    if (!also) continue;
    if (also.takenBack !== null && also.takenBack >= latest.modified) ways.delete(partner);
    else if (also.independent >= latest.modified) ways.add(partner);
  }
  return ways;
}

function key(id: StixId, partner: PartnerId): string {
  return `${id} ${partner}`;
}
