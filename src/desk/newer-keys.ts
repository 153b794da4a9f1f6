import type { Partner, PartnerId } from "../domain/partner.ts";
import type { Change, Store, StoredRecord } from "../store/port.ts";
import type { Accepted } from "./check/checked.ts";
import type { Careful } from "./carry-over.ts";
import { put, readAll, type PartnerDocument } from "./documents.ts";

/** A partner as the replaced store and the backup know it. */
export interface KnownTwice {
  old: PartnerDocument;
  restored: PartnerDocument | undefined;
}

export async function partnersOfBoth(
  old: Store,
  restored: Store,
  read: Careful,
): Promise<KnownTwice[]> {
  const known = await readAll(restored, "partner");
  const before = await read(() => readAll(old, "partner"), new Map<PartnerId, PartnerDocument>());
  const missing = [...known].filter(([id]) => !before.has(id));
  return [...before, ...missing].map(([id, one]) => ({ old: one, restored: known.get(id) }));
}

/** Whose signatures may stand under what either store holds: no key is retired here, since all was accepted once. */
export function signatoriesOf(partners: readonly KnownTwice[]): Partner[] {
  return partners.map(({ old, restored }) => {
    const { id, name, identity } = old;
    const keys = [...old.keys, ...(restored?.keys ?? [])];
    return { id, name, identity, keys: keys.map(({ kty, crv, x, kid }) => ({ kty, crv, x, kid })) };
  });
}

/**
 * The identity of a partner that the backup knows in an earlier version, with the keys that it names: one that was
 * retired since must not count again.
 */
export async function newerKeys(
  { old, restored: known }: KnownTwice,
  record: StoredRecord | null,
  restored: Store,
  check: (record: StoredRecord) => Accepted,
): Promise<Change[]> {
  if (!known || !record) return [];
  const standing = await restored.record(known.identity);
  if (standing && standing.modified >= record.modified) return [];
  const { row } = check(record);
  return [
    { do: "record", row: { ...row, class: 0, via: record.via } },
    put("partner", known.id, { ...known, name: old.name, keys: old.keys }),
  ];
}
