import { areasOf } from "../domain/areas.ts";
import { isContentKind, isSelfContained, isSupportKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import { references } from "../domain/references.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { isOwn } from "../release/conditions.ts";
import type { Particulars, Policy, Subject } from "../release/types.ts";
import type { BareRecord, Change } from "../store/port.ts";
import type { Member } from "./classes.ts";
import type { Desk } from "./desk.ts";
import { read } from "./documents.ts";

/** One record of a closure, as far as a decision looks at it. */
export interface Part {
  member: Member;
  particulars: Particulars;
}

export interface Need {
  id: StixId;
  modified: number;
  kind: string;
  originator: PartnerId | null;
}

/** A record with all that it refers to, dependencies first. */
export interface Closure {
  parts: Part[];
  /** What must stand in an outbox before the record itself. */
  needs: Need[];
  /** Versions (ms UTC) that were read as the latest: what is decided by this closure holds only while they are. */
  latest: Map<StixId, number>;
  /** What it was derived from here, which does not go along. */
  rests: StixId[];
  /** `created` of the oldest content record in it, ms UTC; Infinity: none. */
  oldest: number;
}

export function noClosure(): Closure {
  return { parts: [], needs: [], latest: new Map(), rests: [], oldest: Infinity };
}

/** What comes along with the records that are decided and is not stored yet; null: nothing under this id. */
export type Coming = (
  id: StixId,
) => Promise<{ need: Need; closure: Closure } | "unreleasable" | null>;

/** To go into the commit of what was decided by this closure: it is made anew where something of it has a newer version by then. */
export function stillLatest({ latest }: Closure): Change[] {
  return [...latest].map(([id, modified]) => ({ do: "expect", id, modified }));
}

/** In place of what is not here, was taken back, or has no label: unsigned objects, control records. */
export const unreleasable: Part = {
  member: { labelId: "", kind: "", originator: "" },
  particulars: { areas: [] },
};

/** A member of a class as a part, where its particulars do not matter. */
export function partOf(member: Member): Part {
  const asSource = member.source ?? member.target;
  return { member, particulars: { areas: [], ...(asSource && { asSource }) } };
}

/** A part of something that refers to it. Whoever made it has it, and may be answered whatever its own label says. */
export function asTarget(desk: Desk, { member, particulars }: Part): Part {
  if (member.originator === desk.self.id || member.originator === "")
    return { member, particulars };
  return {
    member: member.source ? member : { ...member, target: true },
    particulars: { ...particulars, asSource: true },
  };
}

/**
 * Adds what a record was derived from here, with all that it refers to: each must be free to go where the record goes, or a
 * clause limited by kinds or an area could be got round. What was taken back lets nothing that rests on it go. Gives the
 * partners to whom the originators of all of them consented.
 */
export async function addSources(
  desk: Desk,
  sources: readonly StixId[],
  closure: Closure,
  coming?: Coming,
): Promise<readonly PartnerId[]> {
  let consents: readonly PartnerId[] = [...desk.partners.keys()];
  for (const id of sources) {
    const source = noClosure();
    await visit(desk, id, undefined, source, new Set(), { ...(coming && { coming }) });
    lendConsents(desk, source);
    // Of what is ours alone nobody is asked.
    const may = source.parts.at(-1)?.particulars.consents;
    if (may) consents = consents.filter((partner) => may.includes(partner));
    closure.rests.push(id, ...source.rests);
    for (const [read, modified] of source.latest) closure.latest.set(read, modified);
    for (const { member, particulars } of source.parts) {
      closure.parts.push({
        member: {
          labelId: member.labelId,
          kind: member.kind,
          originator: member.originator,
          source: true,
        },
        particulars: { ...particulars, asSource: true },
      });
    }
  }
  return consents;
}

/**
 * To whom everybody whose records are in this one consented; undefined: it is ours alone. `fromSources`: what `addSources` gave
 * for what was derived here. What goes along has what is lent to it (`lendConsents`).
 */
export function consentsTo(
  desk: Desk,
  id: StixId,
  member: Member,
  fromSources?: readonly PartnerId[],
): readonly PartnerId[] | undefined {
  const subject = subjectOf(desk, member);
  if (!subject || isOwn(subject, desk.self.id)) return undefined;
  if (subject.originator !== desk.self.id) return desk.consents.consentedTo({ ...subject, id });
  // Places and the like that we made go only with a content record, which has consents of its own.
  return fromSources ?? (isSupportKind(subject.kind) ? [...desk.partners.keys()] : []);
}

/**
 * A consent names a content record. What goes along with one, of the same originator and under the same label, goes by the
 * same; where it stands by itself it leaves only with something that needs it (may-leave.ts). Beside content of others it has none.
 */
export function lendConsents(desk: Desk, closure: Closure): void {
  const content = closure.parts.filter(
    ({ member }) => !member.source && isContentKind(member.kind),
  );
  if (content.length === 0) return;
  closure.parts = closure.parts.map((part) => {
    const { labelId, kind, originator, source } = part.member;
    const isLentTo = !source && isSupportKind(kind) && originator !== desk.self.id;
    if (!isLentTo || !part.particulars.consents) return part;
    const lender = content.find(
      ({ member }) => member.labelId === labelId && member.originator === originator,
    );
    const consents = lender?.particulars.consents ?? [];
    return { ...part, particulars: { ...part.particulars, consents } };
  });
}

export function subjectOf(desk: Desk, { labelId, kind, originator }: Member): Subject | null {
  const label = desk.labels.get(labelId);
  return label ? { labelId, label, kind, originator } : null;
}

/** Partners to whom the record may go with everything that it refers to; an unknown label admits nobody. */
export function audienceOf(
  desk: Desk,
  policy: Policy,
  parts: readonly Part[],
): readonly PartnerId[] {
  let audience: readonly PartnerId[] | null = null;
  for (const part of distinct(desk, policy, parts)) {
    const subject = subjectOf(desk, part.member);
    if (!subject) return [];
    const may = policy.audience(subject, part.particulars);
    audience = audience === null ? may : audience.filter((partner) => may.includes(partner));
    if (audience.length === 0) return audience;
  }
  return audience ?? [];
}

/** Whether any of these members is decided by more than its class. */
export function needsParticulars(desk: Desk, policy: Policy, members: readonly Member[]): boolean {
  return members.some((member) => {
    const subject = subjectOf(desk, member);
    return subject !== null && policy.needsParticulars(subject);
  });
}

/**
 * The closure of a stored record, read back: for decisions that its class alone does not settle. A version that a newer one
 * followed tells of what it referred to as that stood before.
 */
export async function closureOf(desk: Desk, id: StixId, modified?: number): Promise<Closure> {
  const closure = noClosure();
  const until = modified === undefined ? Infinity : await followedAt(desk, id, modified);
  await visit(desk, id, modified, closure, new Set(), { until });
  closure.needs.pop();
  lendConsents(desk, closure);
  return closure;
}

/** More versions of one object than anybody makes. */
const mostVersions = 1000;

/** ms UTC of the next version; Infinity: there is none. */
async function followedAt(desk: Desk, id: StixId, modified: number): Promise<number> {
  const head = (await desk.store.heads([id])).get(id);
  if (!head || head.modified <= modified) return Infinity;
  const versions = await desk.store.versions(id, mostVersions);
  const later = versions.filter((version) => version.modified > modified);
  return Math.min(...later.map((version) => version.modified));
}

/** The version of a target that stood before then, or else the first: it may have come later. Undefined: the latest. */
async function versionBefore(desk: Desk, id: StixId, until: number): Promise<number | undefined> {
  if (until === Infinity) return undefined;
  const versions = await desk.store.versions(id, mostVersions);
  return (versions.find(({ modified }) => modified < until) ?? versions.at(-1))?.modified;
}

/** Where `visit` finds what is referred to. */
export interface Found {
  /** What the same delivery brings. */
  coming?: Coming;
  /** ms UTC: versions from before then. */
  until?: number;
}

/** Adds what `id` refers to, then `id` itself. What cannot be released adds a part nobody is admitted to. */
export async function visit(
  desk: Desk,
  id: StixId,
  modified: number | undefined,
  closure: Closure,
  seen: Set<StixId>,
  { coming = async () => null, until = Infinity }: Found = {},
): Promise<void> {
  if (seen.has(id)) return;
  const incoming = modified === undefined ? await coming(id) : null;
  if (incoming === "unreleasable") {
    closure.parts.push(unreleasable);
    return;
  }
  if (incoming) return addIncoming(incoming, closure, seen);
  seen.add(id);
  const stored = await storedPart(desk, id, modified);
  if (!stored || stored.withdrawn || stored.label === null || stored.originator === null) {
    closure.parts.push(unreleasable);
    return;
  }
  const { object } = stored;
  const before = closure.parts.length;
  for (const target of object ? references(object) : []) {
    if (isAnchor(desk, target)) continue;
    const version = await versionBefore(desk, target, until);
    await visit(desk, target, version, closure, seen, { coming, until });
  }
  for (let at = before; at < closure.parts.length; at++) {
    closure.parts[at] = asTarget(desk, closure.parts[at]!);
  }
  // Only a label that names originators is of something derived.
  let fromSources: readonly PartnerId[] | undefined;
  if (stored.originator === desk.self.id && desk.labels.get(stored.label)?.originators) {
    const derivation = await read(desk.store, "derived-from", id);
    if (derivation && derivation.why === undefined)
      fromSources = await addSources(desk, derivation.sources, closure, coming);
  }
  const { modified: version, kind, originator } = stored;
  if (modified === undefined) closure.latest.set(id, version);
  closure.needs.push({ id, modified: version, kind, originator });
  if (object && isContentKind(stored.kind)) {
    closure.oldest = Math.min(closure.oldest, Date.parse(object.created!));
  }
  const recipients = await read(desk.store, "recipients", `${id} ${stored.modified}`);
  const member = { labelId: stored.label, kind, originator };
  const consents = consentsTo(desk, id, member, fromSources);
  closure.parts.push({
    member,
    particulars: {
      areas: object ? areasOf(object) : [],
      ...(recipients && { recipients }),
      ...(consents && { consents }),
    },
  });
}

/** A stored record, with its object where that may refer to anything or lie anywhere. */
async function storedPart(
  desk: Desk,
  id: StixId,
  modified: number | undefined,
): Promise<(BareRecord & { object: StixObject | null }) | null> {
  if (isSelfContained(id.slice(0, id.indexOf("--")))) {
    const bare = await desk.store.bare(id, modified);
    return bare && { ...bare, object: null };
  }
  const stored = await desk.store.record(id, modified);
  return stored && { ...stored, object: JSON.parse(stored.body) as StixObject };
}

function addIncoming(
  { need, closure: own }: { need: Need; closure: Closure },
  closure: Closure,
  seen: Set<StixId>,
): void {
  for (const one of [...own.needs, need]) {
    if (seen.has(one.id)) continue;
    seen.add(one.id);
    closure.needs.push(one);
  }
  closure.parts.push(...own.parts);
  closure.rests.push(...own.rests);
  for (const [id, modified] of own.latest) closure.latest.set(id, modified);
  closure.oldest = Math.min(closure.oldest, own.oldest);
}

/** Labels and partners' identities have no decision of their own: they go with what bears them (may-leave.ts). */
export function isAnchor(desk: Desk, id: StixId): boolean {
  if (id.startsWith("marking-definition--") || id.startsWith("extension-definition--")) return true;
  if (id === desk.self.identity) return true;
  return id.startsWith("identity--") && partnerOf(desk, id) !== null;
}

/** The partner whose identity this is. */
export function partnerOf(desk: Desk, identity: StixId): PartnerId | null {
  if (identity === desk.self.identity) return desk.self.id;
  for (const parties of [desk.partners, desk.introduced])
    for (const party of parties.values()) if (party.identity === identity) return party.id;
  return null;
}

function distinct(desk: Desk, policy: Policy, parts: readonly Part[]): readonly Part[] {
  if (parts.length === 1) return parts;
  const seen = new Set<string>();
  return parts.filter(({ member }) => {
    const subject = subjectOf(desk, member);
    if (!subject || policy.needsParticulars(subject)) return true;
    const key = `${member.labelId} ${member.kind} ${member.originator} ${member.source} ${member.target}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
