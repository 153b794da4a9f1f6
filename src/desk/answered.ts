import type { PartnerId } from "../domain/partner.ts";
import type { Change } from "../store/port.ts";
import { changeLink } from "./change-link.ts";
import { isFarAhead } from "./dates-ahead.ts";
import type { Desk } from "./desk.ts";
import { put, read } from "./documents.ts";

/** date_added (µs UTC) up to which a partner said that it has all that it was offered; 0: it said nothing yet. */
async function answered(desk: Desk, partner: PartnerId): Promise<number> {
  return (await read(desk.store, "answered", partner)) ?? 0;
}

/*
 * What lies far ahead of this node's clock counts for nothing, since nobody has what comes yet. It is not held against what was
 * offered: where our next bundle begins would tell the partner of what was taken out before it left.
 */

/** A partner's receipt says that it has everything up to `through`. */
export async function answeredUpTo(
  desk: Desk,
  partner: PartnerId,
  through: number,
): Promise<Change[]> {
  const isNews = through > (await answered(desk, partner));
  return isNews && !isFarAhead(desk, through) ? [put("answered", partner, through)] : [];
}

/**
 * A partner's bundle says how far it has come: receipts for receipts there are none, so this spares sending them again for
 * ever. It counts also where it is less than was said before: the store there may be a restored one.
 */
export async function noteAnswer(desk: Desk, partner: PartnerId, through: number): Promise<void> {
  const changes = isFarAhead(desk, through) ? [] : [put("answered", partner, through)];
  await changeLink(
    desk,
    partner,
    () => ({ lastExchange: desk.clock() }),
    () => changes,
  );
}

/** Where what is read for a partner without an answer to each page begins. */
export interface Beginning {
  /** Sequence after which to read. */
  afterSeq: number;
  /** date_added (µs UTC): everything up to there came to the partner before. */
  after: number;
}

/**
 * Behind what the partner answered for, so that whatever was lost since goes again; or after the given date_added (µs UTC).
 * What was never served is not passed over by either.
 */
export async function beginningFor(
  desk: Desk,
  partner: PartnerId,
  given?: number,
): Promise<Beginning> {
  const after = given ?? (await answered(desk, partner));
  const query = { partner, addedAfter: after, versions: ["all" as const], limit: 1 };
  const [{ from }, { served }] = await Promise.all([
    desk.store.outbox(query),
    desk.store.outboxState(partner),
  ]);
  return { afterSeq: Math.min(from, served), after };
}
