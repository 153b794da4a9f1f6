import type { Partner, PartnerId } from "../domain/partner.ts";
import type { Change, Store, StoredRecord } from "../store/port.ts";
import type { Careful } from "./carry-over.ts";
import type { Accepted } from "./check/checked.ts";
import { put, readAll, type IntroducedDocument, type PartnerDocument } from "./documents.ts";

type Known = PartnerDocument | IntroducedDocument;

/** A partner as the replaced store and the backup know it; at least one of them does. */
export interface KnownTwice {
  old: Known | undefined;
  restored: Known | undefined;
}

export async function partnersOfBoth(
  old: Store,
  restored: Store,
  read: Careful,
): Promise<KnownTwice[]> {
  const before = await read(() => knownIn(old), new Map<PartnerId, Known>());
  const now = await knownIn(restored);
  const ids = new Set([...before.keys(), ...now.keys()]);
  return [...ids].map((id) => ({ old: before.get(id), restored: now.get(id) }));
}

async function knownIn(store: Store): Promise<Map<PartnerId, Known>> {
  return new Map<PartnerId, Known>([
    ...(await readAll(store, "introduced")),
    ...(await readAll(store, "partner")),
  ]);
}

/** Whose signatures may stand under what either store holds: no key is retired here, since all was accepted once. */
export function signatoriesOf(partners: readonly KnownTwice[]): Partner[] {
  return partners.map(({ old, restored }) => {
    const { id, name, identity } = (old ?? restored)!;
    return unretired({
      id,
      name,
      identity,
      keys: [...(old?.keys ?? []), ...(restored?.keys ?? [])],
    });
  });
}

export function unretired({ keys, ...partner }: Partner): Partner {
  return { ...partner, keys: keys.map(({ kty, crv, x, kid }) => ({ kty, crv, x, kid })) };
}

/**
 * The keys that a newer identity of a partner names: one that was retired since must not count again. Whom a
 * lead introduced since is introduced; to whom a link was made since, the card must be added again.
 */
export async function newerKeys(
  partner: KnownTwice,
  old: Store,
  restored: Store,
  check: (record: StoredRecord) => Accepted,
): Promise<Change[]> {
  if (!partner.old) return [];
  const { identity } = partner.old;
  const document = newerDocument(partner.old, partner.restored);
  const [record, standing] = [await old.record(identity), await restored.record(identity)];
  if (!document || !record || (standing && standing.modified >= record.modified)) return [];
  check(record);
  return [document];
}

function newerDocument(old: Known, restored: Known | undefined): Change | null {
  const { id, name, keys } = old;
  const document = restored ?? old;
  if ("by" in document) return put("introduced", id, { ...document, name, keys });
  return restored ? put("partner", id, { ...document, name, keys }) : null;
}
