import type { PartnerId } from "../domain/partner.ts";
import {
  grantFailure,
  isLimitedByArea,
  labelFailure,
  redLineMatches,
  subjectFailure,
  type Failure,
} from "./conditions.ts";
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
  partners: ReadonlySet<PartnerId>;
  grants: readonly CompiledGrant[];
  redLines: readonly RedLineInForce[];
}

/** Everything that speaks for or against one record going to one partner. Released: `covering` and nothing against. */
export interface Findings {
  /** A record never goes to ourselves, to its originator or to somebody unknown. */
  recipient: "self" | "originator" | "unknown" | null;
  record: Failure | null;
  label: Failure | null;
  redLines: RedLineInForce[];
  covering: GrantInForce[];
  failed: { grant: GrantInForce; failure: Failure }[];
}

export function examine(
  rules: Rules,
  subject: Subject,
  particulars: Particulars,
  to: PartnerId,
): Findings {
  const { self } = rules;
  const findings: Findings = {
    recipient: recipientFault(rules, subject, to),
    record: subjectFailure(subject, (id) => rules.partners.has(id)),
    label: labelFailure(subject, particulars, self, to),
    redLines: rules.redLines.filter(({ redLine }) => redLineMatches(redLine, subject, to)),
    covering: [],
    failed: [],
  };
  for (const grant of rules.grants) {
    if (!grant.to.has(to)) continue;
    const failure = grantFailure(grant, subject, self);
    if (failure) findings.failed.push({ grant, failure });
    else if (meetsArea(grant, subject, particulars)) findings.covering.push(grant);
    else findings.failed.push({ grant, failure: { condition: "grant-within", of: "" } });
  }
  return findings;
}

export function isReleased({ recipient, record, label, redLines, covering }: Findings): boolean {
  return (
    recipient === null &&
    record === null &&
    label === null &&
    redLines.length === 0 &&
    covering.length > 0
  );
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

export function meetsArea(
  { within }: CompiledGrant,
  { kind }: Subject,
  { areas }: Particulars,
): boolean {
  return within === null || !isLimitedByArea(kind, areas.length) || within(areas);
}
