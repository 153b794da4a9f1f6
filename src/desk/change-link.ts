import type { PartnerId } from "../domain/partner.ts";
import type { Change } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { put, type PartnerDocument } from "./documents.ts";
import { settle } from "./settle.ts";

/** What exchanges change of a partner's document. */
export type LinkState = Pick<PartnerDocument, "cursor" | "pushed" | "lastExchange">;

/**
 * Moves the state of a link together with `changes`, which may follow from where it stands then: one change after the other, and in memory only once it is on disk.
 * Other fields may change meanwhile; then it is written again with them. An unknown partner has no link: `changes` alone
 * are written, as they follow from none. Errors: those of the store, and memory is as it was.
 */
export async function changeLink(
  desk: Desk,
  partner: PartnerId,
  change: (link: PartnerDocument) => Partial<LinkState>,
  changes: (moved: Partial<LinkState> | undefined) => readonly Change[] = () => [],
): Promise<void> {
  await desk.turns.whole([`link ${partner}`], async () => {
    const before = desk.partners.get(partner);
    const moved = before && change(before);
    let group = [...changes(moved)];
    for (let link = before; ;) {
      if (link) group.push(put("partner", partner, { ...link, ...moved }));
      settle(desk, [group], await desk.store.commit({ priority: "interactive", groups: [group] }));
      const now = desk.partners.get(partner);
      if (now === link) break;
      link = now;
      group = [];
    }
    const link = desk.partners.get(partner);
    if (link) desk.partners.set(partner, { ...link, ...moved });
  });
}
