import type { AgreementForm } from "../domain/agreement.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { Change } from "../store/port.ts";
import type { Desk } from "./desk.ts";

/** The partners with a link here to whom a control record of this agreement goes from its author. */
export function partiesWithLink(desk: Desk, form: AgreementForm): PartnerId[] {
  return form.parties.filter((party) => party !== desk.self.id && desk.partners.has(party));
}

/**
 * The lead passes control records of its charter on unchanged, so that members need no links
 * among each other. Nobody else relays.
 */
export function relayed(
  desk: Desk,
  from: PartnerId,
  author: PartnerId,
  row: { id: StixId; modified: number },
  form: AgreementForm,
): Change[] {
  if (form.coalition?.lead !== desk.self.id) return [];
  const { id, modified } = row;
  return partiesWithLink(desk, form)
    .filter((party) => party !== from && party !== author)
    .map((partner) => ({ do: "offer", offer: { partner, id, modified, control: true } }));
}
