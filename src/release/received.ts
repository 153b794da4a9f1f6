import type { PartnerId } from "../domain/partner.ts";
import { coverFailure } from "./conditions.ts";
import { meetsArea, type CompiledGrant, type Rules } from "./rules.ts";
import type { Particulars, Subject } from "./types.ts";

/**
 * The grants under which another originator's record may have come to us and that let us pass it on at all, areas left aside.
 * null: none is asked for, since it is ours, or its originator's consent counts instead. What came by another's passing it on
 * alone goes no further: its originator never said to us that it may.
 */
export function receivedUnder(rules: Rules, subject: Subject): readonly CompiledGrant[] | null {
  const { label, originator } = subject;
  if (originator === rules.self || label.originatorControl !== false) return null;
  return rules
    .received(originator)
    .filter(
      ({ grant }) =>
        (grant.reshare === "parties" || grant.reshare === "any") &&
        coverFailure(grant, subject) === null,
    );
}

/** Whether such a grant lets us pass something on to `to`. */
export function letsOn({ grant, fellows }: CompiledGrant, to: PartnerId): boolean {
  return grant.reshare !== "parties" || fellows.has(to);
}

export function mayGoOn(
  under: readonly CompiledGrant[] | null,
  subject: Subject,
  particulars: Particulars,
  to: PartnerId,
): boolean {
  return (
    under === null ||
    under.some((grant) => letsOn(grant, to) && meetsArea(grant, subject, particulars))
  );
}
