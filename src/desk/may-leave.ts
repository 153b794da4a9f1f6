import { isCarried } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { Policy } from "../release/types.ts";
import type { OutboxEntry } from "../store/port.ts";
import { acquaintance } from "./acquaintance.ts";
import {
  audienceOf,
  closureOf,
  needsParticulars,
  partnerOf,
  partOf,
  type Part,
} from "./closure.ts";
import { mayConsentLeave } from "./consents-carried.ts";
import type { Desk } from "./desk.ts";
import { holdOn, waitedKey } from "./hold.ts";
import { goesOnce } from "./one-off.ts";
import { allowed, isRecalledFrom } from "./plan-release.ts";

/** What the entries of one page are decided with. */
export interface Leaving {
  desk: Desk;
  policy: Policy;
  partner: PartnerId;
  /** Watermark: up to there everything left already. */
  served: number;
  /** By release class, where that is enough. */
  decided: Map<number, Verdict>;
  /** Of what a newer version followed: whether the latest may go. */
  latest: Map<StixId, Promise<boolean>>;
  /** What may go but has to wait for longer than it did, with the minutes that it has to. */
  held: Map<OutboxEntry, number>;
}

/** `hold`: minutes for which it is kept back before it first leaves. */
export interface Verdict {
  may: boolean;
  hold: number;
}

/** How many entries are asked for at once of those on account of which another one may leave. */
const atOnce = 200;

/**
 * Whether each of these entries may leave now, in their order. A place, a speaker or its translation, a label or an identity
 * says something too: what was not served yet leaves only with something that needs it and may leave now.
 */
export async function mayLeave(
  leaving: Leaving,
  entries: readonly OutboxEntry[],
): Promise<boolean[]> {
  const may: boolean[] = [];
  for (const entry of entries) may.push(await mayLeaveAlone(leaving, entry));
  const fresh = entries.filter((entry, index) => may[index] && entry.seq > leaving.served);
  const carried = fresh.filter((entry) => isCarriedEntry(leaving, entry));
  const needed = await areNeeded(leaving, carried);
  const unneeded = new Set(carried.filter((entry) => !needed.has(entry.row)));
  const going = entries.filter((entry, index) => may[index] && !unneeded.has(entry));
  const anchors = fresh.filter(
    (entry) => isAnchorEntry(leaving.desk, entry) && !isIntroduction(leaving, entry),
  );
  for (const anchor of await unheld(leaving, anchors, going)) unneeded.add(anchor);
  if (unneeded.size > 0) {
    const seqs = [...unneeded].map(({ seq }) => seq);
    const served = new Set(await leaving.desk.store.servedOf(leaving.partner, seqs));
    for (const entry of unneeded) if (served.has(entry.seq)) unneeded.delete(entry);
  }
  return entries.map((entry, index) => may[index]! && !unneeded.has(entry));
}

/** Labels and others' identities: they tell topics, caveats and names. */
export function isAnchorEntry(desk: Desk, { control, kind, id }: OutboxEntry): boolean {
  if (!control) return false;
  return kind === "marking-definition" || (kind === "identity" && id !== desk.self.identity);
}

/** A lead tells the members of its charter who the others are. */
function isIntroduction({ desk, partner }: Leaving, { kind, id }: OutboxEntry): boolean {
  const party = kind === "identity" ? partnerOf(desk, id) : null;
  return party !== null && acquaintance(desk).toTell.get(partner)?.has(party) === true;
}

/** What never goes by itself, and the translations of such. */
function isCarriedEntry({ desk }: Leaving, { control, class: release }: OutboxEntry): boolean {
  if (control) return false;
  const members = desk.classes.members(release);
  return members.every(({ kind }) => isCarried(kind) || kind === "language-content");
}

/**
 * Decided by its class where that is enough, otherwise with the record and all that it refers to. An earlier version goes only
 * where the latest may: its originator may have said since that it is for fewer.
 */
async function mayLeaveAlone(leaving: Leaving, entry: OutboxEntry): Promise<boolean> {
  const { desk, policy, partner } = leaving;
  if (entry.control) return mayControlLeave(leaving, entry);
  if (desk.recalled.size > 0 && isRecalledFrom(desk, entry.id, partner)) return false;
  if (!entry.latest && !(await mayLatest(leaving, entry))) return false;
  const byClass = isTold(leaving, entry) ? mayByClass(leaving, entry.class) : null;
  const verdict = byClass ?? (await readBack(leaving, entry));
  if (!verdict.may) {
    return desk.oneOffs.size > 0 && (await goesOnce(desk, policy, partner, entry));
  }
  if (verdict.hold === 0 || isCarriedEntry(leaving, entry)) return true;
  const waited = desk.waited.get(waitedKey(entry.id, entry.modified, partner)) ?? 0;
  if (waited >= verdict.hold || (await hasLeft(leaving, entry))) return true;
  leaving.held.set(entry, verdict.hold);
  return false;
}

async function mayControlLeave(leaving: Leaving, entry: OutboxEntry): Promise<boolean> {
  if (entry.kind !== "consent") return true;
  const { desk, partner } = leaving;
  return mayConsentLeave(desk, entry, async (object) => {
    const ids = [object];
    const query = { partner, ids, versions: ["all" as const], limit: atOnce };
    for (const version of (await desk.store.outbox(query)).entries) {
      if (await mayLeaveAlone(leaving, version)) return true;
    }
    return false;
  });
}

/** What left once is served again without a wait. */
async function hasLeft({ desk, partner, served }: Leaving, { seq }: OutboxEntry): Promise<boolean> {
  return seq <= served || (await desk.store.servedOf(partner, [seq])).length > 0;
}

function mayLatest(leaving: Leaving, { id }: OutboxEntry): Promise<boolean> {
  const known = leaving.latest.get(id) ?? readLatest(leaving, id);
  leaving.latest.set(id, known);
  return known;
}

async function readLatest(leaving: Leaving, id: StixId): Promise<boolean> {
  const head = (await leaving.desk.store.heads([id])).get(id);
  return head !== undefined && (await readBack(leaving, { id, modified: head.modified })).may;
}

/**
 * Whether its class tells all that it rests on. What was served stays in the outbox when something that it rests on is taken back
 * or narrowed, and may go again.
 */
function isTold({ desk, served }: Leaving, { seq, class: release, settled }: OutboxEntry): boolean {
  return settled && (seq > served || desk.classes.members(release).length <= 1);
}

async function readBack(
  { desk, policy, partner }: Leaving,
  { id, modified }: Pick<OutboxEntry, "id" | "modified">,
): Promise<Verdict> {
  const closure = await closureOf(desk, id, modified);
  const may = allowed(desk, policy, id, closure).includes(partner);
  return { may, hold: may ? holdOn(desk, policy, closure.parts, partner) : 0 };
}

function verdictOn({ desk, policy, partner }: Leaving, parts: readonly Part[]): Verdict {
  const may = audienceOf(desk, policy, parts).includes(partner);
  return { may, hold: may ? holdOn(desk, policy, parts, partner) : 0 };
}

/** null: the class alone does not settle it. */
function mayByClass(leaving: Leaving, release: number): Verdict | null {
  const { desk, policy, decided } = leaving;
  const known = decided.get(release);
  if (known !== undefined) return known;
  const members = desk.classes.members(release);
  if (members.length === 0) return { may: false, hold: 0 };
  if (needsParticulars(desk, policy, members)) return null;
  const verdict = verdictOn(leaving, members.map(partOf));
  decided.set(release, verdict);
  return verdict;
}

/**
 * Rows of those carried entries to which something in this outbox refers that may leave now: directly, or by way of other
 * carried ones. A translation of a place is asked about as the place: by itself it is no reason for it.
 */
async function areNeeded(
  leaving: Leaving,
  entries: readonly OutboxEntry[],
): Promise<ReadonlySet<number>> {
  const { desk, partner } = leaving;
  const needed = new Set<number>();
  const carriers = new Map<number, number[]>();
  for (let next = [...entries]; next.length > 0;) {
    const classes = possibleClasses(leaving, next);
    let questions = next.map(({ row }) => ({ row, before: Number.MAX_SAFE_INTEGER }));
    for (const { row } of questions) carriers.set(row, []);
    next = [];
    while (questions.length > 0) {
      const referring = await desk.store.referring(partner, questions, classes, atOnce);
      const further: typeof questions = [];
      for (const [index, { row }] of questions.entries()) {
        for (const referrer of referring[index]!) {
          if (needed.has(row)) break;
          if (!(await mayLeaveAlone(leaving, referrer))) continue;
          if (!isCarriedEntry(leaving, referrer)) needed.add(row);
          else {
            carriers.get(row)!.push(referrer.row);
            if (!carriers.has(referrer.row)) next.push(referrer);
            carriers.set(referrer.row, carriers.get(referrer.row) ?? []);
          }
        }
        const last = referring[index]!.at(-1);
        if (last && referring[index]!.length >= atOnce && !needed.has(row)) {
          further.push({ row, before: last.row });
        }
      }
      questions = further;
    }
  }
  for (let before = -1; before !== needed.size;) {
    before = needed.size;
    for (const [row, by] of carriers) if (by.some((one) => needed.has(one))) needed.add(row);
  }
  return needed;
}

/** Classes of what may rest on one of these entries and is not denied by its class already: what rests on it holds its members. */
function possibleClasses(leaving: Leaving, entries: readonly OutboxEntry[]): number[] {
  const { classes } = leaving.desk;
  const labels = entries.flatMap(({ class: release }) =>
    classes.members(release).map(({ labelId }) => labelId),
  );
  const resting = new Set([...new Set(labels)].flatMap((label) => [...classes.labelled(label)]));
  const { oneOffs } = leaving.desk;
  return [...resting].filter(
    (release) => oneOffs.size > 0 || mayByClass(leaving, release)?.may !== false,
  );
}

/**
 * Those of these labels and identities that no later entry which may leave now bears, itself or in what it refers to.
 * `going`: what leaves of the entries at hand; further ones are looked for in the store.
 */
async function unheld(
  leaving: Leaving,
  anchors: readonly OutboxEntry[],
  going: readonly OutboxEntry[],
): Promise<OutboxEntry[]> {
  const { desk, partner } = leaving;
  const none: OutboxEntry[] = [];
  let open: { anchor: OutboxEntry; afterSeq: number; classes: number[] }[] = [];
  for (const anchor of anchors) {
    const holding = holders(desk, anchor);
    // An identity of nobody that is known any more: no class tells who needs it.
    if (holding === null) {
      none.push(anchor);
      continue;
    }
    const held = ({ seq, class: release }: OutboxEntry) => seq > anchor.seq && holding.has(release);
    if (going.some(held)) continue;
    // What goes once by two people's word goes whatever its class says.
    const classes = [...holding].filter(
      (release) => desk.oneOffs.size > 0 || mayByClass(leaving, release)?.may !== false,
    );
    if (classes.length === 0) none.push(anchor);
    else open.push({ anchor, afterSeq: anchor.seq, classes });
  }
  while (open.length > 0) {
    const found = await desk.store.firstOfClasses(partner, open);
    const further: typeof open = [];
    for (const [index, question] of open.entries()) {
      const entry = found[index] ?? null;
      if (entry === null) none.push(question.anchor);
      else if (!(await leaves(leaving, entry))) further.push({ ...question, afterSeq: entry.seq });
    }
    open = further;
  }
  return none;
}

async function leaves(leaving: Leaving, entry: OutboxEntry): Promise<boolean> {
  if (!(await mayLeaveAlone(leaving, entry))) return false;
  if (!isCarriedEntry(leaving, entry)) return true;
  return (await areNeeded(leaving, [entry])).has(entry.row);
}

function holders(desk: Desk, { id, kind }: OutboxEntry): ReadonlySet<number> | null {
  if (kind === "marking-definition") return desk.classes.labelled(id);
  const originator = partnerOf(desk, id);
  return originator === null ? null : desk.classes.originatedBy(originator);
}
