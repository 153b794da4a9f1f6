import type { PartnerId } from "../domain/partner.ts";
import { AppError } from "../errors.ts";
import { mintReleased } from "../release/mint-released.ts";
import type { Released } from "../release/released.ts";
import type { Policy } from "../release/types.ts";
import type { Change, OutboxEntry, OutboxQuery } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { heldKey, keptBack, rememberHolds, waitedKey } from "./hold.ts";
import { lookAgain } from "./look-again.ts";
import { shown } from "./unseen.ts";
import { isAnchorEntry, mayLeave, type Leaving } from "./may-leave.ts";
import { lacking, passed, putOff, voiding } from "./outbox-gaps.ts";
import { ledgerFor } from "./ledger-name.ts";
import { openToken, sealToken } from "./outbox-token.ts";
import { ledgerPartOf, leavesFor, signServed } from "./serve-ledger.ts";
import { settle } from "./settle.ts";

export interface OutboxRequest extends Omit<OutboxQuery, "partner"> {
  /** The `next` of an earlier answer. Error: token-unknown. */
  token?: string;
}

export interface OutboxPage {
  /** The objects joined by commas, UTF-8. */
  body: Released;
  entries: OutboxEntry[];
  more: boolean;
  next: string | null;
  /** What it is in the ledger (ledger-part.ts), for the recipient to sign for; left out where it is not read in order. */
  ledger?: string;
}

/**
 * One page of what was released to a partner, the only way in which records leave, for every transport.
 * Each entry is decided again now; first servings are on disk before this resolves.
 * Errors: token-unknown, busy, those of the store.
 */
export async function readOutbox(
  desk: Desk,
  partner: PartnerId,
  request: OutboxRequest,
): Promise<OutboxPage> {
  const mended = new Set<number>();
  for (let attempt = 0; attempt < 16;) {
    const now = moment(desk);
    const page = await decide(desk, now.policy, partner, request, mended);
    if (!now.lasts()) attempt++;
    else if (isInOrder(request, page) && (await mend(desk, now, partner, page))) {
      // What cannot be mended by this leaves as it is: so this comes to an end.
      for (const { row } of page.lacking) mended.add(row);
    } else {
      await markServed(desk, now.policy, partner, request, page);
      const ids = page.entries.map(({ id }) => id);
      void lookAgain(desk, shown(desk, partner, ids));
      const bodies = await desk.store.bodies(page.entries.map((entry) => entry.row));
      const ledger = isWhole(request) ? await ledgerPartOf(desk, partner, page.entries) : null;
      if (now.lasts()) {
        const body = mintReleased(bodies);
        return { ...answer(desk, partner, page), body, ...(ledger !== null && { ledger }) };
      }
      attempt++;
    }
  }
  throw new AppError("busy");
}

/** The same page without its content: nothing is served by it. Errors: token-unknown, busy, those of the store. */
export async function readManifest(
  desk: Desk,
  partner: PartnerId,
  request: OutboxRequest,
): Promise<Omit<OutboxPage, "body">> {
  for (let attempt = 0; attempt < 16; attempt++) {
    const now = moment(desk);
    const page = await decide(desk, now.policy, partner, request);
    if (now.lasts()) return answer(desk, partner, page);
  }
  throw new AppError("busy");
}

interface Moment {
  policy: Policy;
  /** No agreement and no recall moved since. */
  lasts(): boolean;
}

function moment(desk: Desk): Moment {
  const { removals } = desk;
  const policy = desk.board.policy();
  return {
    policy,
    lasts: () => desk.removals === removals && desk.board.policy() === policy,
  };
}

function leavingFrom(desk: Desk, policy: Policy, partner: PartnerId, served: number): Leaving {
  return { desk, policy, partner, served, decided: new Map(), latest: new Map(), held: new Map() };
}

interface DecidedPage {
  entries: OutboxEntry[];
  /** How long these are, joined by commas. */
  octets: number;
  /** Entries in the same stretch that may not leave now. */
  denied: OutboxEntry[];
  /** Those of the denied that may leave once they have waited: for so many minutes. */
  held: ReadonlyMap<OutboxEntry, number>;
  /** Those of the denied that may leave but have lost what must go before them. */
  lacking: OutboxEntry[];
  /** The stretch of the outbox that was looked at: after `from`, up to `through`. */
  from: number;
  through: number;
  /** Watermark when it was decided. */
  served: number;
  more: boolean;
}

function answer(desk: Desk, partner: PartnerId, page: DecidedPage): Omit<OutboxPage, "body"> {
  const { entries, more, through } = page;
  const next = through > 0 ? sealToken(desk.tokenKey, desk.random, partner, through) : null;
  return { entries, more, next };
}

async function decide(
  desk: Desk,
  policy: Policy,
  partner: PartnerId,
  { token, ...query }: OutboxRequest,
  mended: ReadonlySet<number> = new Set(),
): Promise<DecidedPage> {
  const start = token === undefined ? query.afterSeq : openToken(desk.tokenKey, partner, token);
  if (start === null) throw new AppError("token-unknown");
  const { served } = await desk.store.outboxState(partner);
  const leaving: Leaving = leavingFrom(desk, policy, partner, served);
  const page: DecidedPage = {
    ...{ entries: [], octets: 0, denied: [], lacking: [], from: start ?? 0, through: 0 },
    ...{ served, more: false },
    held: leaving.held,
  };
  let afterSeq = start;
  for (;;) {
    const found = await desk.store.outbox({
      ...query,
      partner,
      // Where much is denied, a small page must not cost a question for each entry.
      limit: Math.max(query.limit + 1 - page.entries.length, page.denied.length > 0 ? 500 : 0),
      ...(afterSeq !== undefined && { afterSeq }),
    });
    if (page.through === 0) page.from = page.through = found.from;
    const may = await mayLeave(leaving, found.entries);
    const lack = await lacking(
      leaving,
      found.entries.filter(({ row }, index) => may[index] && !mended.has(row)),
    );
    for (const [index, entry] of found.entries.entries()) {
      const leaves = may[index] && !lack.has(entry);
      if (leaves) {
        // Counted of what leaves alone: where a page ends tells nothing of what does not.
        const octets = page.octets + entry.octets + (page.entries.length > 0 ? 1 : 0);
        const isOver = page.entries.length > 0 && octets > (query.octets ?? Infinity);
        if (isOver || page.entries.length === query.limit) return { ...page, more: true };
        page.octets = octets;
      }
      (leaves ? page.entries : page.denied).push(entry);
      if (lack.has(entry)) page.lacking.push(entry);
      page.through = entry.seq;
    }
    afterSeq = found.entries.at(-1)?.seq;
    if (!found.more || afterSeq === undefined) return page;
    if (page.lacking.length > query.limit) return { ...page, more: true };
  }
}

/** A page that goes on where the watermark stands, or before it, and looks at everything from there. */
function isInOrder(request: OutboxRequest, { from, served }: DecidedPage): boolean {
  const wanted = !request.versions || request.versions.includes("all");
  return from <= served && wanted && !isFiltered(request);
}

function isFiltered({ ids, kinds, specVersions }: OutboxRequest): boolean {
  return (ids ?? kinds ?? specVersions) !== undefined;
}

/** Nothing is left out between the first and the last entry: as nodes read each other. */
function isWhole(request: OutboxRequest): boolean {
  return !isFiltered(request) && request.versions?.includes("all") === true;
}

/**
 * Takes labels and identities out past which the reader goes on without them, so that they are carried anew when something
 * needs them; what has lost such a thing before is put to the end of the outbox with it. False: nothing of that was there.
 */
async function mend(
  desk: Desk,
  now: Moment,
  partner: PartnerId,
  { denied, lacking, served }: DecidedPage,
): Promise<boolean> {
  const { policy } = now;
  const leaving = leavingFrom(desk, policy, partner, served);
  const anchors = denied.filter((entry) => entry.seq > served && isAnchorEntry(desk, entry));
  if (anchors.length === 0 && lacking.length === 0) return false;
  const { result, value } = await voiding(desk, partner, (noted) =>
    desk.board.commit(async () => {
      const group: Change[] = [];
      if (now.lasts()) {
        group.push(...noted);
        for (const { id } of anchors) group.push({ do: "void", partner, id });
        for (const entry of lacking) group.push(...(await putOff(leaving, entry)));
      }
      // Who counts on such a label standing there must plan anew.
      return { batch: { priority: "interactive", groups: [group] }, moves: true, value: group };
    }),
  );
  settle(desk, [value], result);
  return true;
}

/**
 * A page read in order moves the watermark over its stretch, and what was denied in it is void: the
 * reader's cursor has passed it. So are earlier versions that a reader of last versions passes. A filtered page
 * marks just what it holds. What is served for the first time gets its leaf in the ledger in the same commit.
 */
async function markServed(
  desk: Desk,
  policy: Policy,
  partner: PartnerId,
  request: OutboxRequest,
  page: DecidedPage,
): Promise<void> {
  const { served, through } = page;
  const at = desk.clock();
  const leaves = await leavesFor(desk, policy, partner, page.entries);
  // What was served before and no receipt came for: a client that signs for nothing is logged as surely.
  const signed = await signServed(desk, ledgerFor(desk, partner));
  const commit = async (changes: Change[]) => {
    await desk.store.commit({ priority: "interactive", groups: [changes] });
    rememberHolds(desk, changes);
  };
  const done = noLongerWaiting(desk, partner, page.entries);
  if (!isInOrder(request, page) || through <= served) {
    // A control record that a reader of last versions passed may be served for the first time below the watermark.
    const only = page.entries.filter(({ seq }) => seq > served).map(({ seq }) => seq);
    if (only.length + leaves.seqs.length > 0)
      await commit([...signed, { do: "served", partner, seq: 0, only, leaves, at }, ...done]);
    return;
  }
  const gone = page.denied.filter(({ seq }) => seq > served);
  if (!request.versions) gone.push(...(await passedOver(desk, partner, page)));
  const voids = gone.map(({ id, modified }): Change => ({ do: "void", partner, id, modified }));
  const mark: Change[] = [...signed, { do: "served", partner, seq: through, leaves, at }];
  done.push(...noLongerWaiting(desk, partner, gone));
  if (voids.length === 0)
    await commit([...mark, ...done, ...(await passed(desk, partner, through))]);
  else {
    const kept = gone.flatMap((entry) => heldAgain(desk, partner, entry, page));
    await voiding(desk, partner, (noted) =>
      commit([...noted, ...voids, ...kept, ...mark, ...done]),
    );
  }
}

/** That these entries waited need not be known any more once they left, or were taken out. */
function noLongerWaiting(
  desk: Desk,
  partner: PartnerId,
  entries: readonly OutboxEntry[],
): Change[] {
  if (desk.waited.size === 0) return [];
  return entries
    .map(({ id, modified }) => waitedKey(id, modified, partner))
    .filter((key) => desk.waited.has(key))
    .map((key) => ({ do: "remove", kind: "waited", key }));
}

/** Agreements hold now what went into the outbox without a wait: it waits from when it was put there. */
function heldAgain(
  desk: Desk,
  partner: PartnerId,
  entry: OutboxEntry,
  { held }: DecidedPage,
): Change[] {
  const hold = held.get(entry);
  const known = desk.held.get(heldKey(entry.id, partner));
  if (hold === undefined || (known && known.modified >= entry.modified)) return [];
  return [keptBack(entry, partner, hold, Math.floor(entry.dateAdded / 1000))];
}

/** Earlier versions in a stretch of which just last versions were read: nobody was served them, and a recall must not tell of them. */
async function passedOver(
  desk: Desk,
  partner: PartnerId,
  { entries, served, through }: DecidedPage,
): Promise<OutboxEntry[]> {
  const read = new Set(entries.map(({ seq }) => seq));
  const over: OutboxEntry[] = [];
  for (let after = served; ;) {
    const found = await desk.store.superseded(partner, after, through, 1000);
    over.push(...found.filter(({ seq, control }) => !control && !read.has(seq)));
    const last = found.at(-1);
    if (!last || found.length < 1000) return over;
    after = last.seq;
  }
}
