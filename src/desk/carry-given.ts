import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { Change, Store } from "../store/port.ts";
import { put } from "./documents.ts";

const pageSize = 1000;

/**
 * Whom the replaced store served what the restored one does not know of having served: a recall, or a version for fewer, must reach
 * them too, also of what comes here again from others. Errors: those of the stores.
 */
export async function carriedGiven(
  old: Store,
  restored: Store,
  partners: readonly PartnerId[],
): Promise<Change[]> {
  const given = new Map<StixId, PartnerId[]>();
  for (const partner of partners) {
    const known = new Set<StixId>();
    for await (const id of served(restored, partner)) known.add(id);
    for await (const id of served(old, partner)) {
      if (known.has(id)) continue;
      known.add(id);
      given.set(id, [...(given.get(id) ?? []), partner]);
    }
  }
  const changes: Change[] = [];
  for (const [id, to] of given) {
    const originator = (await old.record(id))?.originator ?? null;
    changes.push(put("given-before", id, { to, originator }));
  }
  return changes;
}

/** Ids of what stands in this outbox as served. */
async function* served(store: Store, partner: PartnerId): AsyncGenerator<StixId> {
  const { served: last } = await store.outboxState(partner);
  for (let afterSeq = 0; afterSeq < last;) {
    const query = { partner, afterSeq, versions: ["all" as const], limit: pageSize };
    const { entries } = await store.outbox(query);
    for (const { id, seq, control } of entries) if (!control && seq <= last) yield id;
    afterSeq = entries.at(-1)?.seq ?? last;
  }
}
