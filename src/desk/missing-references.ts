import type { PartnerId } from "../domain/partner.ts";
import { isStixId } from "../domain/references.ts";
import type { StixId } from "../domain/stix.ts";
import type { Desk } from "./desk.ts";

/** What waits in quarantine for one thing or another is looked through so far back. */
const mostLooked = 500;
const mostAsked = 50;
const firstWaitMs = 60_000;
const longestWaitMs = 24 * 60 * 60_000;

interface Asked {
  /** ms UTC. */
  next: number;
  waitMs: number;
}

const askedBy = new WeakMap<Desk, Map<string, Asked>>();

/**
 * What objects of this partner in quarantine refer to and is not here, to be asked for by id: it may have been lost on its way, and
 * forbidden when it was to be sent again. Each is asked for at once, then ever more rarely: who may not give it says nothing.
 */
export async function missingReferences(desk: Desk, partner: PartnerId): Promise<StixId[]> {
  const asked = askedBy.get(desk) ?? new Map<string, Asked>();
  askedBy.set(desk, asked);
  // What came just now may be on its way out of quarantine, or lack something else.
  await desk.turns.whole(["look again"], async () => {});
  const waiting = await desk.store.quarantine(mostLooked);
  const missing = new Set<StixId>();
  for (const { partner: sender, code, detail } of waiting) {
    const isMissing = code === "reference-missing" || code === "label-unknown";
    if (sender === partner && isMissing && isStixId(detail)) missing.add(detail);
  }
  const key = (id: StixId): string => `${partner} ${id}`;
  for (const known of asked.keys()) {
    const [sender, id] = known.split(" ");
    if (sender === partner && !missing.has(id as StixId)) asked.delete(known);
  }
  const now = desk.clock();
  const due = [...missing].filter((id) => (asked.get(key(id))?.next ?? 0) <= now);
  const ids = due.slice(0, mostAsked);
  for (const id of ids) {
    const waitMs = Math.min(longestWaitMs, (asked.get(key(id))?.waitMs ?? firstWaitMs / 4) * 4);
    asked.set(key(id), { next: now + waitMs, waitMs });
  }
  return ids;
}
