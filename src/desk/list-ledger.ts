import type { Bilingual } from "../domain/bilingual.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import { AppError, problem } from "../errors.ts";
import type { Desk } from "./desk.ts";
import { read, readAll } from "./documents.ts";
import { ledgerFor } from "./ledger-name.ts";

/** One version that a partner was served. */
export interface LedgerLine {
  /** Which ledger: a restored store goes on in another one. */
  incarnation: string;
  leaf: number;
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

/** What a partner was served, oldest first, and under which clauses. Errors: partner-unknown, request-invalid. */
export async function listLedger(
  desk: Desk,
  { partner, from, until, after, limit }: LedgerRequest,
): Promise<{ lines: LedgerLine[]; next: string | null }> {
  if (!desk.partners.has(partner)) throw new AppError("partner-unknown", { partner });
  const ledgers = (await desk.store.ledgers()).filter((ledger) => ledger.partner === partner);
  const [begin, leaf] = after === undefined ? [ledgers[0]?.incarnation, "-1"] : after.split(".");
  const place = ledgers.findIndex(({ incarnation }) => incarnation === begin);
  if (after !== undefined && (place < 0 || !/^[0-9]{1,15}$/.test(leaf ?? "")))
    throw new AppError("request-invalid", { reason: "after" });
  const lines: LedgerLine[] = [];
  const within = { ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
  for (const [index, ledger] of ledgers.slice(Math.max(0, place)).entries()) {
    const afterLeaf = index === 0 ? Number(leaf) : -1;
    const rest = limit + 1 - lines.length;
    const entries = await desk.store.ledgerEntries({
      ...ledger,
      ...within,
      afterLeaf,
      limit: rest,
    });
    const { incarnation } = ledger;
    for (const { leaf, at, served } of entries) {
      // What is gone is for `ledger verify` to name.
      if (!served) continue;
      const { id, modified, kind, sha256, decidedBy, state } = served;
      lines.push({
        ...{ incarnation, leaf, at: stixTime(at), id, modified: stixTime(modified), kind, sha256 },
        ...{ decidedBy, state },
      });
    }
    if (lines.length > limit) break;
  }
  const page = lines.slice(0, limit);
  const last = page.at(-1);
  const next = last && lines.length > limit ? `${last.incarnation}.${last.leaf}` : null;
  return { lines: page, next };
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
    const isCurrent = cosigned?.origin.endsWith(`/${incarnation}`) === true;
    states.push({
      partner,
      given: { size: own?.size ?? 0, countersigned: isCurrent ? cosigned.size : 0 },
      received: seen && { size: seen.size, unseen: seen.unseen },
      forks: met,
    });
  }
  return states;
}
