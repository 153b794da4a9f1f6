import type { PartnerId } from "../domain/partner.ts";
import { references } from "../domain/references.ts";
import type { StixObject } from "../domain/stix.ts";
import type { Policy } from "../release/types.ts";
import type { Change, PartWritten, StoredRecord } from "../store/port.ts";
import { closureOf, isAnchor, stillLatest, type Closure } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { allowed, holdersOf, offeredOrHeld, translatedPart } from "./plan-release.ts";
import { settle } from "./settle.ts";

/** Above this many records people are not kept waiting by them. */
const bulkFrom = 50;

/** Whether a record that lies here goes anew to a partner that may have it now. */
export type Wanted = (
  policy: Policy,
  record: StoredRecord,
  closure: Closure,
  partner: PartnerId,
) => boolean;

/**
 * Offers what is still the latest version of its id in the turn in which it is offered: a newer one may be for fewer. What
 * stands in an outbox already is skipped. Gives how many outboxes grew.
 */
export async function offerLatest(
  desk: Desk,
  due: readonly StoredRecord[],
  wanted: Wanted,
): Promise<number> {
  if (due.length === 0) return 0;
  const refs = due.map(({ body }) => references(JSON.parse(body) as StixObject));
  const touched = [...due.map(({ id }) => id), ...refs.flat()].filter((id) => !isAnchor(desk, id));
  // Of a bulk commit the parts before one that fails stay, and the next run skips them.
  const written: PartWritten = (part, groups) => settle(desk, groups, part);
  return desk.turns.records(touched, async () => {
    const { result } = await desk.board.commit(async (policy) => {
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
          if (holders && !holders.has(partner)) continue;
          if (!wanted(policy, record, closure, partner)) continue;
          group.push(...(await offeredOrHeld(desk, policy, partner, record, closure)));
        }
        if (group.length > 0) groups.push([...group, ...stillLatest(closure)]);
      }
      const priority = due.length > bulkFrom ? "bulk" : "interactive";
      return { batch: { priority, groups }, value: null };
    }, written);
    return result.offered.length;
  });
}
