import type { Bilingual } from "../domain/bilingual.ts";
import type { Partner, PartnerId } from "../domain/partner.ts";
import { identityId } from "../domain/partner-identity.ts";
import type { StixObject } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import { AppError } from "../errors.ts";
import type { Change, QuarantineEntry } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { put, read, readAll } from "./documents.ts";
import { partnerOf, signsItself } from "./learn-keys.ts";
import { lookAgain } from "./look-again.ts";
import { currentKeyOf, hasSoundKeys, partyOf, showParties } from "./parties.ts";
import { administered } from "./read-log.ts";
import type { Viewer } from "./viewer.ts";

/** What a lead says of who a party is. */
export interface ShownIntroduction {
  party: PartnerId;
  name: Bilingual;
  lead: PartnerId;
  /** Of the key with which the party signs: to be compared with its own word. */
  kid: string;
  /** known: its keys count; waiting: until somebody accepts them, or this node signs the lead's charter; refused: an admin dropped them. */
  state: "known" | "waiting" | "refused";
  /** RFC 3339, UTC: when it came; null of what is known. */
  at: string | null;
}

/** Identities in quarantine that are looked at, at most. */
const mostHeld = 200;

/** Who was introduced, and whose introduction waits, by name. `more`: further identities wait that were not looked at. */
export async function listIntroductions(
  desk: Desk,
): Promise<{ introductions: ShownIntroduction[]; more: boolean }> {
  const said = await readAll(desk.store, "introduction");
  const known = [...desk.introduced.values()].flatMap((party): ShownIntroduction[] => {
    const kid = currentKeyOf(party);
    const { id, name, by } = party;
    return kid === null ? [] : [{ party: id, name, lead: by, kid, state: "known", at: null }];
  });
  const held = await desk.store.quarantinedOfType("identity", mostHeld + 1);
  const waiting = held.slice(0, mostHeld).flatMap((entry): ShownIntroduction[] => {
    const party = strangerIn(desk, entry);
    const kid = party && currentKeyOf(party);
    if (!party || kid === null) return [];
    const isRefused = party.keys.some((key) => said.get(party.id)?.refused.includes(key.kid));
    const state = isRefused ? "refused" : "waiting";
    const { id, name } = party;
    return [{ party: id, name, lead: entry.partner, kid, state, at: stixTime(entry.at) }];
  });
  const introductions = [...waiting, ...known].toSorted((a, b) => a.party.localeCompare(b.party));
  return { introductions, more: held.length > mostHeld };
}

/** Who waits in this entry to be known; null: it is no introduction, or would count for nothing. */
function strangerIn(
  desk: Desk,
  { code, partner: lead, body }: Pick<QuarantineEntry, "code" | "partner" | "body">,
): Partner | null {
  if (code !== "signature-key-unknown" || !desk.partners.has(lead)) return null;
  const object = parsed(body);
  const party = object && partnerOf(object);
  if (!party || partyOf(desk, party.id) || !hasSoundKeys(desk, party)) return null;
  return signsItself(object, party) ? party : null;
}

/**
 * An admin stands by what this lead says of who a party is, before this node signed their charter: of a charter that a member
 * proposed, its people see nothing otherwise. What waited for it is looked at again. `kid`: of the key that was compared, so that
 * no other is taken; left out: whatever the lead brings. Gives whether the party is known now. Errors: partner-unknown,
 * introduction-gone where nothing with that key waits.
 */
export async function acceptIntroduction(
  desk: Desk,
  by: Viewer,
  { party, lead, kid }: { party: PartnerId; lead: PartnerId; kid?: string },
): Promise<boolean> {
  if (!desk.partners.has(lead)) throw new AppError("partner-unknown", { partner: lead });
  if (kid !== undefined) {
    const { introductions } = await listIntroductions(desk);
    const isThere = introductions.some((one) => {
      return one.party === party && one.lead === lead && one.kid === kid && one.state !== "known";
    });
    if (!isThere) throw new AppError("introduction-gone", { partner: party });
  }
  const said = { acceptedFrom: lead, refused: [], ...(kid !== undefined && { kid }) };
  const changes: Change[] = [
    put("introduction", party, said),
    administered(desk, by, { act: "introduction-accept", partner: party, lead }),
  ];
  await desk.store.commit({ priority: "interactive", groups: [changes] });
  await lookAgain(desk, [{ ids: [identityId(party)], sender: lead }]);
  return desk.introduced.has(party);
}

/**
 * Forgets whom a lead introduced, or refuses whom one wants to introduce. The same keys are taken from no lead any more, until
 * somebody accepts them or a card brings them. What was accepted under them stays. `kid`: only with this key; left out: whatever
 * key is said to be that party's. Error: introduction-gone.
 */
export async function dropIntroduction(
  desk: Desk,
  by: Viewer,
  { party, kid }: { party: PartnerId; kid?: string },
): Promise<void> {
  const known = desk.introduced.get(party);
  const isMeant = (one: Partner) => kid === undefined || kid === currentKeyOf(one);
  const introduced = known && isMeant(known) ? known : undefined;
  const meant = introduced ? [introduced] : (await strangers(desk, party)).filter(isMeant);
  const kids = meant.flatMap(({ keys }) => keys.map((key) => key.kid));
  if (kids.length === 0) throw new AppError("introduction-gone", { partner: party });
  const before = await read(desk.store, "introduction", party);
  const refused = [...new Set([...(before?.refused ?? []), ...kids])];
  const changes: Change[] = [
    ...(introduced ? [{ do: "remove" as const, kind: "introduced", key: party }] : []),
    put("introduction", party, { acceptedFrom: null, refused }),
    administered(desk, by, { act: "introduction-drop", partner: party }),
  ];
  await desk.store.commit({ priority: "interactive", groups: [changes] });
  if (!introduced || desk.introduced.get(party) !== introduced) return;
  desk.introduced.delete(party);
  showParties(desk);
}

/** All that wait to be known as this party. */
async function strangers(desk: Desk, party: PartnerId): Promise<Partner[]> {
  const held = await desk.store.quarantinedFor([identityId(party)], null, 0, mostHeld);
  return held.flatMap((entry) => {
    const found = strangerIn(desk, entry);
    return found?.id === party ? [found] : [];
  });
}

function parsed(body: string): StixObject | null {
  try {
    return JSON.parse(body) as StixObject;
  } catch {
    // Cut, for its length.
    return null;
  }
}
