import type { LocalLabel } from "../../../domain/journal.ts";
import type { PartnerId } from "../../../domain/partner.ts";
import type { StixId } from "../../../domain/stix.ts";
import { type Ground, groundIn, joinGrounds, reportOn } from "../../derived-ahead.ts";
import type { Desk } from "../../desk.ts";
import { allowed } from "../../plan-release.ts";

/** Of these records, those of which a situation report may tell besides all that it tells of so far. */
export type Telling = <T extends { id: StixId }>(records: readonly T[]) => Promise<T[]>;

/**
 * A report made for partners tells of what can go to each of them in one report that rests on all of it: not of what a partner
 * told us and lets nobody pass on, though it knows that itself. Nobody chosen: everything.
 */
export function tellingFor(
  desk: Desk,
  { label, releasableTo }: { label: LocalLabel; releasableTo: readonly PartnerId[] },
): Telling {
  const policy = desk.board.policy();
  let told: Ground | null = null;
  const joins = async (id: StixId): Promise<boolean> => {
    const { ground, closure } = await groundIn(desk, id);
    const source = allowed(desk, policy, id, closure);
    if (!releasableTo.every((partner) => source.includes(partner))) return false;
    const whole = told === null ? ground : joinGrounds(told, ground);
    const { subject, particulars } = reportOn(desk, label, whole);
    if (!subject) return false;
    const reached = policy.audience(subject, particulars);
    if (!releasableTo.every((partner) => reached.includes(partner))) return false;
    told = whole;
    return true;
  };
  return async (records) => {
    if (releasableTo.length === 0) return [...records];
    const going = [];
    for (const record of records) if (await joins(record.id)) going.push(record);
    return going;
  };
}
