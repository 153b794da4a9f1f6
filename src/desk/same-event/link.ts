import { sameEvent } from "../../domain/same-event.ts";
import { draftFault } from "../../domain/report-draft.ts";
import type { StixId, StixObject } from "../../domain/stix.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import { handledAs } from "../handled-as.ts";
import { commitRecords, noHeads, type Reach } from "../submit-report.ts";
import { chosenLabel } from "../write-down.ts";
import { relationRevoked } from "../write-relation.ts";
import { ownLinks, sameEventLink, standingEvent } from "./own-links.ts";

/**
 * Says that two records tell of one event. The link is a record of its own: it goes to who may have both, and tells nobody of
 * either. What this node said already stands. Errors: record-not-found; draft-invalid for a record with itself.
 */
export async function linkSame(
  desk: Desk,
  id: StixId,
  other: StixId,
): Promise<{ id: StixId } & Reach> {
  if (id === other) draftFault("record", "it is the record itself", "هي المعلومة نفسها");
  return desk.turns.whole([id, other], async () => {
    const ends = [await standingEvent(desk, id), await standingEvent(desk, other)];
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
