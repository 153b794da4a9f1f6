import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import type { Change, StoredRecord } from "../store/port.ts";
import type { Plan } from "./board.ts";
import type { Desk } from "./desk.ts";
import { put, type Documents } from "./documents.ts";
import { forgotten, oneOffsEnded } from "./hold.ts";
import { givenBefore, openTo, takeBack } from "./narrow.ts";
import { partsOf } from "./parts-of.ts";
import { sourceRecalled, withheldWithSource } from "./rests-on.ts";
import { settle } from "./settle.ts";

export interface RecallOrder {
  reason: string;
  /** Left out: from everybody who has it, and nobody gets it any more. */
  from?: readonly PartnerId[];
  /** Who of this node's people orders it, and so need not be told. */
  by?: string;
}

/**
 * Takes an own record back, with all parts that tell of it. It stays here; those who were served a version are told to hide it,
 * and neither it nor a later version goes to them again. Errors: record-not-found, record-not-own, partner-unknown, and of a
 * warning, which no one person ends, warning-not-recalled.
 */
export async function recallRecord(
  desk: Desk,
  id: StixId,
  order: RecallOrder,
): Promise<{ recalledFrom: PartnerId[] }> {
  return desk.turns.whole([id], () => recallInTurn(desk, id, order));
}

async function recallInTurn(
  desk: Desk,
  id: StixId,
  { reason, from, by: person }: RecallOrder,
): Promise<{ recalledFrom: PartnerId[] }> {
  const record = await desk.store.record(id);
  if (!record || record.label === null || record.withdrawn) {
    throw new AppError("record-not-found", { id });
  }
  const { originator } = record;
  if (originator !== desk.self.id) {
    throw new AppError("record-not-own", { id, originator: originator ?? "?" });
  }
  if (record.kind === "warning") throw new AppError("warning-not-recalled", { id });
  const stranger = from?.find((partner) => !desk.partners.has(partner));
  if (stranger !== undefined) throw new AppError("partner-unknown", { partner: stranger });
  const parts = (await partsOf(desk, record)).map((part) => part.id);
  const before = new Map(parts.map((part) => [part, desk.recalled.get(part)]));
  // From here on nothing of it is served, whatever is decided meanwhile.
  const stuck = parts.map((part) => [part, sticky(desk, part, reason, from)] as const);
  for (const [part, recalled] of stuck) desk.recalled.set(part, recalled);
  const plan = async () => {
    const group: Change[] = stuck.map(([part, recalled]) => put("recalled", part, recalled));
    const { modified } = (await desk.store.record(id))!;
    const by = desk.self.id;
    const at = desk.clock();
    group.push({ do: "tell-readers", id, throughModified: modified, by, reason, at });
    if (person !== undefined) group.push({ do: "confirm-notice", person, id, at });
    const taken = new Set<PartnerId>();
    if (from) group.push(...(await withheldWithSource(desk, id, from)));
    else group.push(...(await sourceRecalled(desk, id, { by: desk.self.id, reason })));
    for (const part of parts) {
      const { holders, regardless } = await holdersOf(desk, part, record, from);
      // Partners may hold later versions than this node knows of, where it was restored from a backup.
      const through = Math.max((await desk.store.record(part))!.modified, at);
      group.push(...forgotten(desk, part, from), ...oneOffsEnded(desk, part, from));
      group.push(...takeBack(desk, { id: part, through, reason, from: holders, regardless }));
      if (part === id) for (const partner of holders) taken.add(partner);
    }
    const batch: Plan<unknown>["batch"] = { priority: "interactive", groups: [group] };
    return { batch, moves: true, value: { group, taken: [...taken] } };
  };
  const committed = desk.turns.ahead(parts, () => desk.board.commit(plan));
  const { result, value } = await committed.catch((error: unknown) => {
    for (const [part, recalled] of before) {
      if (recalled) desk.recalled.set(part, recalled);
      else desk.recalled.delete(part);
    }
    throw error;
  });
  settle(desk, [value.group], result);
  const about = { records: [id] };
  desk.events.emit({ type: "recall", data: { id, by: desk.self.id, reason }, about });
  return { recalledFrom: value.taken };
}

/** From whom a part of the record is taken back; `regardless`: who is told though this store served it nothing of it. */
async function holdersOf(
  desk: Desk,
  part: StixId,
  record: StoredRecord,
  from: readonly PartnerId[] | undefined,
): Promise<{ holders: PartnerId[]; regardless: PartnerId[] }> {
  const before = await givenBefore(desk, part);
  const open = await openTo(desk, part);
  // Taken back from all, it goes from those who pass it on, who tell whom they gave it.
  if (!from) return { holders: [...new Set([...open, ...before])], regardless: [...before] };
  // Whoever was never let have it hears nothing of it; whoever was may have it from others, also where it was not served here.
  const offered = (await desk.store.offersOf(part)).map(({ partner }) => partner);
  const regardless = from.filter(
    (partner) =>
      before.includes(partner) ||
      (offered.includes(partner) && mayHaveByOthers(desk, record, partner)),
  );
  const holders = from.filter((partner) => open.has(partner) || regardless.includes(partner));
  return { holders, regardless };
}

/** Whether others who have it may pass it on to this partner. */
function mayHaveByOthers(desk: Desk, { id, label }: StoredRecord, partner: PartnerId): boolean {
  const { originatorControl, reshare } = desk.labels.get(label!)!;
  if (!originatorControl) return reshare !== "none";
  return desk.consents.given(id).some(({ to }) => to === partner);
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
