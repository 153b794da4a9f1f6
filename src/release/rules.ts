import type { PartnerId } from "../domain/partner.ts";
import { isLimitedByArea, isOwn, redLineMatches } from "./conditions.ts";
import type { GrantInForce, RedLineInForce } from "./in-force.ts";
import type { Particulars, Subject } from "./types.ts";
import type { compileWithin } from "./within.ts";

/** A grant in force with its area made ready; null: it has none. */
export interface CompiledGrant extends GrantInForce {
  within: ReturnType<typeof compileWithin> | null;
}

/** What one node's decisions are made of. */
export interface Rules {
  self: PartnerId;
  /** To whom a record may go at all. */
  partners: ReadonlySet<PartnerId>;
  /** Whose records may be passed on at all. */
  originators: ReadonlySet<PartnerId>;
  grants: readonly CompiledGrant[];
  /** Grants in force from this partner to us. */
  received(from: PartnerId): readonly CompiledGrant[];
  redLines: readonly RedLineInForce[];
  /** By charter: who is bound by its duty to warn. */
  boundToWarn: readonly ReadonlySet<PartnerId>[];
}

/**
 * Red lines that forbid this subject to `to`. Who drew one and stands by the duty to warn of a charter with us and the recipient
 * said there that it stops no warning of ours.
 */
export function redLinesAgainst(
  { self, redLines, boundToWarn }: Rules,
  subject: Subject,
  to: PartnerId,
): RedLineInForce[] {
  const against = redLines.filter(({ redLine }) => redLineMatches(redLine, subject, to));
  if (against.length === 0 || subject.kind !== "warning" || !isOwn(subject, self)) return against;
  const duties = boundToWarn.filter((bound) => bound.has(self) && bound.has(to));
  return against.filter(({ redLine }) => !duties.some((bound) => bound.has(redLine.by)));
}

export function meetsArea(
  { within }: CompiledGrant,
  { kind }: Subject,
  { areas }: Particulars,
): boolean {
  return within === null || !isLimitedByArea(kind, areas.length) || within(areas);
}
