import { extensionOf } from "../domain/extensions.ts";
import type { Partner, PartnerId, PublicKey } from "../domain/partner.ts";
import { identityId, readPartnerIdentity } from "../domain/partner-identity.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import { verifyObject } from "../proof/signature.ts";
import type { Change } from "../store/port.ts";
import { acquaintance } from "./acquaintance.ts";
import type { Checked } from "./check/checked.ts";
import type { Desk } from "./desk.ts";
import { put, read, type IntroducedDocument } from "./documents.ts";
import type { Arrival } from "./look-again.ts";
import { currentKeyOf, hasSoundKeys, partyOf, showParties } from "./parties.ts";

/** A partner whose keys are new here, by an identity that came with a delivery. */
export interface Learned {
  id: PartnerId;
  /** As it was known before; undefined: it was introduced just now. */
  before: Partner | undefined;
}

/** One lead introduces at most so many: more than any charter has parties. */
const mostIntroduced = 500;

/**
 * Looks for new keys among what came: a newer identity of a known partner, signed with a key of it that is not retired; and
 * the identity of a stranger, from the lead of a charter that this node signed and in which the stranger stands. They are on disk
 * when this resolves, so that what they signed can be checked. Errors: those of the store.
 * `newest`: dates (ms UTC) of the identities that were learned from this delivery before; it is kept up to date.
 */
export async function learnKeys(
  desk: Desk,
  from: PartnerId,
  objects: readonly Checked[],
  newest: Map<StixId, number>,
): Promise<Learned[]> {
  const identities = identitiesIn(desk, objects);
  if (identities.length === 0) return [];
  const heads = await desk.store.heads(identities.map(({ id }) => id));
  for (const [id, { modified }] of heads) {
    newest.set(id, Math.max(modified, newest.get(id) ?? modified));
  }
  const learned: Learned[] = [];
  for (const object of identities) {
    const partner = partnerOf(object);
    if (!partner || partner.id === desk.self.id || !hasSoundKeys(desk, partner)) continue;
    const { id } = partner;
    const known = partyOf(desk, id);
    const modified = Date.parse(object.modified!);
    if (!known) {
      if (!signsItself(object, partner) || !(await isIntroduced(desk, from, partner))) continue;
      desk.introduced.set(id, { ...partner, by: from });
    } else {
      if (modified <= (newest.get(object.id) ?? 0) || !isSignedWith(object, known)) continue;
      replaceKeys(desk, partner);
    }
    newest.set(object.id, modified);
    learned.push({ id, before: known });
  }
  if (learned.length > 0) await keep(desk, learned);
  return learned;
}

/** On disk before anything rests on them: what they signed may be all that a delivery holds. */
async function keep(desk: Desk, learned: readonly Learned[]): Promise<void> {
  const changes = learned.flatMap(({ id }): Change[] => {
    const linked = desk.partners.get(id);
    if (linked) return [put("partner", id, linked)];
    const introduced = desk.introduced.get(id);
    return introduced ? [put("introduced", id, introduced)] : [];
  });
  try {
    await desk.store.commit({ priority: "interactive", groups: [changes] });
  } catch (error) {
    for (const { id, before } of learned.toReversed()) {
      if (before) replaceKeys(desk, before);
      else desk.introduced.delete(id);
    }
    throw error;
  }
  showParties(desk);
  for (const { id } of learned)
    desk.events.emit({ type: "partner", data: { partner: id, state: "known" } });
}

/** Name and keys as a new identity has them; whatever else is known of the partner stays. */
function replaceKeys(desk: Desk, { id, name, keys }: Partner): void {
  const linked = desk.partners.get(id);
  const introduced: IntroducedDocument | undefined = desk.introduced.get(id);
  if (linked) desk.partners.set(id, { ...linked, name, keys });
  else if (introduced) desk.introduced.set(id, { ...introduced, name, keys });
}

/** Partners' identities that passed or lack nothing but a known key, oldest first: each may bring the key of the next. */
function identitiesIn(desk: Desk, objects: readonly Checked[]): StixObject[] {
  return objects
    .flatMap((checked) => {
      if (checked.ok) {
        const { id, originator } = checked.row;
        const known = originator === null ? undefined : partyOf(desk, originator);
        return known?.identity === id ? [checked.object] : [];
      }
      return checked.id?.startsWith("identity--") ? (keyMissing(checked) ?? []) : [];
    })
    .toSorted((a, b) => Date.parse(a.modified!) - Date.parse(b.modified!));
}

/** The object where nothing is wrong with it so far but that its key is not known: its shape was checked before. */
function keyMissing({ code, body }: Extract<Checked, { ok: false }>): StixObject | null {
  if (code !== "signature-key-unknown") return null;
  try {
    return JSON.parse(body) as StixObject;
  } catch {
    // Cut, for its length.
    return null;
  }
}

/** The partner whose identity an object is; null: it is none. */
export function partnerOf(object: StixObject): Partner | null {
  if (extensionOf(object, "partner") === undefined || object.created_by_ref !== object.id)
    return null;
  return orNull(() => readPartnerIdentity(object));
}

/** Whether the word of this partner counts for who that one is: what an admin said of it goes first. */
async function isIntroduced(desk: Desk, lead: PartnerId, { id, keys }: Partner): Promise<boolean> {
  if (!desk.partners.has(lead)) return false;
  const said = await read(desk.store, "introduction", id);
  if (said && keys.some(({ kid }) => said.refused.includes(kid))) return false;
  if (said?.acceptedFrom !== lead) return mayIntroduce(desk, lead, id);
  // Whose key was compared is not taken with another one, whatever this node signed since.
  return said.kid === undefined || said.kid === currentKeyOf({ keys });
}

function mayIntroduce(desk: Desk, lead: PartnerId, party: PartnerId): boolean {
  if (!desk.partners.has(lead)) return false;
  const introduced = [...desk.introduced.values()].filter(({ by }) => by === lead);
  return (
    introduced.length < mostIntroduced &&
    acquaintance(desk).introducedBy.get(lead)?.has(party) === true
  );
}

/**
 * What a lead may have sent before it could introduce: identities of the parties of this agreement that are not known here, to
 * be looked at again after a version or a signature of it came, or was given here.
 */
export function introductionsAwaited(desk: Desk, agreement: StixId): Arrival[] {
  const unknown = new Map<PartnerId, Set<StixId>>();
  for (const { form } of desk.board.papers().versions) {
    const lead = form.coalition?.lead;
    if (form.id !== agreement || lead === undefined) continue;
    for (const party of form.parties) {
      if (partyOf(desk, party) || !mayIntroduce(desk, lead, party)) continue;
      unknown.set(lead, (unknown.get(lead) ?? new Set()).add(identityId(party)));
    }
  }
  return [...unknown].map(([sender, ids]) => ({ sender, ids: [...ids] }));
}

/** Whether a partner's identity may take the place of the one that is known. A key that is retired signs none any more, not even one that is dated back. */
export function isSignedWith(identity: StixObject, { keys }: Partner): boolean {
  return isSigned(
    identity,
    keys.filter(({ retired }) => retired === undefined),
  );
}

/** Whether an identity is signed with a key that it names itself, as a stranger's must be. */
export function signsItself(identity: StixObject, { keys }: Partner): boolean {
  return isSigned(identity, keys);
}

function isSigned(object: StixObject, keys: readonly PublicKey[]): boolean {
  return verifyObject(object, (kid) => {
    const key = keys.find((one) => one.kid === kid);
    return key && { key, owner: object.id };
  }).ok;
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
