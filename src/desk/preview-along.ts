import { isCarried, isContentKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { closureOf } from "./closure.ts";
import { countOne, decide, holds, placeOf, readAtOnce, type Preview } from "./preview-tally.ts";
import { sees } from "./viewer.ts";

/**
 * Content that is older than a grant reaches back to, but goes where something goes that refers to it, and when that goes.
 * `freed`: what is held now and goes at once, as `row partner`.
 */
export async function countTakenAlong(preview: Preview, freed: ReadonlySet<string>): Promise<void> {
  const { desk } = preview;
  /** By `id partner`, with the shortest hold. */
  const along = new Map<string, { id: StixId; partner: PartnerId; hold: number }>();
  const rows = [...desk.inventory.reachingBack.keys()];
  for (let from = 0; from < rows.length; from += readAtOnce) {
    for (const record of await desk.store.bareRows(rows.slice(from, from + readAtOnce))) {
      if (isCarried(record.kind) || !sees(desk, preview.viewer, record)) continue;
      const { parts, needs } = await closureOf(desk, record.id, record.modified);
      const changes = decide(preview, parts).filter(
        (change) => !change.stops && holds(preview, change, record.row),
      );
      const goes = [...(preview.held.get(record.row)?.keys() ?? [])]
        .filter((partner) => freed.has(`${record.row} ${partner}`))
        .map((partner) => ({ partner, hold: 0 }));
      for (const { partner, hold } of [...changes, ...goes]) {
        for (const { id } of needs.filter(({ kind }) => isContentKind(kind))) {
          const known = along.get(`${id} ${partner}`)?.hold ?? Infinity;
          along.set(`${id} ${partner}`, { id, partner, hold: Math.min(hold, known) });
        }
      }
    }
  }
  for (const { id, partner, hold } of along.values()) {
    await takeAlong(preview, freed, { id, partner, hold });
  }
}

async function takeAlong(
  preview: Preview,
  freed: ReadonlySet<string>,
  { id, partner, hold }: { id: StixId; partner: PartnerId; hold: number },
): Promise<void> {
  const { desk } = preview;
  const record = await desk.store.bare(id);
  if (!record || !sees(desk, preview.viewer, record)) return;
  const { row } = record;
  const place = placeOf(preview, row, partner);
  if (!place || place.barred || place.stands || freed.has(`${row} ${partner}`)) return;
  const { parts } = await closureOf(desk, id, record.modified);
  const own = decide(preview, parts).filter((change) => change.partner === partner);
  if (own.some((change) => !change.stops && holds(preview, change, row))) return;
  // Held by itself, it waits on, unless something takes it along now.
  if (hold > 0 && preview.held.get(row)?.has(partner)) return;
  countOne(preview, partner, record, hold);
}
