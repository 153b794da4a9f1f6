import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { Change } from "../store/port.ts";
import { fellowsOf, ledParties, standsBy } from "./agreement-parties.ts";
import type { Papers } from "./board.ts";
import type { Desk } from "./desk.ts";

/** Parties by party. */
type Parties = ReadonlyMap<PartnerId, ReadonlySet<PartnerId>>;

/** Who may be named to whom by the agreements of now. */
export interface Acquaintance {
  /**
   * By lead: of whom it may say who they are. A lead speaks for the parties of a charter once this node has signed a version of it
   * that names it as lead, and until this node ends it or leaves. Its newer versions count too, and earlier ones: who left before
   * this node came is known by them.
   */
  introducedBy: Parties;
  /** By partner: to whom this node, as the lead of a charter of both, is to tell who they are. */
  toTell: Parties;
  /** By partner: the parties of what this node signed with it. */
  signedWith: Parties;
}

const made = new WeakMap<Papers, Acquaintance>();

/** Made once for each state of the agreements, so that no delivery has them all walked through for each of its objects. */
export function acquaintance(desk: Desk): Acquaintance {
  const papers = desk.board.papers();
  const known = made.get(papers);
  if (known) return known;
  const self = desk.self.id;
  const [introducedBy, toTell, signedWith] = [bag(), bag(), bag()];
  const signed = new Set<string>();
  for (const { agreement, version, by, act } of papers.signatures) {
    if (act === "sign") signed.add(`${agreement} ${version} ${by}`);
  }
  for (const [id, versions] of Map.groupBy(papers.versions, ({ form }) => form.id)) {
    const isSignedBy = (modified: number, by: PartnerId) => signed.has(`${id} ${modified} ${by}`);
    for (const { form, modified } of versions) {
      if (!isSignedBy(modified, self)) continue;
      for (const party of form.parties) addTo(signedWith, party, form.parties);
    }
    const leads = new Set(versions.flatMap(({ form }) => form.coalition?.lead ?? []));
    for (const lead of leads) {
      const led = versions.filter(({ form }) => form.coalition?.lead === lead);
      const isOurs = led.some(({ modified }) => isSignedBy(modified, self));
      if (!isOurs || !standsBy(self, papers.signatures, id)) continue;
      for (const { form, modified, proposer } of led) {
        if (proposer === lead || isSignedBy(modified, lead) || isSignedBy(modified, self))
          addTo(introducedBy, lead, form.parties);
      }
    }
    if (!leads.has(self)) continue;
    const told = ledParties(self, papers, id);
    for (const recipient of told) {
      const fellows = [...fellowsOf(papers, id, recipient)];
      addTo(
        toTell,
        recipient,
        fellows.filter((party) => told.has(party)),
      );
    }
  }
  const fresh = { introducedBy, toTell, signedWith };
  made.set(papers, fresh);
  return fresh;
}

/** A partner's new keys go on to those to whom this node introduces it. */
export function identityRelayed(
  desk: Desk,
  party: PartnerId,
  { id, modified }: { id: StixId; modified: number },
): Change[] {
  const { toTell } = acquaintance(desk);
  return [...desk.partners.keys()]
    .filter((partner) => toTell.get(partner)?.has(party))
    .map((partner) => ({ do: "offer", offer: { partner, id, modified, control: true } }));
}

function bag(): Map<PartnerId, Set<PartnerId>> {
  return new Map();
}

function addTo(
  all: Map<PartnerId, Set<PartnerId>>,
  to: PartnerId,
  parties: readonly PartnerId[],
): void {
  const known = all.get(to) ?? new Set();
  all.set(to, known);
  for (const party of parties) known.add(party);
}
