import type { PartnerId } from "../domain/partner.ts";
import { isStixId } from "../domain/references.ts";
import type { StixId } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import { uuid4 } from "../domain/uuid.ts";
import type { Change } from "../store/port.ts";
import type { Accepted } from "./admit.ts";
import { changeLink, type LinkState } from "./change-link.ts";
import { checkFrom } from "./check-from.ts";
import { isFarAhead } from "./dates-ahead.ts";
import type { Desk } from "./desk.ts";
import type { PartnerDocument } from "./documents.ts";
import { followLedger } from "./follow-ledger.ts";
import { arrivalsOf, lookAgain } from "./look-again.ts";
import { reasonForSender } from "./quarantine-reason.ts";
import { quarantined, quarantineKey } from "./quarantined.ts";
import { receiptFor } from "./receipts.ts";
import { takeIn } from "./take-in.ts";

/** Where a delivery stands in the sender's outbox, in µs UTC of its date_added. */
export interface DeliveryPosition {
  /** Everything up to here was delivered before; null: not known. */
  after: number | null;
  through: number;
  /** TAXII `next` with which a pull goes on. */
  next?: string | null;
  /** What the sender says of its ledger (ledger-part.ts). */
  ledger?: string;
}

export interface ObjectVersion {
  id: StixId;
  /** RFC 3339, UTC. */
  version: string;
}

/** The content of a TAXII status resource (section 4.4). */
export interface Acceptance {
  id: string;
  /** ms UTC: when it came. */
  at: number;
  total: number;
  successes: ObjectVersion[];
  failures: (ObjectVersion & { message: string })[];
  pendings: ObjectVersion[];
}

/**
 * Takes in what a partner delivered: each object is checked, then stored or quarantined, never dropped, but for what
 * the same partner took back before it came. What waited in
 * quarantine for any of it is looked at again afterwards, without keeping the sender waiting.
 * `vouched`: false for a file that a key signed which is not the partner's any more. Resolves after everything is on disk. Errors for the delivery as a whole: json-*, envelope-wrong,
 * and those of the store.
 */
export async function acceptObjects(
  desk: Desk,
  from: PartnerId,
  bytes: Uint8Array,
  position?: DeliveryPosition,
  vouched = true,
): Promise<Acceptance> {
  const now = desk.clock();
  const checked = await checkFrom(desk, from, bytes);
  const isAnyKeptApart = (await desk.store.quarantineCount(1)) > 0;
  const takenIn = await takeIn(desk, from, checked.objects, {
    refused: (fault) => [quarantined(from, now, fault)],
    // What was kept apart before and comes again waits no longer.
    stored: (body) =>
      isAnyKeptApart ? [{ do: "quarantine-remove", key: quarantineKey(from, body) }] : [],
    vouched,
  });
  const { accepted, refused } = takenIn;
  const status: Acceptance = {
    id: uuid4(desk.random),
    at: now,
    total: accepted.length + refused.length,
    successes: accepted.map(versionOf),
    failures: refused.map((fault) => ({
      id: fault.id ?? unreadable,
      version: fault.version ?? stixTime(now),
      message: reasonForSender(fault).en,
    })),
    pendings: [],
  };
  const { id, ...value } = status;
  const told: Change = {
    do: "status",
    status: { id, partner: from, at: now, value: JSON.stringify(value) },
  };
  if (!position) await desk.store.commit({ priority: "interactive", groups: [[told]] });
  else {
    // A crash before this brings duplicates at most.
    const { ledger } = position;
    const notAccepted = status.failures
      .map((failure) => failure.id)
      .filter((failed) => failed !== unreadable && isStixId(failed))
      .slice(0, 1000);
    await desk.turns.whole([`ledger ${from}`], async () => {
      const followed =
        ledger === undefined ? null : await followLedger(desk, from, checked.objects, ledger);
      const signed = followed?.signed ?? null;
      await changeLink(
        desk,
        from,
        (link) => moved(desk, link, position),
        (link) => {
          const changes = [told, ...(followed?.changes ?? [])];
          const isThere = link?.cursor !== undefined && link.cursor.through >= position.through;
          if (!isThere) return changes;
          return [...changes, ...receiptFor(desk, from, position, accepted, notAccepted, signed)];
        },
      );
    });
  }
  void lookAgain(desk, arrivalsOf(desk, from, checked, takenIn));
  return status;
}

/** Stands in a status for an object whose id could not be read. */
const unreadable = "unknown--00000000-0000-4000-8000-000000000000";

/**
 * Where the link stands once this delivery is on disk. The cursor follows no date that lies too far ahead: nothing that
 * comes before that date would ever be asked for again.
 */
function moved(desk: Desk, link: PartnerDocument, position: DeliveryPosition): Partial<LinkState> {
  const { next, through } = link.cursor;
  const contiguous = position.after === null || position.after <= through;
  const reached = !isFarAhead(desk, position.through);
  const cursor = {
    next: position.next === undefined ? next : position.next,
    through: contiguous && reached ? Math.max(through, position.through) : through,
  };
  return { cursor, lastExchange: desk.clock() };
}

function versionOf({ row }: Accepted): ObjectVersion {
  return { id: row.id, version: stixTime(row.modified) };
}
