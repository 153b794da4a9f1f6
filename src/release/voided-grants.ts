import type { AgreementForm, Grant, RedLine } from "../domain/agreement.ts";
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
    const voids = new Map<RedLine, { form: AgreementForm; pairs: [PartnerId, PartnerId][] }>();
    for (const giver of (grant.from ?? form.parties).filter(isParty)) {
      const redLines = binding.get(giver)!.filter(({ redLine }) => voidsAll(redLine, grant, giver));
      for (const { redLine, form: by } of redLines) {
        for (const receiver of (grant.to ?? form.parties).filter(isParty)) {
          if (receiver === giver || !mentions(redLine.to, receiver)) continue;
          const entry = voids.get(redLine) ?? { form: by, pairs: [] };
          entry.pairs.push([giver, receiver]);
          voids.set(redLine, entry);
        }
      }
    }
    for (const [redLine, { form: by, pairs }] of voids) {
      found.push({ clause: grant.id, trouble: { code: "voided", redLine, by, grant, pairs } });
    }
  }
  const own = known
    .filter(({ id }) => id === form.id)
    .flatMap((agreement) => redLinesBinding(agreement, draft.self));
  for (const agreement of known) {
    if (agreement.id === form.id) continue;
    for (const { form: of, grant, to } of grantsInForce(agreement, draft.self)) {
      for (const { redLine } of own) {
        if (!voidsAll(redLine, grant, draft.self)) continue;
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
