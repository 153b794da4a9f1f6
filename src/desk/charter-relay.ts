import { readSignature } from "../domain/agreement-object.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import type { Change, Store } from "../store/port.ts";
import { fellowsOf, ledParties, partiesOf } from "./agreement-parties.ts";
import type { Papers } from "./board.ts";
import type { Desk } from "./desk.ts";

/** A partner whose link is new: it stands among `desk.partners`, and its identity of `modified` (ms UTC) is about to be stored. */
export interface Newcomer {
  id: PartnerId;
  identity: StixId;
  modified: number;
}

/**
 * Everything that a lead knows of its charter, to every party with a link: who the others are, then the versions, then what was
 * signed. What stands in an outbox already is skipped there. Empty where this node does not lead, or has not signed.
 * `newcomer`: only what concerns this party.
 */
export async function charterRelay(
  desk: Desk,
  papers: Papers,
  charter: StixId,
  newcomer?: Newcomer,
): Promise<Change[]> {
  const led = ledParties(desk.self.id, papers, charter);
  const parties = [...led].filter((party) => desk.partners.has(party));
  if (newcomer && !parties.includes(newcomer.id)) return [];
  const changes: Change[] = [];
  for (const party of parties) {
    const isNew = newcomer?.id === party;
    const recipients = parties.filter(
      (other) =>
        fellowsOf(papers, charter, other).has(party) &&
        (!newcomer || isNew || other === newcomer.id),
    );
    const { identity } = desk.partners.get(party)!;
    // All versions, oldest first: each may be signed with the key that the one before brought.
    const stored = (await desk.store.versions(identity, 100)).map(({ modified }) => modified);
    const dates = new Set([...stored.toReversed(), ...(isNew ? [newcomer.modified] : [])]);
    for (const partner of recipients) {
      for (const modified of dates) {
        const offer = { partner, id: identity, modified, control: true };
        changes.push({ do: "offer", offer });
      }
    }
  }
  const receivers = newcomer ? [newcomer.id] : parties;
  const say = (row: { id: StixId; modified: number }, author: PartnerId, version: number) => {
    const { id, modified } = row;
    const concerned = partiesOf(papers, charter, version);
    for (const partner of receivers) {
      if (partner === author || !concerned.has(partner)) continue;
      changes.push({ do: "offer", offer: { partner, id, modified, control: true } });
    }
  };
  for (const { form, modified, proposer } of inOrder(papers, charter)) {
    say({ id: form.id, modified }, proposer, modified);
  }
  for (const { id, modified, by, version } of await signaturesOn(desk.store, charter)) {
    say({ id, modified }, by, version);
  }
  return changes;
}

function inOrder({ versions }: Papers, charter: StixId): Papers["versions"][number][] {
  return versions
    .filter(({ form }) => form.id === charter)
    .toSorted((a, b) => a.modified - b.modified);
}

async function signaturesOn(
  store: Store,
  charter: StixId,
): Promise<{ id: StixId; modified: number; by: PartnerId; version: number }[]> {
  const found = [];
  for (let after = 0; ;) {
    const page = await store.ofKind("agreement-signature", after, 500);
    for (const { id, modified, body } of page) {
      if (!body.includes(charter)) continue;
      const { agreement, by, version } = readSignature(JSON.parse(body) as StixObject);
      if (agreement === charter) found.push({ id, modified, by, version });
    }
    if (page.length < 500) return found;
    after = page.at(-1)!.row;
  }
}
