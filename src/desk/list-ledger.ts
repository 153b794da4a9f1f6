import { isFull } from "../domain/clearance.ts";
import type { Bilingual } from "../domain/bilingual.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import { AppError, problem } from "../errors.ts";
import type { LedgerEntry, LedgerName } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { read, readAll } from "./documents.ts";
import { ledgerFor } from "./ledger-name.ts";
import { openToken, sealToken } from "./outbox-token.ts";
import { sees, type Viewer } from "./viewer.ts";

/** One version that a partner was served. */
export interface LedgerLine {
  /** Which ledger: a restored store goes on in another one. */
  incarnation: string;
  /** Its number in that ledger; null for who may not see all that stands before it. */
  leaf: number | null;
  /** RFC 3339, UTC: when it was first served. */
  at: string;
  id: StixId;
  modified: string;
  kind: string;
  sha256: string;
  /** `agreement-id/clause-id`; empty for control records and what goes with others. */
  decidedBy: string[];
  state: "open" | "recalled" | "voided";
}

export interface LedgerRequest {
  partner: PartnerId;
  /** Served at or after, and before this; ms UTC. */
  from?: number;
  until?: number;
  /** `next` of the page before. */
  after?: string;
  limit: number;
}

/** Leaves that are looked at at once for a person who may not see all of them. */
const atOnce = 1000;

/**
 * What a partner was served, oldest first, and under which clauses: of records that this person may see, and without a number
 * that would tell of others. Errors: partner-unknown, request-invalid.
 */
export async function listLedger(
  desk: Desk,
  viewer: Viewer,
  { partner, from, until, after, limit }: LedgerRequest,
): Promise<{ lines: LedgerLine[]; next: string | null }> {
  if (!desk.partners.has(partner)) throw new AppError("partner-unknown", { partner });
  const ledgers = (await desk.store.ledgers()).filter((ledger) => ledger.partner === partner);
  const begin = after === undefined ? null : placeIn(desk, partner, after);
  const index = begin ? ledgers.findIndex((one) => one.incarnation === begin.incarnation) : 0;
  if (index < 0) throw new AppError("request-invalid", { reason: "after" });
  const within = { ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
  const seesAll = isFull(viewer.clearance);
  const found: (LedgerLine & { leaf: number })[] = [];
  for (const [at, ledger] of ledgers.slice(index).entries()) {
    let afterLeaf = at === 0 && begin ? begin.leaf : -1;
    while (found.length <= limit) {
      const asked = seesAll ? limit + 1 - found.length : atOnce;
      const query = { ...ledger, ...within, afterLeaf, limit: asked };
      const entries = await desk.store.ledgerEntries(query);
      found.push(...entries.flatMap((entry) => shownLine(desk, viewer, ledger, entry)));
      afterLeaf = entries.at(-1)?.leaf ?? afterLeaf;
      if (entries.length < asked) break;
    }
  }
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const next = last && found.length > limit ? sealedPlace(desk, partner, last) : null;
  return { lines: seesAll ? page : page.map((line) => ({ ...line, leaf: null })), next };
}

function shownLine(
  desk: Desk,
  viewer: Viewer,
  { incarnation }: LedgerName,
  { leaf, at, served }: LedgerEntry,
): (LedgerLine & { leaf: number })[] {
  // What is gone is for `ledger verify` to name.
  if (!served || !sees(desk, viewer, served)) return [];
  const { id, modified, kind, sha256, decidedBy, state } = served;
  return [
    {
      ...{ incarnation, leaf, at: stixTime(at), id, modified: stixTime(modified), kind, sha256 },
      ...{ decidedBy, state },
    },
  ];
}

/** Where the next page begins: the number of the leaf is sealed, so that it shows no gaps. */
function sealedPlace(
  { tokenKey, random }: Desk,
  partner: PartnerId,
  { incarnation, leaf }: { incarnation: string; leaf: number },
): string {
  return `${incarnation}.${sealToken(tokenKey, random, `ledger ${partner} ${incarnation}`, leaf)}`;
}

function placeIn({ tokenKey }: Desk, partner: PartnerId, after: string) {
  const [incarnation = "", token = ""] = after.split(".");
  const leaf = openToken(tokenKey, `ledger ${partner} ${incarnation}`, token);
  if (leaf === null) throw new AppError("request-invalid", { reason: "after" });
  return { incarnation, leaf };
}

/** How the ledgers of one link stand. */
export interface LedgerState {
  partner: PartnerId;
  /** This node's, for the partner: leaves now, and how many the partner signed for. */
  given: { size: number; countersigned: number };
  /** The partner's, for this node, as far as it was followed; null: it tells of none. */
  received: { size: number; unseen: number } | null;
  /** Since when there are two ledgers under one name; `own`: of this node's. */
  forks: { own: boolean; at: string; text: Bilingual }[];
  /** When the partner went on in another ledger, newest first; what was followed of the one before is kept. */
  began: { at: string; text: Bilingual }[];
}

/** As a person is shown it: numbers that count what this person may not see are left out. */
export type ShownLedgerState = Omit<LedgerState, "given"> & { given: LedgerState["given"] | null };

export async function shownLedgerStates(desk: Desk, viewer: Viewer): Promise<ShownLedgerState[]> {
  const states = await ledgerStates(desk);
  if (isFull(viewer.clearance)) return states;
  return states.map((state) => ({ ...state, given: null, received: null }));
}

export async function ledgerStates(desk: Desk): Promise<LedgerState[]> {
  const sizes = await desk.store.ledgers();
  const forks = await readAll(desk.store, "ledger-fork");
  const states: LedgerState[] = [];
  for (const partner of [...desk.partners.keys()].sort()) {
    const { incarnation } = ledgerFor(desk, partner);
    const own = sizes.find((one) => one.partner === partner && one.incarnation === incarnation);
    const cosigned = await read(desk.store, "ledger-cosigned", partner);
    const seen = await read(desk.store, "ledger-seen", partner);
    const text = problem(new AppError("ledger-fork", { partner })).detail;
    const met = [...forks].flatMap(([key, { at }]) => {
      const own = key.startsWith(`own ${partner} `);
      return own || key.startsWith(`${partner} `) ? [{ own, at: stixTime(at), text }] : [];
    });
    const began = ((await read(desk.store, "ledger-earlier", partner)) ?? []).map(({ until }) => {
      const at = stixTime(until);
      const parts = { partner, count: 1, where: at };
      return { at, text: problem(new AppError("ledger-new", parts)).detail };
    });
    const isCurrent = cosigned?.origin.endsWith(`/${incarnation}`) === true;
    states.push({
      partner,
      given: { size: own?.size ?? 0, countersigned: isCurrent ? cosigned.size : 0 },
      received: seen && { size: seen.size, unseen: seen.unseen },
      forks: met,
      began,
    });
  }
  return states;
}
