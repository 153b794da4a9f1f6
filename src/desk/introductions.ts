import type { PartnerId } from "../domain/partner.ts";
import { identityId } from "../domain/partner-identity.ts";
import { AppError } from "../errors.ts";
import type { Change } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { put, read } from "./documents.ts";
import { lookAgain } from "./look-again.ts";
import { showParties } from "./parties.ts";

/**
 * An admin stands by what this lead says of who a party is, before this node signed their charter: of a charter that a member
 * proposed, its people see nothing otherwise. What waited for it is looked at again. Error: partner-unknown.
 */
export async function acceptIntroduction(
  desk: Desk,
  party: PartnerId,
  lead: PartnerId,
): Promise<void> {
  if (!desk.partners.has(lead)) throw new AppError("partner-unknown", { partner: lead });
  const change = put("introduction", party, { acceptedFrom: lead, refused: [] });
  await desk.store.commit({ priority: "interactive", groups: [[change]] });
  await lookAgain(desk, [{ ids: [identityId(party)], sender: lead }]);
}

/**
 * Forgets whom a lead introduced. The same keys are taken from no lead any more, until somebody accepts them or a card
 * brings them. What was accepted under them stays. Error: partner-unknown.
 */
export async function dropIntroduction(desk: Desk, party: PartnerId): Promise<void> {
  const introduced = desk.introduced.get(party);
  if (!introduced) throw new AppError("partner-unknown", { partner: party });
  const before = await read(desk.store, "introduction", party);
  const kids = introduced.keys.map(({ kid }) => kid);
  const refused = [...new Set([...(before?.refused ?? []), ...kids])];
  const changes: Change[] = [
    { do: "remove", kind: "introduced", key: party },
    put("introduction", party, { acceptedFrom: null, refused }),
  ];
  await desk.store.commit({ priority: "interactive", groups: [changes] });
  if (desk.introduced.get(party) !== introduced) return;
  desk.introduced.delete(party);
  showParties(desk);
}
