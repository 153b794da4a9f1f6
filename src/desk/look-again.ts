import { isControlKind } from "../domain/kinds.ts";
import type { Partner, PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { AppError, type ErrorCode } from "../errors.ts";
import type { Change, QuarantineEntry } from "../store/port.ts";
import type { Refused } from "./admit.ts";
import { checkFrom, type CheckedFrom } from "./check-from.ts";
import type { Desk } from "./desk.ts";
import { labelsKnownTo } from "./known-labels.ts";
import { introductionsAwaited } from "./learn-keys.ts";
import { signatories } from "./parties.ts";
import { mayBeCut, quarantined } from "./quarantined.ts";
import { wasShown } from "./unseen.ts";
import { takeIn, type Keeping, type TakenIn } from "./take-in.ts";

/** What may end the waiting of quarantined objects. */
export interface Arrival {
  /** What the entries' details name: ids, or dates that this node's clock has come near to; or their own ids, taken back. */
  ids: readonly string[];
  /** Only what this partner sent waits for them; null: whatever waits, since they are keys. */
  sender: PartnerId | null;
}

/** What one sender's entries are to be looked through for. */
export interface Search {
  ids: Set<string>;
  /** Row of the last entry that was looked at; 0: it has not begun. */
  after: number;
}

/** The faults that pass when what the entry's detail names has come, be it an object or the time. */
const passing: ReadonlySet<string> = new Set<ErrorCode>([
  "reference-missing",
  "label-unknown",
  "signature-key-unknown",
  "agreements-unanswered",
  "signatures-too-many",
  "recalls-too-many",
  "parts-held-too-many",
  "time-ahead",
  "commitment-by-another",
  "consent-missing",
]);

/** Entries at once: at 64 KiB each still a small envelope. */
const atOnce = 50;

/** Of one sender, before the others have their turn. */
const mostInTurn = 500;

/**
 * Checks again, as if it was delivered now, what was quarantined because something was missing that has arrived. What
 * passes is stored and leaves the quarantine in one commit, and may in turn be what other entries wait for: each goes round
 * only for something that was stored. What was cut for its length stays. What arrives while earlier arrivals are still
 * waited for is looked through together with them. Never rejects: what is not reached stays in quarantine.
 */
export async function lookAgain(desk: Desk, arrivals: readonly Arrival[]): Promise<void> {
  for (const arrival of arrivals) await note(desk, arrival);
  if (desk.searches.size > 0) await inBackground(desk, async () => {});
}

/**
 * Once at the start of a node, which may have stopped before it had looked again. Ends early once `stopped` says so. Never
 * rejects.
 */
export async function lookAgainAtAll(desk: Desk, stopped: () => boolean): Promise<void> {
  await inBackground(desk, async () => {
    for (let before: number | undefined; ;) {
      const entries = await desk.store.quarantine(atOnce, before);
      const last = entries.at(-1);
      if (!last || stopped()) return;
      before = last.row;
      for (const [sender, waiting] of Map.groupBy(entries, ({ partner }) => partner)) {
        await deliverSafely(desk, sender, waiting);
      }
    }
  });
}

/** One entry that a person let be looked at, whatever its fault was. Never rejects. */
export async function lookAgainAtEntry(desk: Desk, entry: Entry): Promise<void> {
  await inBackground(desk, async () => {
    for (const arrival of await deliverAgain(desk, entry.partner, [entry])) {
      await note(desk, arrival);
    }
  });
}

async function note(desk: Desk, { ids, sender }: Arrival): Promise<void> {
  if (ids.length === 0) return;
  for (const partner of sender === null ? desk.partners.keys() : [sender]) {
    const searches = desk.searches.get(partner) ?? [];
    desk.searches.set(partner, searches);
    const last = searches.at(-1);
    if (last?.after === 0) for (const id of ids) last.ids.add(id);
    else searches.push({ ids: new Set(ids), after: 0 });
  }
}

/** One after the other, on and on while anything that was stored may let others in: some of each sender's in turn. */
async function inBackground(desk: Desk, first: () => Promise<void>): Promise<void> {
  try {
    await desk.turns.whole(["look again"], async () => {
      await first();
      while (desk.searches.size > 0) {
        for (const [sender, searches] of [...desk.searches]) {
          await lookForOne(desk, sender, searches);
          if (searches.length === 0) desk.searches.delete(sender);
        }
      }
    });
  } catch (error) {
    // Once there is room, what was not reached is looked at.
    if (!isFull(error)) desk.searches.clear();
    if (isClosed(error)) return;
    desk.log.error({ err: error }, "what is in quarantine could not be looked at again");
  }
}

/** What is looked for meanwhile is another search. */
async function lookForOne(desk: Desk, sender: PartnerId, searches: Search[]): Promise<void> {
  const search = searches.shift();
  if (!search) return;
  let isThrough = false;
  try {
    isThrough = await lookThrough(desk, sender, search);
  } finally {
    if (!isThrough) searches.unshift(search);
  }
}

function isFull(error: unknown): boolean {
  return error instanceof AppError && error.code === "store-full";
}

function isClosed(error: unknown): boolean {
  return error instanceof AppError && error.code === "store-closed";
}

/** To be called after keys of a partner became known, or the partner itself. */
export async function lookAgainAtSigned(desk: Desk, identity: StixId): Promise<void> {
  await lookAgain(desk, [{ ids: [identity], sender: null }]);
}

/** What a delivery may end the waiting for: what was not here before, or not by this sender. */
export function arrivalsOf(
  desk: Desk,
  from: PartnerId,
  { learned, against }: CheckedFrom,
  { news, refused }: TakenIn,
): Arrival[] {
  const arrivals: Arrival[] = [{ ids: learned, sender: null }];
  for (const { row } of news) {
    const { id, originator } = row;
    // What is taken back while it waits needs nothing any more; what a consent names may be let in by it.
    const names = row.kind === "recall-notice" || row.kind === "consent";
    const ids = names ? row.refs : isControlKind(row.kind) ? [] : [id];
    if (isControlKind(row.kind)) {
      const agreement = [id, ...row.refs].find((one) => one.startsWith("agreement--"));
      if (agreement) arrivals.push(...introductionsAwaited(desk, agreement));
      if (row.kind === "agreement") arrivals.push({ ids: [id], sender: null });
    }
    const senders = new Set(originator === null ? [from] : [from, originator]);
    senders.delete(desk.self.id);
    for (const sender of senders) arrivals.push({ ids, sender });
  }
  const missed = refused.filter((fault) => hasComeMeanwhile(desk, from, fault, against));
  arrivals.push({ ids: missed.map(({ detail }) => detail), sender: from });
  return arrivals;
}

/** What another delivery brought, or this sender was served, while this one was checked, and was done with looking again before this one was kept. */
function hasComeMeanwhile(
  desk: Desk,
  from: PartnerId,
  { code, detail }: Refused,
  against: readonly Partner[],
): boolean {
  if (code === "label-unknown") return labelsKnownTo(desk, from).has(detail);
  if (code === "reference-missing") return wasShown(desk, from, detail);
  return code === "signature-key-unknown" && signatories(desk) !== against;
}

export type Entry = QuarantineEntry & { row: number };

/** Looks at entries that were there when it began, up to a bound. False: there may be more. */
async function lookThrough(desk: Desk, sender: PartnerId, search: Search): Promise<boolean> {
  const [newest] = await desk.store.quarantine(1);
  const ids = [...search.ids];
  for (let looked = 0; looked < mostInTurn; looked += atOnce) {
    if (!newest || search.after >= newest.row) return true;
    const entries = await desk.store.quarantinedFor(ids, sender, search.after, atOnce);
    const last = entries.at(-1);
    if (!last) return true;
    await deliverSafely(desk, sender, entries);
    search.after = last.row;
  }
  return false;
}

/** What goes wrong with the entries of one sender keeps nobody else's from being looked at. */
async function deliverSafely(
  desk: Desk,
  sender: PartnerId,
  entries: readonly Entry[],
): Promise<void> {
  const waiting = entries.filter(isWorthwhile);
  if (waiting.length === 0 || !desk.partners.has(sender)) return;
  try {
    for (const arrival of await deliverAgain(desk, sender, waiting)) await note(desk, arrival);
  } catch (error) {
    if (isClosed(error) || isFull(error)) throw error;
    desk.log.error({ err: error, partner: sender }, "a quarantined object could not be looked at");
  }
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
  const checked = await checkFrom(desk, sender, Buffer.from(`{"objects":[${bodies.join()}]}`));
  const { objects } = checked;
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
    // In which way it came is not known any more.
    vouched: false,
    refused: (fault) => {
      const known = byText.get(fault.body) ?? [];
      const [first] = known;
      if (!first || known.every((entry) => isSameFault(entry, fault))) return [];
      return [...removed(fault.body), quarantined(sender, first.at, fault)];
    },
  };
  const takenIn = await takeIn(desk, sender, objects, keeping);
  return arrivalsOf(desk, sender, checked, { ...takenIn, refused: [] });
}

function isSameFault({ code, detail }: Entry, fault: Refused): boolean {
  return code === fault.code && detail === fault.detail;
}
