import { isContentKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { Policy } from "../release/types.ts";
import { audienceOf, closureOf, subjectOf } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { holdOn } from "./hold.ts";
import { countOne, placeOf, type HeldRow, type HeldRows, type Preview } from "./preview-tally.ts";
import { sees, type Viewer } from "./viewer.ts";

/** Records that are read at once. */
const readAtOnce = 200;

/** What is held now, as far as this person may see it. */
export async function heldRows(desk: Desk, viewer: Viewer): Promise<HeldRows> {
  const rows = new Map<number, Map<PartnerId, HeldRow>>();
  const all = [...desk.held.values()];
  for (let from = 0; from < all.length; from += readAtOnce) {
    const some = all.slice(from, from + readAtOnce);
    const records = await Promise.all(some.map(({ id }) => desk.store.record(id)));
    for (const [index, held] of some.entries()) {
      const record = records[index];
      if (!record || record.withdrawn || record.modified !== held.modified) continue;
      if (!isContentKind(record.kind) || !sees(desk, viewer, record)) continue;
      const here = rows.get(record.row) ?? new Map<PartnerId, HeldRow>();
      rows.set(record.row, here.set(held.partner, { record, held }));
    }
  }
  return rows;
}

/** What is held now and goes at once then. Gives it as `row partner`. */
export async function countFreed(preview: Preview): Promise<ReadonlySet<string>> {
  const { desk, policies } = preview;
  const freed = new Set<string>();
  for (const [row, here] of preview.held) {
    for (const [partner, one] of here) {
      const place = placeOf(preview, row, partner);
      if (!place || place.barred || place.stands) continue;
      if (!(await isFreed(desk, policies[1], one, place.created))) continue;
      freed.add(`${row} ${partner}`);
      countOne(preview, partner, one.record, 0);
    }
  }
  return freed;
}

/**
 * Whether what is held now goes at once when `next` decides: it may go, and waited for long enough. What was refused goes only
 * where nothing holds it any more and a grant reaches back to it. `created`: ms UTC.
 */
async function isFreed(
  desk: Desk,
  next: Policy,
  { record, held }: HeldRow,
  created: number,
): Promise<boolean> {
  const { partner, since, refused } = held;
  const { parts } = await closureOf(desk, record.id, record.modified);
  if (!audienceOf(desk, next, parts).includes(partner)) return false;
  const hold = holdOn(desk, next, parts, partner);
  if (!refused) return hold <= (desk.clock() - since) / 60_000;
  const { member, particulars } = parts.at(-1)!;
  const subject = subjectOf(desk, member);
  return (
    hold === 0 && subject !== null && created >= next.backfillFrom(subject, particulars, partner)
  );
}
