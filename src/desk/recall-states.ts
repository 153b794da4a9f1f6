import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import { AppError } from "../errors.ts";
import type { OfferState } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import type { LinkWord } from "./list-partners.ts";

/** How far a partner has got with taking a record back. It answers for its own copy: to whom it passed the record on, and how far these are, it keeps to itself. */
export interface RecallState {
  partner: PartnerId;
  /** confirmed: its receipt covers the recall. unreachable: as pending, and its link is down. */
  state: "confirmed" | "pending" | "unreachable";
  /** RFC 3339, UTC. pending: when it was taken back; unreachable: the last exchange with it, null where there was none; confirmed: null. */
  since: string | null;
}

export interface RecallStates {
  /** null: it was not recalled, though a narrower version may have taken earlier ones back. */
  recall: { at: string; reason: string; from: PartnerId[] | "all" } | null;
  /** Those who were served what was taken back. Whoever was not has nothing to hide, and is not told. */
  partners: RecallState[];
}

/** What became of the recall of an own record. Errors: record-not-found, record-not-own. */
export async function recallStates(
  desk: Desk,
  id: StixId,
  words: ReadonlyMap<PartnerId, LinkWord>,
): Promise<RecallStates> {
  const record = await desk.store.record(id);
  if (!record || record.label === null) throw new AppError("record-not-found", { id });
  const { originator } = record;
  if (originator !== desk.self.id) {
    if (record.withdrawn) throw new AppError("record-not-found", { id });
    throw new AppError("record-not-own", { id, originator: originator ?? "?" });
  }
  const recalled = desk.recalled.get(id);
  const taken = new Map<PartnerId, OfferState[]>();
  for (const offer of await desk.store.offersOf(id)) {
    if (offer.state !== "recalled") continue;
    taken.set(offer.partner, [...(taken.get(offer.partner) ?? []), offer]);
  }
  const partners = [...taken].map(([partner, offers]): RecallState => {
    if (offers.every(({ acknowledged }) => acknowledged)) {
      return { partner, state: "confirmed", since: null };
    }
    const isDown = (words.get(partner)?.state ?? "up") !== "up";
    if (!isDown) {
      // A narrower version took the earlier ones back when it was written.
      return { partner, state: "pending", since: stixTime(recalled?.at ?? record.modified) };
    }
    const last = desk.partners.get(partner)?.lastExchange ?? null;
    return { partner, state: "unreachable", since: last === null ? null : stixTime(last) };
  });
  return {
    recall: recalled
      ? { at: stixTime(recalled.at), reason: recalled.reason, from: recalled.partners }
      : null,
    partners: partners.toSorted((a, b) => a.partner.localeCompare(b.partner)),
  };
}
