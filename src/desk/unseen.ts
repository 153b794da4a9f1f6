import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { Desk } from "./desk.ts";
import type { Arrival } from "./look-again.ts";

/** Of one sender. Further ones are looked at when the node starts again. */
const mostUnseen = 10_000;

/** Remembers that something of this sender waits for what is here, and what the sender cannot know to be here. */
export function noteUnseen(desk: Desk, sender: PartnerId, id: StixId): void {
  const unseen = desk.unseen.get(sender) ?? new Set();
  desk.unseen.set(sender, unseen);
  if (unseen.size < mostUnseen) unseen.add(id);
}

/** Whether it was served to this sender since it was noted. */
export function wasShown(desk: Desk, sender: PartnerId, id: StixId): boolean {
  return desk.unseen.get(sender)?.has(id) === false;
}

/** Which of these, being served to a partner now, something of its own waits for: each is given once. */
export function shown(desk: Desk, partner: PartnerId, ids: readonly StixId[]): Arrival[] {
  const unseen = desk.unseen.get(partner);
  const found = unseen ? ids.filter((id) => unseen.delete(id)) : [];
  return found.length > 0 ? [{ ids: found, sender: partner }] : [];
}
