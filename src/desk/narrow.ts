import type { PartnerId } from "../domain/partner.ts";
import { recallNotice } from "../domain/recall-notice.ts";
import type { StixId } from "../domain/stix.ts";
import type { Change, RecordRow } from "../store/port.ts";
import { controlRow } from "./control-row.ts";
import type { Desk } from "./desk.ts";
import { withheldWithSource } from "./rests-on.ts";

/** What a recall does: no entry of the record is served again, and whoever was served one is told. */
export interface Taking {
  id: StixId;
  /** ms UTC: versions up to this one. */
  through: number;
  reason: string;
  from: readonly PartnerId[];
}

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
  const holders = [...(await openTo(desk, row.id))];
  const from = holders.filter((partner) => !audience.includes(partner));
  if (from.length === 0) return resting;
  const reason = "narrowed";
  const taken = takeBack(desk, { id: row.id, through: row.modified - 1, reason, from });
  return [...taken, ...resting];
}

/** Partners in whose outbox a version of it stands open, served or not. */
export async function openTo(desk: Desk, id: StixId): Promise<Set<PartnerId>> {
  const offers = await desk.store.offersOf(id);
  const open = offers.filter(({ state }) => state !== "voided" && state !== "recalled");
  return new Set(open.map(({ partner }) => partner));
}

/**
 * The changes that take versions of a record back from partners, with what refers to them and was not served yet. The notice
 * goes to nobody who was not served.
 */
export function takeBack(desk: Desk, { id, through, reason, from }: Taking): Change[] {
  desk.removals++;
  const at = desk.clock();
  const notice = controlRow(desk, recallNotice({ object: id, through, reason, at }, desk.self.id));
  const changes: Change[] = [{ do: "record", row: notice }];
  for (const partner of from) {
    const offer = {
      partner,
      id: notice.id,
      modified: notice.modified,
      control: true,
      ifServed: id,
    };
    changes.push({ do: "offer", offer });
    changes.push({ do: "recall-offer", partner, id, throughModified: through, at });
  }
  changes.push({ do: "withhold", id, partners: from });
  return changes;
}
