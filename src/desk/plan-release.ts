import { isCarried } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { sourceIn } from "../domain/derived-from.ts";
import type { CommitmentState } from "../domain/task.ts";
import type { Policy } from "../release/types.ts";
import type { Change, Head, RecordRow } from "../store/port.ts";
import type { Member } from "./classes.ts";
import { audienceOf, isAnchor, stillLatest, subjectOf, type Closure } from "./closure.ts";
import { consentsCarried } from "./consents-carried.ts";
import type { Desk } from "./desk.ts";
import { put } from "./documents.ts";
import { forgotten, heldKey, holdOn, keptBack, oneOffsEnded, waited } from "./hold.ts";
import { closuresOf, recalledAhead, type Incoming } from "./incoming.ts";
import { narrow, openTo } from "./narrow.ts";
import { partyOf } from "./parties.ts";
import { restingOn } from "./rests-on.ts";

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
  const planned: PlannedRelease = { groups: [], audiences: [] };
  const newest = newestOf(records, heads);
  const isCarriedBy = (index: number): boolean => isAnchor(desk, records[index]!.row.id);
  const order = afterWhatTheyNeed(records, newest);
  // Whatever needs a label, also by way of what is stored here, comes after it: an outbox takes nothing that is not stored.
  const anchorsFirst = [
    ...order.filter(isCarriedBy),
    ...order.filter((index) => !isCarriedBy(index)),
  ];
  const inOrder = anchorsFirst.map((index) => records[index]!);
  const indexOf = new Map(records.map((record, index) => [record, index]));
  for (const [record, closure] of await closuresOf(desk, inOrder, newest, heads)) {
    const { row } = record;
    const index = indexOf.get(record)!;
    const release = desk.classes.of(membersOf(closure));
    const oldest = Math.min(closure.oldest, row.created);
    const stored = { ...row, class: release, via, oldest, known: knownFrom(desk, row, via) };
    const group: Change[] = [{ do: "record", row: stored }];
    if (record.recipients) {
      group.push(put("recipients", `${row.id} ${row.modified}`, [...record.recipients]));
    }
    const early = recalledAhead(desk, record);
    if (early !== null) {
      const at = desk.clock();
      const reason = "سُحب قبل وصوله — it was recalled before it arrived";
      group.push({ do: "withdraw", id: row.id, throughModified: early, reason, at });
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
      if (audience.length > 0) group.push(...stillLatest(closure));
    }
    // A partner's identity has no audience: all versions go on, since each is signed with the key that the one before brought.
    if (head && head.modified < row.modified && !isAnchor(desk, row.id)) {
      group.splice(1, 0, ...forgotten(desk, row.id), ...oneOffsEnded(desk, row.id));
      group.push(...(await narrow(desk, row, audience)));
      if (head.class !== release) {
        group.push({ do: "unsettle", id: row.id, derived: await restingOn(desk, row.id) });
      }
    }
    planned.groups.push(group);
    planned.audiences[index] = audience;
  }
  return planned;
}

/**
 * When this node came to know it: what came from a partner, when it came. The history of a demonstration is loaded long
 * after it happened: there, when its originator wrote it down.
 */
function knownFrom(
  desk: Desk,
  { modified }: Pick<RecordRow, "modified">,
  via: PartnerId | null,
): number {
  return via === null || desk.mode === "demonstration" ? modified : desk.clock();
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
  if (audience.length === 0) return audience;
  const ids = [id, ...closure.rests, ...closure.needs.map((need) => need.id)];
  const versions = [
    ...closure.needs.map((need) => [need.id, need.modified] as const),
    ...closure.latest,
  ];
  return audience.filter(
    (partner) =>
      !(desk.recalled.size > 0 && ids.some((part) => isRecalledFrom(desk, part, partner))) &&
      !(desk.takenBack.size > 0 && versions.some((one) => isTakenBack(desk, one, partner))),
  );
}

/** In that very version: a restored store has it as the latest where it lost the narrower one for which it was taken back. */
function isTakenBack(
  { takenBack }: Desk,
  [id, modified]: readonly [StixId, number],
  partner: PartnerId,
): boolean {
  return (
    takenBack.get(id)?.some((one) => modified <= one.through && one.partners.includes(partner)) ===
    true
  );
}

export function isRecalledFrom(desk: Desk, id: StixId, partner: PartnerId): boolean {
  const recalled = desk.recalled.get(id);
  return (
    recalled !== undefined && (recalled.partners === "all" || recalled.partners.includes(partner))
  );
}

/**
 * Puts a record into an outbox, with what it needs before it; or, where every grant that covers it holds, puts it aside until
 * it may. What stands in the outbox, is held or was refused already stays so. Who steps out of a part is heard at once.
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
  if (stands) return [];
  if (stepsOut(row) && (await reliesOn(desk, partner, row.id, closure)))
    return [...offers(desk, policy, partner, row, closure), ...waited(partner, row, closure, hold)];
  return [keptBack(row, partner, hold, desk.clock())];
}

/** A performer says that it does not act. */
function stepsOut({ kind, body }: Pick<OfferedRow, "kind" | "body">): boolean {
  if (kind !== "commitment") return false;
  const state = (JSON.parse(body) as StixObject)["commitment_state"] as CommitmentState;
  return state === "suspended" || state === "aborted" || state === "declined";
}

/**
 * Whether a partner had an earlier word, and is in danger until it hears the new one. Nothing else leaves with it: all that it
 * refers to is there as it stands now.
 */
async function reliesOn(
  desk: Desk,
  partner: PartnerId,
  id: StixId,
  { needs }: Pick<Closure, "needs">,
): Promise<boolean> {
  const had = async (of: StixId, version?: number): Promise<boolean> =>
    (await desk.store.offersOf(of)).some(
      (offer) =>
        offer.partner === partner &&
        (version === undefined || offer.modified === version) &&
        (offer.state === "served" || offer.state === "received"),
    );
  if (!(await had(id))) return false;
  for (const need of needs) {
    if (need.originator !== partner && !(await had(need.id, need.modified))) return false;
  }
  return true;
}

export interface OfferedRow {
  id: StixId;
  modified: number;
  kind: string;
  body: string;
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
  for (const id of [...closure.needs.map((need) => need.id), row.id]) {
    changes.push(...consentsCarried(desk, partner, id));
  }
  for (const { id, modified, originator } of closure.needs) {
    if (originator === partner) continue;
    changes.push({ do: "offer", offer: { partner, id, modified, control: false, decidedBy } });
  }
  const { id, modified } = row;
  changes.push({ do: "offer", offer: { partner, id, modified, control: false, decidedBy } });
  return changes;
}

/** Stands for the word of two people where no clause lets a record go. */
export const oneOffClause = "label/one-off";

/** The clauses that let a record go, which goes; what goes with it goes by the same. */
export function clausesFor(
  desk: Desk,
  policy: Policy,
  partner: PartnerId,
  { parts }: Closure,
): readonly string[] {
  const own = parts.at(-1);
  const subject = own && subjectOf(desk, own.member);
  const decision = subject && policy.explain(subject, own.particulars, partner);
  return decision?.released ? decision.decidedBy : [oneOffClause];
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

function membersOf(closure: Closure): Member[] {
  return closure.parts.map((part) => part.member);
}
