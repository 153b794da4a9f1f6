import { isControlKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { AppError, type ErrorCode } from "../errors.ts";
import type { Change, QuarantineEntry } from "../store/port.ts";
import type { Accepted, Refused } from "./admit.ts";
import { checkFrom } from "./check-from.ts";
import { isAnchor } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { mayBeCut, quarantined } from "./quarantined.ts";
import { takeIn, type Keeping } from "./take-in.ts";

/** What may end the waiting of quarantined objects. */
export interface Arrival {
  ids: readonly StixId[];
  /** Only what this partner sent waits for them; null: whatever waits, since everybody may refer to them. */
  sender: PartnerId | null;
}

/** The faults that pass when what the entry's detail names has come. */
const passing: ReadonlySet<string> = new Set<ErrorCode>([
  "reference-missing",
  "label-unknown",
  "signature-key-unknown",
]);

/** Entries at once: at 64 KiB each still a small envelope. */
const atOnce = 50;

/**
 * Checks again, as if it was delivered now, what was quarantined because something was missing that has arrived. What
 * passes is stored and leaves the quarantine in one commit, and may in turn be what other entries wait for: each goes round
 * only for something that was stored. What was cut for its length stays. Never rejects: what is not reached stays
 * in quarantine.
 */
export async function lookAgain(desk: Desk, arrivals: readonly Arrival[]): Promise<void> {
  if (arrivals.length > 0) await inBackground(desk, async () => [...arrivals]);
}

/** Once at the start of a node, which may have stopped before it had looked again. Never rejects. */
export async function lookAgainAtAll(desk: Desk): Promise<void> {
  await inBackground(desk, async () => {
    const stored: Arrival[] = [];
    for (let before: number | undefined; ;) {
      const entries = await desk.store.quarantine(atOnce, before);
      const last = entries.at(-1);
      if (!last) return stored;
      before = last.row;
      stored.push(...(await deliverAll(desk, entries)));
    }
  });
}

/** One after the other, on and on while anything that was stored may let others in. */
async function inBackground(desk: Desk, first: () => Promise<Arrival[]>): Promise<void> {
  try {
    await desk.turns.whole(["look again"], async () => {
      const waiting = await first();
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        waiting.push(...(await lookThrough(desk, next)));
      }
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "store-closed") return;
    desk.log.error({ err: error }, "what is in quarantine could not be looked at again");
  }
}

/** To be called after keys of a partner became known, or the partner itself. */
export async function lookAgainAtSigned(desk: Desk, identity: StixId): Promise<void> {
  await lookAgain(desk, [{ ids: [identity], sender: null }]);
}

/** What a delivery may end the waiting for. */
export function arrivalsOf(
  desk: Desk,
  from: PartnerId,
  accepted: readonly Accepted[],
  refused: readonly Refused[],
): Arrival[] {
  const forAll: StixId[] = [];
  const bySender = new Map<PartnerId, StixId[]>();
  for (const { row } of accepted) {
    const { id, originator } = row;
    if (isAnchor(desk, id)) forAll.push(id);
    else if (!isControlKind(row.kind)) {
      for (const sender of new Set([from, originator ?? from])) {
        if (sender === desk.self.id) continue;
        const ids = bySender.get(sender);
        if (ids) ids.push(id);
        else bySender.set(sender, [id]);
      }
    }
  }
  // A label that another delivery brought while this one was checked.
  for (const { code, detail } of refused) {
    if (code === "label-unknown" && desk.labelsStored.has(detail)) forAll.push(detail);
  }
  const arrivals: Arrival[] = [...bySender].map(([sender, ids]) => ({ sender, ids }));
  return forAll.length > 0 ? [...arrivals, { sender: null, ids: forAll }] : arrivals;
}

type Entry = QuarantineEntry & { row: number };

/** Looks once at every entry that is there now; gives what was stored by it. */
async function lookThrough(desk: Desk, { ids, sender }: Arrival): Promise<Arrival[]> {
  const stored: Arrival[] = [];
  const [newest] = await desk.store.quarantine(1);
  for (let after = 0; newest && after < newest.row;) {
    const entries = await desk.store.quarantinedFor(ids, sender, after, atOnce);
    const last = entries.at(-1);
    if (!last) break;
    after = last.row;
    stored.push(...(await deliverAll(desk, entries)));
  }
  return stored;
}

async function deliverAll(desk: Desk, entries: readonly Entry[]): Promise<Arrival[]> {
  const stored: Arrival[] = [];
  const bySender = Map.groupBy(entries.filter(isWorthwhile), ({ partner }) => partner);
  for (const [partner, waiting] of bySender) {
    if (desk.partners.has(partner)) stored.push(...(await deliverAgain(desk, partner, waiting)));
  }
  return stored;
}

function isWorthwhile({ code, body }: Entry): boolean {
  return passing.has(code) && !mayBeCut(body);
}

async function deliverAgain(
  desk: Desk,
  sender: PartnerId,
  entries: readonly Entry[],
): Promise<Arrival[]> {
  const bodies = entries.map(({ body }) => body);
  const objects = await checkFrom(desk, sender, Buffer.from(`{"objects":[${bodies.join()}]}`));
  /** The canonical text of what passes may differ from the text that is in quarantine. */
  const byText = new Map<string, Entry[]>();
  objects.forEach((object, index) => {
    const text = object.ok ? object.row.body : object.body;
    byText.set(text, [...(byText.get(text) ?? []), entries[index]!]);
  });
  const removed = (text: string): Change[] =>
    (byText.get(text) ?? []).map(({ key }) => ({ do: "quarantine-remove", key }));
  const keeping: Keeping = {
    stored: removed,
    refused: (fault) => {
      const known = byText.get(fault.body) ?? [];
      const [first] = known;
      if (!first || known.every((entry) => isSameFault(entry, fault))) return [];
      return [...removed(fault.body), quarantined(sender, first.at, fault)];
    },
  };
  const wanted = objects.filter((object) => !object.ok || !isTakenBack(desk, sender, object.row));
  const { accepted, refused } = await takeIn(desk, sender, wanted, keeping);
  return arrivalsOf(desk, sender, accepted, refused);
}

function isSameFault({ code, detail }: Entry, fault: Refused): boolean {
  return code === fault.code && detail === fault.detail;
}

/** A sender that passed it on may have taken it back while it waited: the originator's recall is seen to when it is stored. */
function isTakenBack(
  desk: Desk,
  sender: PartnerId,
  { id, modified, originator }: Accepted["row"],
): boolean {
  if (originator === sender) return false;
  const recalled = desk.recalledAhead.get(`${sender} ${id}`);
  return recalled !== undefined && recalled.through >= modified;
}
