import type { Grant } from "../domain/agreement.ts";
import type { PartnerId } from "../domain/partner.ts";
import { grantsInForce, mentions } from "./in-force.ts";
import { idleText } from "./reason-texts.ts";
import { isTimeOf, spanOf, type Clauses, type Known } from "./standing.ts";
import type { Reason } from "./types.ts";

/** Why a grant that names both sides is not in force. */
export type Idle =
  | { why: "expired" | "not-yet"; at: number }
  | { why: "unsigned" | "withdrawn" | "other-text"; by: PartnerId }
  | { why: "not-joined" };

/** One reason for each grant from `self` to `to` in the latest or our own version that is not in force at `at`. */
export function outOfForce(
  known: readonly Known[],
  self: PartnerId,
  to: PartnerId,
  at: number,
): Reason[] {
  return known.flatMap((agreement) => {
    const inForce = new Set(
      grantsInForce(agreement, self)
        .filter((found) => found.to.has(to))
        .map((found) => found.grant),
    );
    const own = agreement.words.get(self)?.stands ?? null;
    const seen = new Set<string>();
    return [own, agreement.latest].flatMap((version) => {
      if (!version?.parties.has(self) || !version.parties.has(to)) return [];
      return [...version.grants].flatMap(([text, grant]) => {
        if (inForce.has(grant) || seen.has(text) || !isBetween(grant, self, to)) return [];
        seen.add(text);
        if (own?.grants.has(text) && inForce.has(own.grants.get(text)!)) return [];
        return [
          {
            agreement: agreement.id,
            clause: grant.id,
            effect: "not-covered" as const,
            text: idleText(version.form, grant, idleness(agreement, version, text, self, to, at)),
          },
        ];
      });
    });
  });
}

function isBetween(grant: Grant, from: PartnerId, to: PartnerId): boolean {
  return mentions(grant.from, from) && mentions(grant.to, to);
}

function idleness(
  agreement: Known,
  version: Clauses,
  text: string,
  self: PartnerId,
  to: PartnerId,
  at: number,
): Idle {
  if (!isTimeOf(version.form, at)) {
    const [from, until] = spanOf(version.form);
    return at < from ? { why: "not-yet", at: from } : { why: "expired", at: until };
  }
  for (const party of [self, to]) {
    const word = agreement.words.get(party);
    if (word && word.stands === null && word.last.act !== "sign")
      return { why: "withdrawn", by: party };
    if (!word?.stands) return { why: "unsigned", by: party };
    if (!word.stands.grants.has(text)) {
      return word.stands.modified < version.modified
        ? { why: "unsigned", by: party }
        : { why: "other-text", by: party };
    }
    if (!isTimeOf(word.stands.form, at)) return { why: "unsigned", by: party };
  }
  return version.form.coalition ? { why: "not-joined" } : { why: "other-text", by: to };
}
