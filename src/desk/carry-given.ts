import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { Change, OutboxEntry, Store } from "../store/port.ts";
import { put, read } from "./documents.ts";

const pageSize = 1000;

/**
 * Whom the replaced store served versions of what the restored one knows, where the restored one knows nothing of that: a recall, or a
 * version for fewer, must reach them too. Errors: those of the stores.
 */
export async function carriedGiven(
  old: Store,
  restored: Store,
  partners: readonly PartnerId[],
): Promise<Change[]> {
  const given = new Map<StixId, PartnerId[]>();
  for (const partner of partners) {
    for await (const page of servedSince(old, restored, partner)) {
      const ids = [...new Set(page.filter(({ control }) => !control).map(({ id }) => id))];
      for (const id of (await restored.heads(ids)).keys()) {
        const known = given.get(id) ?? [];
        if (known.includes(partner) || (await isServed(restored, id, partner))) continue;
        given.set(id, [...known, partner]);
      }
    }
  }
  return [...given].map(([id, those]) => put("given-before", id, those));
}

/** What stands in this outbox as served after the backup was made; all of it where the outbox was begun anew since. */
async function* servedSince(
  old: Store,
  restored: Store,
  partner: PartnerId,
): AsyncGenerator<OutboxEntry[]> {
  const { served } = await old.outboxState(partner);
  let afterSeq = (await isSameIncarnation(old, restored))
    ? (await restored.outboxState(partner)).served
    : 0;
  while (afterSeq < served) {
    const query = { partner, afterSeq, versions: ["all" as const], limit: pageSize };
    const { entries } = await old.outbox(query);
    yield entries.filter(({ seq }) => seq <= served);
    afterSeq = entries.at(-1)?.seq ?? served;
  }
}

async function isSameIncarnation(old: Store, restored: Store): Promise<boolean> {
  const [one, other] = await Promise.all(
    [old, restored].map((store) => read(store, "setting", "token-key")),
  );
  return one === other;
}

async function isServed(store: Store, id: StixId, partner: PartnerId): Promise<boolean> {
  const offers = await store.offersOf(id);
  return offers.some(
    (offer) =>
      offer.partner === partner && (offer.state === "served" || offer.state === "received"),
  );
}
