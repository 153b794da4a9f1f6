import type { Change, StoredRecord } from "../store/port.ts";
import { closureOf, isAnchor, stillLatest, subjectOf, type Closure } from "./closure.ts";
import type { PartnerId } from "../domain/partner.ts";
import { references } from "../domain/references.ts";
import type { StixObject } from "../domain/stix.ts";
import { isCarried, isContentKind, isControlKind } from "../domain/kinds.ts";
import type { Policy, Subject } from "../release/types.ts";
import type { Desk } from "./desk.ts";
import { put, read } from "./documents.ts";
import { allowed, holdersOf, offeredOrHeld, translatedPart } from "./plan-release.ts";
import { settle } from "./settle.ts";

/**
 * Old records go to those whom a grant in force reaches back for (`backfillFrom`), from that creation
 * date on and never by default. Run after agreements moved; what stands in an outbox already is skipped.
 */
export async function backfill(desk: Desk): Promise<number> {
  const { versions } = desk.board.input();
  if (!versions.some(({ form }) => form.grants.some((grant) => grant.backfillFrom))) return 0;
  const standing = desk.board.standing();
  if ((await read(desk.store, "setting", "backfilled")) === standing) return 0;
  let offered = 0;
  for (let after = 0; ;) {
    const page = await desk.store.scan(after, 500);
    const last = page.at(-1);
    if (!last) break;
    after = last.row;
    const due = page.filter((record) => isDue(desk, record));
    if (due.length > 0) offered += await offerLatest(desk, due);
  }
  // What moved meanwhile is filled by the run that it started.
  const done = put("setting", "backfilled", standing);
  await desk.store.commit({ priority: "interactive", groups: [[done]] });
  return offered;
}

/** A record that may go by itself and for which some grant may reach back: the others need not be looked at. */
function isDue(desk: Desk, { label, kind, originator }: StoredRecord): boolean {
  if (label === null || originator === null || isCarried(kind) || isControlKind(kind)) return false;
  const subject = subjectOf(desk, { labelId: label, kind, originator });
  return subject !== null && reaches(desk, desk.board.policy(), subject);
}

/** Offers what is still the latest version of its id in the turn in which it is offered: a newer one may be for fewer. */
async function offerLatest(desk: Desk, due: readonly StoredRecord[]): Promise<number> {
  const refs = due.map(({ body }) => references(JSON.parse(body) as StixObject));
  const touched = [...due.map(({ id }) => id), ...refs.flat()].filter((id) => !isAnchor(desk, id));
  return desk.turns.records(touched, async () => {
    const { result, value: groups } = await desk.board.commit(async (policy) => {
      const heads = await desk.store.heads(due.map(({ id }) => id));
      const groups: Change[][] = [];
      for (const [index, record] of due.entries()) {
        const { id, kind, modified, body } = record;
        const head = heads.get(id);
        if (!head?.live || head.modified !== modified) continue;
        const closure = await closureOf(desk, id, modified);
        const place = translatedPart(desk, { kind, refs: refs[index]!, body });
        const holders = place && (await holdersOf(desk, place, { groups }));
        const group: Change[] = [];
        for (const partner of allowed(desk, policy, id, closure)) {
          const from = reachesTo(desk, policy, closure, partner);
          if (holders && !holders.has(partner)) continue;
          if (!(createdOf(body) >= from)) continue;
          group.push(...(await offeredOrHeld(desk, policy, partner, record, closure)));
        }
        if (group.length > 0) groups.push([...group, ...stillLatest(closure)]);
      }
      return { batch: { priority: "bulk", groups }, value: groups };
    });
    settle(desk, groups, result);
    return result.offered.length;
  });
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
