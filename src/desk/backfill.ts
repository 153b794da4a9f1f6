import type { Change } from "../store/port.ts";
import { closureOf } from "./closure.ts";
import { references } from "../domain/references.ts";
import type { StixObject } from "../domain/stix.ts";
import { isCarried, isControlKind } from "../domain/kinds.ts";
import type { Policy, Subject } from "../release/types.ts";
import type { Desk } from "./desk.ts";
import { put, read } from "./documents.ts";
import { allowed, holdersOf, offers, translatedPart } from "./plan-release.ts";
import { subjectOf } from "./closure.ts";
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
    const { result, value: groups } = await desk.board.commit(async (policy) => {
      const groups: Change[][] = [];
      for (const record of page) {
        const { id, label, kind, originator, modified, body } = record;
        if (label === null || originator === null || isCarried(kind) || isControlKind(kind))
          continue;
        const subject = subjectOf(desk, { labelId: label, kind, originator });
        if (!subject || !reaches(desk, policy, subject)) continue;
        const closure = await closureOf(desk, id, modified);
        const own = closure.parts.at(-1);
        if (!own) continue;
        const refs = references(JSON.parse(body) as StixObject);
        const place = translatedPart(desk, { kind, refs });
        const holders = place && (await holdersOf(desk, place, { groups }));
        for (const partner of allowed(desk, policy, id, closure)) {
          const from = policy.backfillFrom(subject, own.particulars, partner);
          if (holders && !holders.has(partner)) continue;
          if (createdOf(body) >= from) groups.push(offers(desk, partner, record, closure));
        }
      }
      return { batch: { priority: "bulk", groups }, value: groups };
    });
    settle(desk, groups, result);
    offered += result.offered.length;
  }
  // What moved meanwhile is filled by the run that it started.
  const done = put("setting", "backfilled", standing);
  await desk.store.commit({ priority: "interactive", groups: [[done]] });
  return offered;
}

/** Whether any grant reaches back for records like this one: most do not, and need not be looked at. */
function reaches(desk: Desk, policy: Policy, subject: Subject): boolean {
  if (policy.needsParticulars(subject)) return true;
  const partners = [...desk.partners.keys()];
  return partners.some((to) => policy.backfillFrom(subject, { areas: [] }, to) < Infinity);
}

function createdOf(body: string): number {
  return Date.parse((JSON.parse(body) as { created: string }).created);
}
