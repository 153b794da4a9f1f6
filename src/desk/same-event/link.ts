import { sameEvent, sameEventType, tellsOfEvent } from "../../domain/same-event.ts";
import { draftFault } from "../../domain/report-draft.ts";
import type { StixId, StixObject } from "../../domain/stix.ts";
import { AppError } from "../../errors.ts";
import type { StoredRecord } from "../../store/port.ts";
import type { Desk } from "../desk.ts";
import { referrersOf } from "../referrers.ts";
import { commitRecords, noHeads, type Reach, type Written } from "../submit-report.ts";
import { handledAs } from "../handled-as.ts";
import { chosenLabel } from "../write-down.ts";
import { type Handled, relationOf, relationRevoked } from "../write-relation.ts";

/**
 * Says that two records tell of one event. The link is a record of its own: it goes to who may have both, and tells nobody of
 * either. What this node said already stands. Errors: record-not-found; draft-invalid for a record with itself.
 */
export async function linkSame(
  desk: Desk,
  id: StixId,
  other: StixId,
): Promise<{ id: StixId } & Reach> {
  if (id === other)
    draftFault("record", "it is the record itself", "هي المعلومة نفسها");
  return desk.turns.whole([id, other], async () => {
    const ends = [await standing(desk, id), await standing(desk, other)];
    const known = (await ownLinks(desk, id)).get(other);
    if (known !== undefined) return { id: known, audience: [], held: [] };
    // As our own record is handled, where one is ours: whoever may have that may have the link.
    const own = ends.find(({ originator }) => originator === desk.self.id) ?? ends[0]!;
    const choice = await handledAs(desk, own);
    const handling = { label: chosenLabel(desk, choice), recipients: choice.releasableTo };
    const link = sameEventLink(desk, { source: id, target: other }, handling);
    const [submitted] = await commitRecords(desk, [link], noHeads);
    const { audience, held } = submitted!;
    return { id: link.main, audience, held };
  });
}

/** Takes back that two records tell of one event, where this node said so: for who had it too. Error: record-not-found. */
export async function unlinkSame(desk: Desk, id: StixId, link: StixId): Promise<void> {
  await desk.turns.whole([link], async () => {
    const stored = await desk.store.record(link);
    const between = stored && sameEvent(JSON.parse(stored.body) as StixObject);
    if (!between?.includes(id) || stored?.revoked)
      throw new AppError("record-not-found", { id: link });
    await commitRecords(desk, [await relationRevoked(desk, link)], desk.store.heads);
  });
}

/** Links from a record that is being written to others, for its commit. Error: record-not-found. */
export async function linksToSame(
  desk: Desk,
  source: StixId,
  targets: readonly StixId[],
  handling: Handled,
): Promise<Written[]> {
  for (const target of targets) await standing(desk, target);
  return targets.map((target) => sameEventLink(desk, { source, target }, handling));
}

function sameEventLink(
  desk: Desk,
  ends: { source: StixId; target: StixId },
  handling: Handled,
): Written {
  return relationOf(desk, { type: sameEventType, ...ends }, handling);
}

/** A report or incident that nobody took back. */
async function standing(desk: Desk, id: StixId): Promise<StoredRecord> {
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
