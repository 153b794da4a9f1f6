import { isCarried, isContentKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { sourceIn } from "../domain/derived-from.ts";
import type { Geometry, Policy } from "../release/types.ts";
import type { Change, Head, RecordRow } from "../store/port.ts";
import type { Member } from "./classes.ts";
import {
  addSources,
  asTarget,
  audienceOf,
  isAnchor,
  noClosure,
  subjectOf,
  unreleasable,
  visit,
  type Closure,
  type Part,
} from "./closure.ts";
import type { Desk } from "./desk.ts";
import { put } from "./documents.ts";
import { forgotten, heldKey, holdOn, keptBack, oneOffsEnded } from "./hold.ts";
import { narrow, openTo } from "./narrow.ts";
import { partyOf } from "./parties.ts";

/** A checked record version on its way into the store. */
export interface Incoming {
  row: Omit<RecordRow, "class" | "via">;
  areas: readonly Geometry[];
  /** For `release: listed`; known only for own records. */
  recipients?: readonly PartnerId[];
  /** Of an own record that was derived here: what it rests on, by which it is decided too. */
  sources?: readonly StixId[];
}

export interface PlannedRelease {
  /** One group per record: its row, then its offers, needs first. Whole by itself. */
  groups: Change[][];
  /** Aligned with the records. */
  audiences: (readonly PartnerId[])[];
}

/**
 * Decides for each record who gets it now, and what must go before it. Records come with
 * what they refer to first; `via` is the partner they came through, null for own ones;
 * `heads` is what the store holds of their ids already.
 */
export async function planRelease(
  desk: Desk,
  policy: Policy,
  records: readonly Incoming[],
  via: PartnerId | null,
  heads: ReadonlyMap<StixId, Head>,
): Promise<PlannedRelease> {
  const batch = new Map<StixId, { row: Incoming["row"]; closure: Closure }>();
  const planned: PlannedRelease = { groups: [], audiences: [] };
  const newest = newestOf(records, heads);
  for (const index of afterWhatTheyNeed(records, newest)) {
    const record = records[index]!;
    const { row } = record;
    const closure = await closureIn(desk, record, batch, newest, heads);
    batch.set(row.id, { row, closure });
    const release = desk.classes.of(membersOf(closure));
    const oldest = Math.min(closure.oldest, row.created);
    const group: Change[] = [{ do: "record", row: { ...row, class: release, via, oldest } }];
    if (record.recipients) {
      group.push(put("recipients", `${row.id} ${row.modified}`, [...record.recipients]));
    }
    const early = desk.recalledAhead.get(`${row.originator} ${row.id}`);
    if (early && early.through >= row.modified) {
      batch.set(row.id, { row, closure: { ...noClosure(), parts: [unreleasable] } });
      const at = desk.clock();
      const reason = "recalled before it arrived";
      group.push({ do: "withdraw", id: row.id, throughModified: early.through, reason, at });
      planned.groups.push(group);
      planned.audiences[index] = [];
      continue;
    }
    const audience = row.label === null ? [] : allowed(desk, policy, row.id, closure);
    const head = heads.get(row.id);
    // A version that a newer one overtook stays here: the newer one may be for fewer.
    if (!isCarried(row.kind) && newest.get(row.id) === row.modified) {
      const place = translatedPart(desk, row);
      const holders = place && (await holdersOf(desk, place, planned));
      for (const partner of audience) {
        if (holders && !holders.has(partner)) continue;
        group.push(...(await offeredOrHeld(desk, policy, partner, row, closure)));
      }
    }
    // A partner's identity has no audience: all versions go on, since each is signed with the key that the one before brought.
    if (head && head.modified < row.modified && !isAnchor(desk, row.id)) {
      group.splice(1, 0, ...forgotten(desk, row.id), ...oneOffsEnded(desk, row.id));
      group.push(...(await narrow(desk, row, audience)));
    }
    planned.groups.push(group);
    planned.audiences[index] = audience;
  }
  return planned;
}

/**
 * What a translation translates, where that never goes by itself: then neither does the translation. So it is with the
 * relation of a derived record to its source, which brings the source to nobody.
 */
export function translatedPart(
  desk: Desk,
  { kind, refs, body }: Pick<RecordRow, "kind" | "refs" | "body">,
): StixId | null {
  if (kind === "relationship") return sourceIn(JSON.parse(body) as StixObject);
  if (kind !== "language-content") return null;
  const target = refs.find((id) => !isAnchor(desk, id));
  return target !== undefined && isCarried(typeOf(target)) ? target : null;
}

function typeOf(id: StixId): string {
  return id.slice(0, id.indexOf("--"));
}

/** Who has a record in the outbox, or gets it with what was planned so far. */
export async function holdersOf(
  desk: Desk,
  id: StixId,
  { groups }: Pick<PlannedRelease, "groups">,
): Promise<Set<PartnerId>> {
  const holders = await openTo(desk, id);
  for (const change of groups.flat()) {
    if (change.do === "offer" && change.offer.id === id) holders.add(change.offer.partner);
  }
  return holders;
}

/** The latest `modified` of each id, in the store or among the records. */
function newestOf(
  records: readonly Incoming[],
  heads: ReadonlyMap<StixId, Head>,
): Map<StixId, number> {
  const newest = new Map<StixId, number>();
  for (const { row } of records) {
    const known = newest.get(row.id) ?? heads.get(row.id)?.modified ?? row.modified;
    newest.set(row.id, Math.max(known, row.modified));
  }
  return newest;
}

/**
 * Indexes of the records, those put off to the end whose references come in a newer version further on: they are
 * decided with that one.
 */
function afterWhatTheyNeed(
  records: readonly Incoming[],
  newest: ReadonlyMap<StixId, number>,
): number[] {
  const coming = new Map<StixId, number>();
  for (const { row } of records) {
    if (newest.get(row.id) === row.modified) coming.set(row.id, row.modified);
  }
  const now: number[] = [];
  const later: number[] = [];
  records.forEach(({ row }, index) => {
    if (row.refs.some((target) => target !== row.id && coming.has(target)))
      return later.push(index);
    if (coming.get(row.id) === row.modified) coming.delete(row.id);
    return now.push(index);
  });
  return [...now, ...later];
}

/** Audience of a closure, less those from whom any part of it was taken back. */
export function allowed(
  desk: Desk,
  policy: Policy,
  id: StixId,
  closure: Closure,
): readonly PartnerId[] {
  const audience = audienceOf(desk, policy, closure.parts);
  if (desk.recalled.size === 0 || audience.length === 0) return audience;
  const ids = [id, ...closure.rests, ...closure.needs.map((need) => need.id)];
  return audience.filter((partner) => !ids.some((part) => isRecalledFrom(desk, part, partner)));
}

export function isRecalledFrom(desk: Desk, id: StixId, partner: PartnerId): boolean {
  const recalled = desk.recalled.get(id);
  return (
    recalled !== undefined && (recalled.partners === "all" || recalled.partners.includes(partner))
  );
}

/**
 * Puts a record into an outbox, with what it needs before it; or, where every grant that covers it holds, puts it aside until
 * it may. What stands in the outbox, is held or was refused already stays so.
 */
export async function offeredOrHeld(
  desk: Desk,
  policy: Policy,
  partner: PartnerId,
  row: OfferedRow,
  closure: Closure,
): Promise<Change[]> {
  const hold = holdOn(desk, policy, closure.parts, partner);
  if (hold === 0) return offers(desk, policy, partner, row, closure);
  if (desk.held.get(heldKey(row.id, partner))?.modified === row.modified) return [];
  const standing = await desk.store.offersOf(row.id);
  const stands = standing.some(
    (offer) =>
      offer.partner === partner && offer.modified === row.modified && offer.state !== "voided",
  );
  return stands ? [] : [keptBack(row, partner, hold, desk.clock())];
}

export interface OfferedRow {
  id: StixId;
  modified: number;
  label: StixId | null;
  originator: PartnerId | null;
}

/** Everything that `partner` must hold before the record, and the record. */
export function offers(
  desk: Desk,
  policy: Policy,
  partner: PartnerId,
  row: OfferedRow,
  closure: Closure,
): Change[] {
  const changes: Change[] = [];
  const members = membersOf(closure);
  const decidedBy = clausesFor(desk, policy, partner, closure);
  for (const anchor of anchorsOf(desk, members, partner)) carry(desk, changes, partner, anchor);
  for (const { id, modified, originator } of closure.needs) {
    if (originator === partner) continue;
    changes.push({ do: "offer", offer: { partner, id, modified, control: false, decidedBy } });
  }
  const { id, modified } = row;
  changes.push({ do: "offer", offer: { partner, id, modified, control: false, decidedBy } });
  return changes;
}

/** The clauses that let the record go; what goes with it goes by the same. */
function clausesFor(
  desk: Desk,
  policy: Policy,
  partner: PartnerId,
  { parts }: Closure,
): readonly string[] {
  const own = parts.at(-1);
  const subject = own && subjectOf(desk, own.member);
  const decision = subject && policy.explain(subject, own.particulars, partner);
  return decision?.released ? decision.decidedBy : [];
}

/** What stands before a record in this partner's outbox: identities of the originators, then labels; it has its own. */
export function anchorsOf(desk: Desk, members: readonly Member[], partner: PartnerId): Set<StixId> {
  const going = members.filter(({ source, originator }) => !source && originator !== partner);
  const anchors = new Set<StixId>();
  for (const { originator } of going) {
    const identity = partyOf(desk, originator)?.identity;
    if (identity) anchors.add(identity);
  }
  for (const { labelId } of going) anchors.add(labelId);
  return anchors;
}

/** Labels and identities stand in each outbox once; they leave with what bears them (may-leave.ts). */
function carry(desk: Desk, changes: Change[], partner: PartnerId, id: StixId): void {
  if (desk.carried.has(`${partner} ${id}`)) return;
  changes.push({ do: "offer", offer: { partner, id, control: true } });
}

/** The closure of a record on its way in: what it refers to stands earlier in the batch, or in the store. */
async function closureIn(
  desk: Desk,
  { row, areas, recipients, sources = [] }: Incoming,
  batch: ReadonlyMap<StixId, { row: Incoming["row"]; closure: Closure }>,
  newest: ReadonlyMap<StixId, number>,
  heads: ReadonlyMap<StixId, Head>,
): Promise<Closure> {
  const closure = noClosure();
  const seen = new Set<StixId>([row.id]);
  for (const target of row.refs) {
    if (isAnchor(desk, target)) continue;
    const earlier = batch.get(target);
    const last = newest.get(target);
    if (earlier?.row.modified !== last && last !== heads.get(target)?.modified) {
      closure.parts.push(unreleasable);
      continue;
    }
    if (!earlier || earlier.row.modified !== last) {
      const before = closure.parts.length;
      await visit(desk, target, undefined, closure, seen);
      const visited = closure.parts.splice(before).map((part) => asTarget(desk, part));
      closure.parts.push(...visited);
      continue;
    }
    for (const need of [...earlier.closure.needs, earlier.row]) {
      if (seen.has(need.id)) continue;
      seen.add(need.id);
      const { id, modified, kind, originator } = need;
      closure.needs.push({ id, modified, kind, originator });
    }
    closure.parts.push(...earlier.closure.parts.map((part) => asTarget(desk, part)));
    closure.rests.push(...earlier.closure.rests);
    closure.oldest = Math.min(closure.oldest, earlier.closure.oldest);
  }
  if (isContentKind(row.kind)) closure.oldest = Math.min(closure.oldest, row.created);
  await addSources(desk, sources, closure);
  closure.parts.push(ownPart(row, areas, recipients));
  return closure;
}

function ownPart(
  row: Incoming["row"],
  areas: readonly Geometry[],
  recipients: readonly PartnerId[] | undefined,
): Part {
  return {
    member: { labelId: row.label ?? "", kind: row.kind, originator: row.originator ?? "" },
    particulars: { areas, ...(recipients && { recipients }) },
  };
}

function membersOf(closure: Closure): Member[] {
  return closure.parts.map((part) => part.member);
}
