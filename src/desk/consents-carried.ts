import { consentId } from "../domain/consent.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { Change, OutboxEntry } from "../store/port.ts";
import type { Matter } from "./consents.ts";
import type { Desk } from "./desk.ts";

/** The consents by which this node passes a record on to a partner: they go before it, for the partner to see that it may. */
export function onwardConsents(desk: Desk, partner: PartnerId, id: StixId): readonly Matter[] {
  return desk.consents
    .given(id)
    .filter(({ holder, to }) => holder === desk.self.id && to === partner);
}

export function consentsCarried(desk: Desk, partner: PartnerId, id: StixId): Change[] {
  return onwardConsents(desk, partner, id).map((matter) => ({
    do: "offer",
    offer: { partner, id: consentId("answer", matter), modified: matter.answer!.at, control: true },
  }));
}

/**
 * Whether a consent may leave. To the sides that it is between it always may. To whom it lets a record go it tells of that
 * record: it leaves only with one that may leave now (`mayGo`: whether any version in that outbox may), and what takes it back only
 * follows it.
 */
export async function mayConsentLeave(
  desk: Desk,
  { id, modified }: Pick<OutboxEntry, "id" | "modified">,
  mayGo: (object: StixId) => Promise<boolean>,
): Promise<boolean> {
  const matter = desk.consents.answered(id);
  if (!matter?.answer || matter.holder !== desk.self.id) return true;
  const { answer, object } = matter;
  return answer.state === "given" ? mayGo(object) : modified === answer.at;
}
