import type { PartnerId } from "../domain/partner.ts";
import { grantFailure, isOwn, labelFailure, subjectFailure } from "./conditions.ts";
import { earliestBackfill, leastHold, recipientFault, type Verdict } from "./findings.ts";
import { letsOn, receivedUnder } from "./received.ts";
import { redLinesAgainst, type CompiledGrant, type Rules } from "./rules.ts";
import type { Decision, Subject } from "./types.ts";

/** What holds for all records of one subject. */
export interface Settled {
  /** Who may have it; where `audienceFixed` is false, who may have it at most. In the order of the partners. */
  audience: readonly PartnerId[];
  members: ReadonlySet<PartnerId>;
  /** A record's own particulars cannot change who may have it, nor how long it waits. */
  audienceFixed: boolean;
  /** Nor back to when old records may go. */
  reachFixed: boolean;
  /** Nor can they change why. */
  reasonsFixed: boolean;
  /** One for each grant in force; made when first asked why. */
  verdicts?: readonly Verdict[];
  /** Grants that cover the subject, areas left aside. */
  covering: readonly CompiledGrant[];
  /** Grants from its originator to us that let it be passed on, areas left aside; null: none is asked for. */
  received: readonly CompiledGrant[] | null;
  /** Explanations given so far, where the reasons are fixed. */
  decisions: Map<PartnerId, Decision>;
}

/** Decides as far as the subject alone allows. Throws on a malformed subject. */
export function settle(rules: Rules, subject: Subject): Settled {
  const { self, partners, originators } = rules;
  const { label } = subject;
  const labelFixed =
    label.release !== "listed" && (isOwn(subject, self) || label.originatorControl === false);
  const covering = rules.grants.filter((grant) => grantFailure(grant, subject, self) === null);
  const received = receivedUnder(rules, subject);
  const audience: PartnerId[] = [];
  let audienceFixed = labelFixed;
  let reachFixed = true;
  if (subjectFailure(subject, (id) => originators.has(id)) === null) {
    for (const to of partners) {
      if (recipientFault(rules, subject, to)) continue;
      if (labelFixed && labelFailure(subject, { areas: [] }, self, to)) continue;
      const grants = covering.filter((grant) => grant.to.has(to));
      if (grants.length === 0) continue;
      if (redLinesAgainst(rules, subject, to).length > 0) continue;
      const letting = received?.filter((grant) => letsOn(grant, to));
      if (letting?.length === 0) continue;
      const unlimited = grants.filter((grant) => grant.within === null);
      // Where it happened may let it go at all, or sooner.
      if (unlimited.length === 0 || leastHold(grants) < leastHold(unlimited)) audienceFixed = false;
      if (earliestBackfill(grants) < earliestBackfill(unlimited)) reachFixed = false;
      if (letting?.every((grant) => grant.within !== null)) audienceFixed = false;
      audience.push(to);
    }
  }
  return {
    audience: Object.freeze(audience),
    members: new Set(audience),
    audienceFixed: audienceFixed || audience.length === 0,
    reachFixed: (audienceFixed && reachFixed) || audience.length === 0,
    reasonsFixed:
      labelFixed && [...covering, ...(received ?? [])].every((grant) => grant.within === null),
    covering,
    received,
    decisions: new Map(),
  };
}
