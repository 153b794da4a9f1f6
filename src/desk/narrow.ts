import type { PartnerId } from "../domain/partner.ts";
import { recallNotice } from "../domain/recall-notice.ts";
import type { StixId } from "../domain/stix.ts";
import type { Change, RecordRow } from "../store/port.ts";
import { controlRow } from "./control-row.ts";
import type { Desk } from "./desk.ts";
import { put, read } from "./documents.ts";
import { restoredAt } from "./incarnation.ts";
import { withheldWithSource } from "./rests-on.ts";

/** What a recall does: no entry of the record is served again, and whoever was served one is told. */
export interface Taking {
  id: StixId;
  /** ms UTC: versions up to this one. */
  through: number;
  reason: string;
  from: readonly PartnerId[];
  /** ms UTC: what the notice says instead of `through`. */
  told?: number;
  /** A newer version of it stays here, on which all rests that refers to it. */
  isOutdated?: boolean;
  /** Those of them who may have it though this store served them nothing of it, and so are told. */
  regardless?: readonly PartnerId[];
}

/** All that is told where its words are not for the one who is told, or tell that there is something newer. */
export const takenBackText =
  "سُحب هذا السجلّ ولم يعد يُعتدّ به — this record was taken back and counts no more";

/**
 * A newer version that fewer may have takes the earlier ones back from those who are outside now;
 * what refers to it and was not served yet is withheld from them as well.
 */
export async function narrow(
  desk: Desk,
  row: Pick<RecordRow, "id" | "modified" | "originator">,
  audience: readonly PartnerId[],
): Promise<Change[]> {
  const outside = [...desk.partners.keys()].filter(
    (partner) => partner !== row.originator && !audience.includes(partner),
  );
  const resting = await withheldWithSource(desk, row.id, outside);
  const through = row.modified - 1;
  const changes: Change[] = [];
  const had = await newestOpen(desk, row.id);
  const before = row.originator === desk.self.id ? await givenBefore(desk, row.id) : [];
  for (const partner of before) if (!had.has(partner)) had.set(partner, 0);
  const lost = [...had].filter(([partner]) => !audience.includes(partner));
  const lostUntil = lost.length > 0 ? Math.min(through, await restoredAt(desk.store)) : 0;
  // A notice names the version that its reader had: the date of the newer one would tell that it exists.
  for (const [newest, those] of Map.groupBy(lost, ([, modified]) => modified)) {
    const from = those.map(([partner]) => partner);
    const told = Math.max(newest, lostUntil);
    const regardless = from.filter((partner) => before.includes(partner));
    const taking = { id: row.id, through, reason: takenBackText, from, told, regardless };
    changes.push(...takeBack(desk, taking));
  }
  // Told once: what comes after that they never had.
  if (before.some((partner) => !audience.includes(partner))) {
    const to = before.filter((partner) => audience.includes(partner));
    changes.push(put("given-before", row.id, { to, originator: row.originator }));
  }
  return [...changes, ...resting];
}

/** Partners in whose outbox a version of it stands open, served or not. */
export async function openTo(desk: Desk, id: StixId): Promise<Set<PartnerId>> {
  return new Set((await newestOpen(desk, id)).keys());
}

/** To whom the store that this one replaced had given it, unknown to this one otherwise. */
export async function givenBefore(desk: Desk, id: StixId): Promise<readonly PartnerId[]> {
  const given = await read(desk.store, "given-before", id);
  return given?.to.filter((partner) => desk.partners.has(partner)) ?? [];
}

/** The newest version (ms UTC) that stands open in each outbox. */
async function newestOpen(desk: Desk, id: StixId): Promise<Map<PartnerId, number>> {
  const newest = new Map<PartnerId, number>();
  for (const { partner, modified, state } of await desk.store.offersOf(id)) {
    if (state === "voided" || state === "recalled") continue;
    newest.set(partner, Math.max(modified, newest.get(partner) ?? modified));
  }
  return newest;
}

/**
 * The changes that take versions of a record back from partners, with what refers to them and was not served yet. The notice
 * goes to nobody who was not served, but to those of `regardless`.
 */
export function takeBack(
  desk: Desk,
  { id, through, reason, from, told = through, isOutdated = false, regardless = [] }: Taking,
): Change[] {
  desk.removals++;
  const at = desk.clock();
  const said = { object: id, through: told, reason, at };
  const notice = controlRow(desk, recallNotice(said, desk.self.id));
  const changes: Change[] = [{ do: "record", row: notice }];
  for (const partner of from) {
    const offer = { partner, id: notice.id, modified: notice.modified, control: true };
    const asServed = regardless.includes(partner) ? {} : { ifServed: id };
    changes.push({ do: "offer", offer: { ...offer, ...asServed } });
    changes.push({ do: "recall-offer", partner, id, throughModified: through, at });
  }
  if (!isOutdated) changes.push({ do: "withhold", id, partners: from });
  return changes;
}
