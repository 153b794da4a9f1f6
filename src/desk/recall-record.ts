import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import type { Desk } from "./desk.ts";
import { put, type Documents } from "./documents.ts";
import { takeBack } from "./narrow.ts";
import { settle } from "./settle.ts";

export interface RecallOrder {
  reason: string;
  /** Left out: from everybody who has it, and nobody gets it any more. */
  from?: readonly PartnerId[];
}

/**
 * Takes an own record back. It stays here; those who were served a version are told to hide it,
 * and neither it nor a later version goes to them again. Errors: record-not-found, partner-unknown.
 */
export async function recallRecord(
  desk: Desk,
  id: StixId,
  { reason, from }: RecallOrder,
): Promise<{ recalledFrom: PartnerId[] }> {
  const record = await desk.store.record(id);
  if (!record || record.originator !== desk.self.id) throw new AppError("record-not-found", { id });
  const stranger = from?.find((partner) => !desk.partners.has(partner));
  if (stranger !== undefined) throw new AppError("partner-unknown", { partner: stranger });
  const offers = await desk.store.offersOf(id);
  const holders = new Set(
    offers
      .filter(({ state }) => state !== "voided" && state !== "recalled")
      .map(({ partner }) => partner),
  );
  const taken = [...holders].filter((partner) => !from || from.includes(partner));
  const recalled = sticky(desk, id, reason, from);
  const before = desk.recalled.get(id);
  desk.recalled.set(id, recalled);
  const { result, value: groups } = await desk.board
    .commit(async () => {
      const changes = await takeBack(desk, { id, through: record.modified, reason, from: taken });
      const group = [...changes, put("recalled", id, recalled)];
      return { batch: { priority: "interactive", groups: [group] }, value: [group] };
    })
    .catch((error: unknown) => {
      if (before) desk.recalled.set(id, before);
      else desk.recalled.delete(id);
      throw error;
    });
  settle(desk, groups, result);
  desk.events.emit({ type: "recall", data: { id, by: desk.self.id, reason } });
  return { recalledFrom: taken };
}

function sticky(
  desk: Desk,
  id: StixId,
  reason: string,
  from: readonly PartnerId[] | undefined,
): Documents["recalled"] {
  const known = desk.recalled.get(id);
  const at = desk.clock();
  if (!from || known?.partners === "all") return { partners: "all", reason, at };
  return { partners: [...new Set([...(known?.partners ?? []), ...from])], reason, at };
}
