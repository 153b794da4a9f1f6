import { sameEvent, sameEventType, tellsOfEvent } from "../../domain/same-event.ts";
import type { StixId, StixObject } from "../../domain/stix.ts";
import { AppError } from "../../errors.ts";
import type { StoredRecord } from "../../store/port.ts";
import type { Desk } from "../desk.ts";
import { referrersOf } from "../referrers.ts";
import type { Written } from "../submit-report.ts";
import { type Handled, relationOf } from "../write-relation.ts";

/** Links from a record that is being written to others, for its commit. Error: record-not-found. */
export async function linksToSame(
  desk: Desk,
  source: StixId,
  targets: readonly StixId[],
  handling: Handled,
): Promise<Written[]> {
  for (const target of targets) await standingEvent(desk, target);
  return targets.map((target) => sameEventLink(desk, { source, target }, handling));
}

export function sameEventLink(
  desk: Desk,
  ends: { source: StixId; target: StixId },
  handling: Handled,
): Written {
  return relationOf(desk, { type: sameEventType, ...ends }, handling);
}

/** A report or incident that nobody took back. */
export async function standingEvent(desk: Desk, id: StixId): Promise<StoredRecord> {
  const stored = tellsOfEvent(id) ? await desk.store.record(id) : null;
  if (!stored || stored.withdrawn || stored.revoked || stored.label === null)
    throw new AppError("record-not-found", { id });
  return stored;
}

/** What this node said of one event with a record: its links by the other record. */
export async function ownLinks(desk: Desk, id: StixId): Promise<Map<StixId, StixId>> {
  const links = new Map<StixId, StixId>();
  for await (const { kind, revoked, body, id: link } of referrersOf(desk, id, desk.self.id)) {
    if (kind !== "relationship" || revoked) continue;
    const other = sameEvent(JSON.parse(body) as StixObject)?.find((end) => end !== id);
    if (other !== undefined) links.set(other, link);
  }
  return links;
}
