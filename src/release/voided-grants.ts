import {
  dutyToWarnGrant,
  type AgreementForm,
  type Grant,
  type RedLine,
} from "../domain/agreement.ts";
import type { PartnerId } from "../domain/partner.ts";
import { rank } from "./conditions.ts";
import type { Trouble } from "./conflict-texts.ts";
import {
  grantsInForce,
  redLinesBinding,
  mentions,
  type GrantInForce,
  type RedLineInForce,
} from "./in-force.ts";
import { knownAgreements } from "./standing.ts";
import type { PolicyInput } from "./types.ts";

/**
 * Grants of this form from which a red line that binds the giver takes everything towards some receivers, and grants
 * in force from `draft.self` under other agreements from which a red line of this form does.
 * `draft`: what is known, with the form signed by all.
 */
export function voidedGrants(
  form: AgreementForm,
  draft: PolicyInput,
): { clause: string; trouble: Trouble }[] {
  const known = knownAgreements(draft.versions, draft.signatures, draft.at);
  const binding = new Map<PartnerId, RedLineInForce[]>(
    form.parties.map((party) => [party, known.flatMap((one) => redLinesBinding(one, party))]),
  );
  const found: { clause: string; trouble: Trouble }[] = [];
  for (const grant of form.grants) {
    const voids: Met = new Map();
    const limits: Met = new Map();
    const together = new Map<string, { redLines: string[]; pairs: Pair[] }>();
    for (const giver of (grant.from ?? form.parties).filter(isParty)) {
      for (const receiver of (grant.to ?? form.parties).filter(isParty)) {
        if (receiver === giver) continue;
        const towards = binding.get(giver)!.filter(({ redLine }) => mentions(redLine.to, receiver));
        const voiding = towards.filter(({ redLine }) => voidsAll(redLine, grant, giver));
        for (const line of voiding) among(voids, line).push([giver, receiver]);
        if (voiding.length > 0) continue;
        const joint = voidedTogether(towards, grant, giver);
        if (joint.length > 0) {
          const redLines = joint.map(({ redLine }) => redLine.id);
          const entry = together.get(redLines.join(" ")) ?? { redLines, pairs: [] };
          entry.pairs.push([giver, receiver]);
          together.set(redLines.join(" "), entry);
          continue;
        }
        for (const line of towards) {
          // A red line beside a grant in one agreement is what red lines are for.
          if (line.form.id === form.id || !meets(line.redLine, grant, giver)) continue;
          among(limits, line).push([giver, receiver]);
        }
      }
    }
    const told = [
      ["voided", voids],
      ["limited", limits],
    ] as const;
    for (const [code, lines] of told) {
      for (const [redLine, { form: by, pairs }] of lines) {
        found.push({ clause: grant.id, trouble: { code, redLine, by, grant, pairs } });
      }
    }
    for (const { redLines, pairs } of together.values()) {
      found.push({ clause: grant.id, trouble: { code: "voided-together", redLines, pairs } });
    }
  }
  const own = known
    .filter(({ id }) => id === form.id)
    .flatMap((agreement) => redLinesBinding(agreement, draft.self));
  for (const agreement of known) {
    if (agreement.id === form.id) continue;
    for (const { form: of, grant, to } of grantsInForce(agreement, draft.self)) {
      for (const { redLine } of own) {
        if (grant.id === dutyToWarnGrant.id || !voidsAll(redLine, grant, draft.self)) continue;
        const receivers = [...to].filter((receiver) => mentions(redLine.to, receiver));
        if (receivers.length === 0) continue;
        const pairs = receivers.map((to): [PartnerId, PartnerId] => [draft.self, to]);
        found.push({ clause: redLine.id, trouble: { code: "voids", grant, of, pairs } });
      }
    }
  }
  return found;

  function isParty(name: PartnerId): boolean {
    return form.parties.includes(name);
  }
}

/**
 * Red lines (`agreement-id/clause-id`) that together take everything of the giver's own from the grant, towards
 * each of its receivers; none where something is left of it.
 */
export function voidedBy(
  { grant, to }: GrantInForce,
  giver: PartnerId,
  binding: readonly RedLineInForce[],
): string[] {
  const voiding = binding.filter(
    ({ redLine }) =>
      voidsAll(redLine, grant, giver) && [...to].some((party) => mentions(redLine.to, party)),
  );
  const whole = [...to].every((party) =>
    voiding.some(({ redLine }) => mentions(redLine.to, party)),
  );
  return whole ? voiding.map(({ form, redLine }) => `${form.id}/${redLine.id}`) : [];
}

type Pair = [giver: PartnerId, receiver: PartnerId];

/** By red line: in which agreement it stands, and whom it stands between. */
type Met = Map<RedLine, { form: AgreementForm; pairs: Pair[] }>;

function among(met: Met, { redLine, form }: RedLineInForce): Pair[] {
  const entry = met.get(redLine) ?? { form, pairs: [] };
  met.set(redLine, entry);
  return entry.pairs;
}

/**
 * Red lines of which none takes everything from the grant, but all do: each forbids one of its topics whatever the kind, or one
 * of its kinds whatever the topic.
 */
function voidedTogether(
  redLines: readonly RedLineInForce[],
  grant: Grant,
  giver: PartnerId,
): RedLineInForce[] {
  for (const field of ["topics", "kinds"] as const) {
    const granted = grant[field];
    if (!granted || granted.length === 0) continue;
    const joint = redLines.filter(
      ({ redLine }) =>
        redLine[field]?.some((one) => granted.includes(one as never)) &&
        voidsAll({ ...redLine, [field]: granted }, grant, giver),
    );
    const forbidden = new Set(joint.flatMap(({ redLine }) => redLine[field] ?? []));
    if (granted.every((one) => forbidden.has(one))) return joint;
  }
  return [];
}

/** Whether the red line forbids, to those it names, anything that the grant could release. */
function meets(redLine: RedLine, grant: Grant, giver: PartnerId): boolean {
  const share = (one: readonly string[] | undefined, other: readonly string[] | undefined) =>
    one === undefined || other === undefined || one.some((name) => other.includes(name));
  const reshares = (grant.reshare ?? "none") !== "none";
  return (
    (redLine.origin === undefined || redLine.origin.includes(giver) || reshares) &&
    share(redLine.kinds, grant.kinds) &&
    share(redLine.topics, grant.topics) &&
    (redLine.atLeast === undefined ||
      grant.upTo === undefined ||
      rank(redLine.atLeast) <= rank(grant.upTo))
  );
}

/** Whether the red line forbids, to those it names, everything of the giver's own that the grant could release. */
function voidsAll(redLine: RedLine, grant: Grant, giver: PartnerId): boolean {
  return (
    (redLine.origin === undefined ||
      (redLine.origin.includes(giver) && (grant.reshare ?? "none") === "none")) &&
    coversList(redLine.kinds, grant.kinds) &&
    coversList(redLine.topics, grant.topics) &&
    (redLine.atLeast === undefined || rank(redLine.atLeast) <= 0)
  );
}

/** A red line matches on ANY topic and a grant allows only its own: all of the grant's must be forbidden. */
function coversList(
  forbidden: readonly string[] | undefined,
  granted: readonly string[] | undefined,
): boolean {
  if (forbidden === undefined) return true;
  return (
    granted !== undefined && granted.length > 0 && granted.every((one) => forbidden.includes(one))
  );
}
