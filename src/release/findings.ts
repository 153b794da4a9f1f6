import type { PartnerId } from "../domain/partner.ts";
import { parseStixTime } from "../domain/time.ts";
import { grantFailure, labelFailure, subjectFailure, type Failure } from "./conditions.ts";
import { holdOf, secondPerson } from "./hold.ts";
import type { GrantInForce, RedLineInForce } from "./in-force.ts";
import { mayGoOn, receivedUnder } from "./received.ts";
import { meetsArea, redLinesAgainst, type CompiledGrant, type Rules } from "./rules.ts";
import type { Particulars, Subject } from "./types.ts";

/** Everything that speaks for or against one record going to one partner. Released: `covering` and nothing against. */
export interface Findings {
  /** A record never goes to ourselves, to its originator or to somebody unknown. */
  recipient: "self" | "originator" | "unknown" | null;
  record: Failure | null;
  label: Failure | null;
  /** Another's record, which no grant from its originator to us lets us pass on to this partner. */
  received: Failure | null;
  redLines: RedLineInForce[];
  covering: GrantInForce[];
  failed: { grant: GrantInForce; failure: Failure }[];
}

/** What a grant in force says of all records of one subject, areas left aside; null: it covers them. */
export interface Verdict {
  grant: CompiledGrant;
  failure: Failure | null;
}

const outside: Failure = { condition: "grant-within", of: "" };

export function verdictsOn({ grants, self }: Rules, subject: Subject): Verdict[] {
  return grants.map((grant) => ({ grant, failure: grantFailure(grant, subject, self) }));
}

/** `verdicts`: on this subject, one for each grant in force. */
export function examine(
  rules: Rules,
  verdicts: readonly Verdict[],
  subject: Subject,
  particulars: Particulars,
  to: PartnerId,
): Findings {
  const findings: Findings = {
    recipient: recipientFault(rules, subject, to),
    record: subjectFailure(subject, (id) => rules.originators.has(id)),
    label: labelFailure(subject, particulars, rules.self, to),
    received: mayGoOn(receivedUnder(rules, subject), subject, particulars, to)
      ? null
      : { condition: "received", of: "" },
    redLines: redLinesAgainst(rules, subject, to),
    covering: [],
    failed: [],
  };
  for (const verdict of verdicts) {
    const { grant, failure } = verdict;
    if (!grant.to.has(to)) continue;
    if (failure) findings.failed.push({ grant, failure });
    else if (meetsArea(grant, subject, particulars)) findings.covering.push(grant);
    else findings.failed.push({ grant, failure: outside });
  }
  return findings;
}

export function isReleased(findings: Findings): boolean {
  const { recipient, record, label, received, redLines, covering } = findings;
  return (
    recipient === null &&
    record === null &&
    label === null &&
    received === null &&
    redLines.length === 0 &&
    covering.length > 0
  );
}

/** Of grants that all cover a record: it waits no longer than the one that lets it go first. */
export function leastHold(grants: readonly GrantInForce[]): number {
  return grants.reduce((least, { grant }) => Math.min(least, holdOf(grant)), secondPerson);
}

/** ms UTC; Infinity: none reaches back. */
export function earliestBackfill(grants: readonly GrantInForce[]): number {
  return grants.reduce((earliest, { grant: { backfillFrom } }) => {
    const from = backfillFrom ? parseStixTime(backfillFrom) : null;
    return Math.min(earliest, from ?? Infinity);
  }, Infinity);
}

export function recipientFault(
  { self, partners }: Rules,
  { originator }: Subject,
  to: PartnerId,
): Findings["recipient"] {
  if (to === self) return "self";
  if (to === originator) return "originator";
  return partners.has(to) ? null : "unknown";
}
