import type { PartnerId } from "../domain/partner.ts";
import { AppError } from "../errors.ts";
import type { Policy } from "../release/types.ts";
import type { Change, OutboxEntry, OutboxQuery } from "../store/port.ts";
import { audienceOf, closureOf, needsParticulars } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { openToken, sealToken } from "./outbox-token.ts";
import { isRecalledFrom } from "./plan-release.ts";

export interface OutboxRequest extends Omit<OutboxQuery, "partner"> {
  /** The `next` of an earlier answer. Error: token-unknown. */
  token?: string;
}

export interface OutboxPage {
  /** The objects joined by commas, UTF-8. */
  body: Uint8Array;
  entries: OutboxEntry[];
  more: boolean;
  next: string | null;
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
  for (let attempt = 0; attempt < 16; attempt++) {
    const removals = desk.removals;
    const policy = desk.board.policy();
    const unmoved = () => desk.removals === removals && desk.board.policy() === policy;
    const page = await decide(desk, policy, partner, request);
    if (!unmoved()) continue;
    await markServed(desk, partner, request, page);
    const body = await desk.store.bodies(page.entries.map((entry) => entry.row));
    if (unmoved()) return { ...answer(desk, partner, page), body };
  }
  throw new AppError("busy");
}

/** The same page without its content: nothing is served by it. */
export async function readManifest(
  desk: Desk,
  partner: PartnerId,
  request: OutboxRequest,
): Promise<Omit<OutboxPage, "body">> {
  return answer(desk, partner, await decide(desk, desk.board.policy(), partner, request));
}

interface DecidedPage {
  entries: OutboxEntry[];
  /** Entries in the same stretch that may not leave now. */
  denied: OutboxEntry[];
  /** The stretch of the outbox that was looked at: after `from`, up to `through`. */
  from: number;
  through: number;
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
): Promise<DecidedPage> {
  const start = token === undefined ? query.afterSeq : openToken(desk.tokenKey, partner, token);
  if (start === null) throw new AppError("token-unknown");
  const page: DecidedPage = { entries: [], denied: [], from: start ?? 0, through: 0, more: false };
  const decided = new Map<number, boolean>();
  let afterSeq = start;
  for (;;) {
    const found = await desk.store.outbox({
      ...query,
      partner,
      limit: query.limit + 1 - page.entries.length,
      ...(afterSeq !== undefined && { afterSeq }),
    });
    if (page.through === 0) page.from = page.through = found.from;
    for (const entry of found.entries) {
      const may = await mayLeave(desk, policy, partner, entry, decided);
      if (may && page.entries.length === query.limit) return { ...page, more: true };
      (may ? page.entries : page.denied).push(entry);
      page.through = entry.seq;
    }
    afterSeq = found.entries.at(-1)?.seq;
    if (!found.more || afterSeq === undefined) return page;
  }
}

/** Decided by class where that is enough, otherwise with the record and all that it refers to. */
async function mayLeave(
  desk: Desk,
  policy: Policy,
  partner: PartnerId,
  entry: OutboxEntry,
  decided: Map<number, boolean>,
): Promise<boolean> {
  if (entry.control) return true;
  if (desk.recalled.size > 0 && isRecalledFrom(desk, entry.id, partner)) return false;
  const known = decided.get(entry.class);
  if (known !== undefined) return known;
  const members = desk.classes.members(entry.class);
  if (members.length === 0) return false;
  if (needsParticulars(desk, policy, members)) {
    const closure = await closureOf(desk, entry.id, entry.modified);
    return audienceOf(desk, policy, closure.parts).includes(partner);
  }
  const parts = members.map((member) => ({ member, particulars: { areas: [] } }));
  const may = audienceOf(desk, policy, parts).includes(partner);
  decided.set(entry.class, may);
  return may;
}

/**
 * A page read in order moves the watermark over its stretch, and what was denied in it is void: the
 * reader's cursor has passed it. A filtered page marks just what it holds.
 */
async function markServed(
  desk: Desk,
  partner: PartnerId,
  request: OutboxRequest,
  page: DecidedPage,
): Promise<void> {
  const { served } = await desk.store.outboxState(partner);
  const at = desk.clock();
  const inOrder = page.from <= served;
  const changes: Change[] = [];
  const whole = !request.versions || request.versions.includes("all");
  if (inOrder && whole && !request.ids && !request.kinds && !request.specVersions) {
    if (page.through <= served) return;
    for (const { seq, id, modified } of page.denied) {
      if (seq > served) changes.push({ do: "void", partner, id, modified });
    }
    changes.push({ do: "served", partner, seq: page.through, at });
  } else {
    const only = page.entries.filter(({ seq }) => seq > served).map(({ seq }) => seq);
    if (only.length === 0) return;
    changes.push({ do: "served", partner, seq: 0, only, at });
  }
  await desk.store.commit({ priority: "interactive", groups: [changes] });
}
