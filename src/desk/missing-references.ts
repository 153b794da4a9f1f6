import type { PartnerId } from "../domain/partner.ts";
import { isStixId } from "../domain/references.ts";
import type { StixId } from "../domain/stix.ts";
import type { Desk } from "./desk.ts";

/** What waits in quarantine for one thing or another is looked through so far back. */
const mostLooked = 200;
const mostAsked = 50;
const firstWaitMs = 60_000;
const longestWaitMs = 24 * 60 * 60_000;

/** When it is asked for again, ms UTC, and how long that is after the last time. */
interface Asked {
  next: number;
  waitMs: number;
}

const askedOf = new WeakMap<Desk, Map<PartnerId, ReadonlyMap<StixId, Asked>>>();

/**
 * What objects of this partner in quarantine refer to and is not here, to be asked for by id: it may have been lost on its way, and
 * forbidden when it was to be sent again. Each is asked for at once, then ever more rarely: who may not give it says nothing.
 */
export async function missingReferences(desk: Desk, partner: PartnerId): Promise<StixId[]> {
  const all = askedOf.get(desk) ?? new Map<PartnerId, ReadonlyMap<StixId, Asked>>();
  askedOf.set(desk, all);
  const before = all.get(partner);
  const now = desk.clock();
  const asked = new Map<StixId, Asked>();
  const ids: StixId[] = [];
  for (const id of await missing(desk, partner)) {
    const known = before?.get(id);
    if ((known?.next ?? 0) <= now && ids.length < mostAsked) {
      const waitMs = known ? Math.min(longestWaitMs, known.waitMs * 4) : firstWaitMs;
      asked.set(id, { next: now + waitMs, waitMs });
      ids.push(id);
    } else if (known) asked.set(id, known);
  }
  all.set(partner, asked);
  return ids;
}

async function missing(desk: Desk, partner: PartnerId): Promise<Set<StixId>> {
  const ids = new Set<StixId>();
  // Mostly there is nothing, and no text of it need be read.
  if ((await desk.store.quarantineCount(1)) === 0) return ids;
  // What came just now may be on its way out of quarantine, or lack something else.
  await desk.turns.whole(["look again"], async () => {});
  for (const { partner: sender, code, detail } of await desk.store.quarantine(mostLooked)) {
    const isMissing = code === "reference-missing" || code === "label-unknown";
    if (sender === partner && isMissing && isStixId(detail)) ids.add(detail);
  }
  return ids;
}
