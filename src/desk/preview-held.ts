import { isContentKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { Policy } from "../release/types.ts";
import { audienceOf, closureOf, needsParticulars, subjectOf, type Part } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { holdOn, type Held } from "./hold.ts";
import {
  countOne,
  groupAt,
  partsOfGroup,
  placeOf,
  type HeldRows,
  type Preview,
} from "./preview-tally.ts";
import { sees, type Viewer } from "./viewer.ts";

/** Ids that are asked for at once. */
const atOnce = 1000;

/** What is held now, as far as this person may see it. The inventory must be there. */
export async function heldRows(desk: Desk, viewer: Viewer): Promise<HeldRows> {
  const rows = new Map<number, Map<PartnerId, Held>>();
  const all = [...desk.held.values()];
  for (let from = 0; from < all.length; from += atOnce) {
    const some = all.slice(from, from + atOnce);
    const heads = await desk.store.heads(some.map(({ id }) => id));
    for (const held of some) {
      const head = heads.get(held.id);
      if (!head?.live || head.modified !== held.modified) continue;
      const group = groupAt(desk, head.row);
      if (!group || !isContentKind(group.kind) || !sees(desk, viewer, { id: held.id, ...group }))
        continue;
      const here = rows.get(head.row) ?? new Map<PartnerId, Held>();
      rows.set(head.row, here.set(held.partner, held));
    }
  }
  return rows;
}

/** What is held now and goes at once then. Gives it as `row partner`. */
export async function countFreed(preview: Preview): Promise<ReadonlySet<string>> {
  const { desk, policies } = preview;
  const freed = new Set<string>();
  for (const [row, here] of preview.held) {
    const group = groupAt(desk, row);
    for (const [partner, held] of here) {
      const place = placeOf(preview, row, partner);
      if (!group || !place || place.barred || place.stands) continue;
      const parts = needsItself(desk, policies[1], group.class, held)
        ? (await closureOf(desk, held.id, held.modified)).parts
        : partsOfGroup(desk, group);
      if (!isFreed(desk, policies[1], { held, parts, created: place.created })) continue;
      freed.add(`${row} ${partner}`);
      countOne(preview, partner, { row, label: group.label }, 0);
    }
  }
  return freed;
}

/** Whether its class alone does not tell when it goes. */
function needsItself(desk: Desk, next: Policy, release: number, { refused }: Held): boolean {
  return refused !== undefined || needsParticulars(desk, next, desk.classes.members(release));
}

/**
 * Whether what is held now goes at once when `next` decides: it may go, and waited for long enough. What was refused goes only
 * where nothing holds it any more and a grant reaches back to it. `created`: ms UTC.
 */
function isFreed(
  desk: Desk,
  next: Policy,
  { held, parts, created }: { held: Held; parts: readonly Part[]; created: number },
): boolean {
  const { partner, since, refused } = held;
  if (!audienceOf(desk, next, parts).includes(partner)) return false;
  const hold = holdOn(desk, next, parts, partner);
  if (!refused) return hold <= (desk.clock() - since) / 60_000;
  const { member, particulars } = parts.at(-1)!;
  const subject = subjectOf(desk, member);
  return (
    hold === 0 && subject !== null && created >= next.backfillFrom(subject, particulars, partner)
  );
}
