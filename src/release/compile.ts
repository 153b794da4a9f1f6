import type { PartnerId } from "../domain/partner.ts";
import { agreementState } from "./agreement-state.ts";
import { isOwn, labelFailure, subjectFailure } from "./conditions.ts";
import { explainer, unexplained } from "./explain.ts";
import { earliestBackfill, examine, leastHold, recipientFault, verdictsOn } from "./findings.ts";
import { holdOf, secondPerson } from "./hold.ts";
import { boundToWarn, grantsInForce, redLinesBinding } from "./in-force.ts";
import { outOfForce } from "./out-of-force.ts";
import { meetsArea, redLinesAgainst, type CompiledGrant, type Rules } from "./rules.ts";
import { settle, type Settled } from "./settle.ts";
import { mayGoOn } from "./received.ts";
import { knownAgreements, spanOf, type Known } from "./standing.ts";
import { subjectCache } from "./subject-cache.ts";
import type { Decision, Particulars, Policy, PolicyInput, Reason, Subject } from "./types.ts";
import { compileWithin } from "./within.ts";

const nobody: readonly PartnerId[] = Object.freeze([]);

/** Of what was derived from somebody's record nothing is withheld from that partner on account of it. */
const itsOwn: Decision = Object.freeze({
  released: true,
  decidedBy: Object.freeze<string[]>([]) as string[],
  reasons: Object.freeze<Reason[]>([]) as Reason[],
});

/**
 * Compiles the agreements into the decisions of one node at one moment. Whatever is unknown, empty or fails to
 * evaluate is not released. The order of `partners` orders audiences; that of versions and signatures means nothing.
 * What is settled is cached by the label's id, which is derived from its content: callers have verified it.
 */
export function compilePolicy(input: PolicyInput): Policy {
  const { self, at } = input;
  const known = knownAgreements(input.versions, input.signatures, at);
  const rules: Rules = {
    self,
    partners: new Set(input.partners),
    originators: new Set([...input.partners, ...(input.introduced ?? [])]),
    grants: known.flatMap((agreement) => grantsInForce(agreement, self)).map(compileGrant),
    received: receivedGrants(known, self),
    redLines: known.flatMap((agreement) => redLinesBinding(agreement, self)),
    boundToWarn: known.flatMap(boundToWarn),
  };
  const holds = rules.grants.some(({ grant }) => holdOf(grant) > 0);
  const reachesBack = earliestBackfill(rules.grants) < Infinity;
  const settled = subjectCache((subject) => settle(rules, subject));
  const explained = explainer((to) => outOfForce(known, self, to, at));

  function isMaker({ originator }: Subject, { asSource }: Particulars): boolean {
    return asSource === true && originator !== self && rules.partners.has(originator);
  }

  function covers(found: Settled, subject: Subject, particulars: Particulars, to: PartnerId) {
    if (found.audienceFixed) return found.members.has(to);
    return (
      found.members.has(to) &&
      labelFailure(subject, particulars, self, to) === null &&
      mayGoOn(found.received, subject, particulars, to) &&
      found.covering.some((grant) => grant.to.has(to) && meetsArea(grant, subject, particulars))
    );
  }

  return {
    self,
    at,
    nextBoundary: input.versions
      .flatMap(({ form }) => spanOf(form))
      .reduce((next, boundary) => (boundary > at ? Math.min(next, boundary) : next), Infinity),
    basis: basisOf(input, known),
    agreements: known.map((agreement) => agreementState(agreement, self, at, rules.redLines)),

    audience(subject, particulars) {
      try {
        const found = settled(subject);
        const those = (to: PartnerId) => covers(found, subject, particulars, to);
        if (isMaker(subject, particulars)) {
          return [...found.audience.filter(those), subject.originator];
        }
        if (found.audienceFixed) return found.audience;
        return found.audience.filter(those);
      } catch {
        return nobody;
      }
    },

    admits(subject, particulars, to) {
      try {
        return (
          covers(settled(subject), subject, particulars, to) ||
          (to === subject.originator && isMaker(subject, particulars))
        );
      } catch {
        return false;
      }
    },

    explain(subject, particulars, to): Decision {
      try {
        if (to === subject.originator && isMaker(subject, particulars)) return itsOwn;
        const found = settled(subject);
        const before = found.decisions.get(to);
        if (before) return before;
        found.verdicts ??= verdictsOn(rules, subject);
        const findings = examine(rules, found.verdicts, subject, particulars, to);
        const decision = explained(findings, to);
        if (found.reasonsFixed && rules.partners.has(to)) found.decisions.set(to, decision);
        return decision;
      } catch {
        return unexplained;
      }
    },

    holds,

    hold(subject, particulars, to) {
      if (!holds) return 0;
      try {
        if (to === subject.originator && isMaker(subject, particulars)) return 0;
        if (subject.kind === "warning") return 0;
        const covering = settled(subject).covering.filter(
          (grant) => grant.to.has(to) && meetsArea(grant, subject, particulars),
        );
        return covering.length === 0 ? 0 : leastHold(covering);
      } catch {
        return secondPerson;
      }
    },

    admitsOneOff(subject, particulars, to) {
      try {
        return (
          isOwn(subject, self) &&
          recipientFault(rules, subject, to) === null &&
          subjectFailure(subject, (id) => rules.originators.has(id)) === null &&
          labelFailure(subject, particulars, self, to) === null &&
          redLinesAgainst(rules, subject, to).length === 0
        );
      } catch {
        return false;
      }
    },

    needsParticulars(subject) {
      try {
        return !settled(subject).audienceFixed;
      } catch {
        return true;
      }
    },

    reachNeedsParticulars(subject) {
      try {
        return !settled(subject).reachFixed;
      } catch {
        return true;
      }
    },

    reachesBack,

    backfillFrom(subject, particulars, to) {
      try {
        const found = settled(subject);
        if (!covers(found, subject, particulars, to)) return Infinity;
        return earliestBackfill(
          found.covering.filter(
            (grant) => grant.to.has(to) && meetsArea(grant, subject, particulars),
          ),
        );
      } catch {
        return Infinity;
      }
    },
  };
}

/**
 * By which versions who stands, of the agreements that this node stands by: the others decide nothing here. What was suspended and
 * signed again is not as it was before: something may have come meanwhile.
 */
function basisOf(
  { self, partners, introduced = [] }: PolicyInput,
  known: readonly Known[],
): string {
  const standing = known
    .filter((agreement) => agreement.standing.has(self))
    .map(({ id, standing, words }) => {
      const parties = [...standing].map(
        ([party, { modified }]) => `${party} ${modified} ${words.get(party)!.signed}`,
      );
      return [id, ...parties.toSorted()].join(" ");
    });
  return JSON.stringify([partners.toSorted(), introduced.toSorted(), standing.toSorted()]);
}

/** Grants in force to this node, by giver; read when first asked for: most nodes pass little on. */
function receivedGrants(known: readonly Known[], self: PartnerId): Rules["received"] {
  const byGiver = new Map<PartnerId, readonly CompiledGrant[]>();
  return (from) => {
    let grants = byGiver.get(from);
    if (!grants) {
      const given = known.flatMap((agreement) => grantsInForce(agreement, from));
      grants = given.filter(({ to }) => to.has(self)).map(compileGrant);
      byGiver.set(from, grants);
    }
    return grants;
  };
}

function compileGrant(grant: Omit<CompiledGrant, "within">): CompiledGrant {
  const { within } = grant.grant;
  return { ...grant, within: within === undefined ? null : compileWithin(within) };
}
