import { isCarried, isContentKind, isControlKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { Policy, Subject } from "../release/types.ts";
import type { StoredRecord } from "../store/port.ts";
import { subjectOf, type Closure } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { put, read } from "./documents.ts";
import { offerLatest } from "./offer-latest.ts";

/**
 * Old records go to those whom a grant in force reaches back for (`backfillFrom`), from that creation
 * date on and never by default. What stands in an outbox already is skipped. To be called whenever something may have
 * moved, or a run was broken off: it does nothing where it has come to its end under what decides now.
 */
export async function backfill(desk: Desk): Promise<number> {
  const { reachesBack, basis } = desk.board.policy();
  const before = await read(desk.store, "setting", "backfilled");
  if (before === basis) return 0;
  // A grant whose days are over may come in force again, where the clock was set back: it is then new.
  if (!reachesBack) return before === null ? 0 : filled(desk, basis, 0);
  let offered = 0;
  for (let after = 0; ;) {
    const page = await desk.store.scan(after, 500);
    const last = page.at(-1);
    if (!last) break;
    after = last.row;
    const due = page.filter((record) => isDue(desk, record));
    offered += await offerLatest(
      desk,
      due,
      (policy, { body }, closure, partner) =>
        createdOf(body) >= reachesTo(desk, policy, closure, partner),
    );
  }
  return filled(desk, basis, offered);
}

/** What moved meanwhile is filled by the run that it started. */
async function filled(desk: Desk, basis: string, offered: number): Promise<number> {
  const done = put("setting", "backfilled", basis);
  await desk.store.commit({ priority: "interactive", groups: [[done]] });
  return offered;
}

/** A record that may go by itself and for which some grant may reach back: the others need not be looked at. */
function isDue(desk: Desk, { label, kind, originator }: StoredRecord): boolean {
  if (label === null || originator === null || isCarried(kind) || isControlKind(kind)) return false;
  const subject = subjectOf(desk, { labelId: label, kind, originator });
  return subject !== null && reaches(desk, desk.board.policy(), subject);
}

/**
 * From when (ms UTC) a record may go back to this partner. A relation or a translation tells of content and brings it along, so
 * it reaches no further than the grants for that do; by itself it is limited to no kinds.
 */
function reachesTo(desk: Desk, policy: Policy, { parts }: Closure, partner: PartnerId): number {
  const own = parts.slice(-1);
  const told = parts.filter(({ member }) => {
    return isContentKind(member.kind) && !member.source && member.originator !== partner;
  });
  const meant = own.some(({ member }) => isContentKind(member.kind)) ? own : [...own, ...told];
  return meant.reduce((from, { member, particulars }) => {
    const subject = subjectOf(desk, member);
    return Math.max(from, subject ? policy.backfillFrom(subject, particulars, partner) : Infinity);
  }, -Infinity);
}

/** Whether any grant reaches back for records like this one: most do not, and need not be looked at. */
function reaches(desk: Desk, policy: Policy, subject: Subject): boolean {
  if (policy.reachNeedsParticulars(subject)) return true;
  const partners = [...desk.partners.keys()];
  return partners.some((to) => policy.backfillFrom(subject, { areas: [] }, to) < Infinity);
}

function createdOf(body: string): number {
  return Date.parse((JSON.parse(body) as { created: string }).created);
}
