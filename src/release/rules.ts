import type { PartnerId } from "../domain/partner.ts";
import { isLimitedByArea } from "./conditions.ts";
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
}

export function meetsArea(
  { within }: CompiledGrant,
  { kind }: Subject,
  { areas }: Particulars,
): boolean {
  return within === null || !isLimitedByArea(kind, areas.length) || within(areas);
}
