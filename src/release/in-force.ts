import type { AgreementForm, Grant, Power, RedLine } from "../domain/agreement.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { Clauses, Known } from "./standing.ts";

/** A grant that both sides stand by now. */
export interface GrantInForce {
  form: AgreementForm;
  grant: Grant;
  to: ReadonlySet<PartnerId>;
  /** Under a charter the joined members, otherwise the parties of the giver's version that stand. */
  fellows: ReadonlySet<PartnerId>;
}

export interface RedLineInForce {
  form: AgreementForm;
  redLine: RedLine;
}

/** Grants in force from `giver` to anybody: both stand by this very clause, and under a charter both are joined. */
export function grantsInForce(agreement: Known, giver: PartnerId): GrantInForce[] {
  const own = agreement.standing.get(giver);
  if (!own) return [];
  const fellows = fellowsOf(agreement, own);
  const receivers = [...agreement.standing].filter(
    ([party, theirs]) =>
      party !== giver &&
      fellows.has(giver) &&
      fellows.has(party) &&
      own.parties.has(party) &&
      theirs.parties.has(giver) &&
      isSameCharter(own.form, theirs.form),
  );
  const found: GrantInForce[] = [];
  for (const [text, grant] of own.grants) {
    if (!mentions(grant.from, giver)) continue;
    const to = receivers.filter(
      ([party, theirs]) => mentions(grant.to, party) && theirs.grants.has(text),
    );
    if (to.length === 0) continue;
    found.push({ form: own.form, grant, to: new Set(to.map(([party]) => party)), fellows });
  }
  return found;
}

/**
 * Red lines that bind `node`: its own, those that it signed too, and those of a lead within powers that all
 * joined members stand by. Whoever drew one must still stand by it.
 */
export function redLinesBinding(agreement: Known, node: PartnerId): RedLineInForce[] {
  const own = agreement.standing.get(node);
  const found: RedLineInForce[] = [];
  for (const [drawer, theirs] of agreement.standing) {
    let powers: readonly Power[] | undefined;
    for (const [text, redLine] of theirs.redLines) {
      if (redLine.by !== drawer) continue;
      const bound =
        own?.redLines.has(text) ||
        (powers ??= powersOver(agreement, drawer, node)).some((power) => isInside(redLine, power));
      if (bound) found.push({ form: theirs.form, redLine });
    }
  }
  return found;
}

/** A clause's list of names: left out means any. */
export function mentions(list: readonly string[] | undefined, name: string): boolean {
  return list === undefined || list.includes(name);
}

/** Whether a lead's red line forbids nothing beyond this power. */
export function isInside(redLine: RedLine, power: Power): boolean {
  return (["origin", "to", "kinds", "topics"] as const).every((field) => {
    const limit = power[field];
    return limit === undefined || redLine[field]?.every((name) => limit.includes(name)) === true;
  });
}

/** Joined: stands by this charter, and the version that its lead stands by lists it. */
export function joinedMembers(agreement: Known, charter: AgreementForm): Set<PartnerId> {
  const lead = agreement.standing.get(charter.coalition?.lead ?? "");
  const joined = new Set<PartnerId>();
  if (!lead || !isSameCharter(lead.form, charter)) return joined;
  for (const [party, { form }] of agreement.standing) {
    if (isSameCharter(form, charter) && lead.parties.has(party)) joined.add(party);
  }
  return joined;
}

/** By charter that has it: the joined members who stand by the duty to warn. */
export function boundToWarn(agreement: Known): Set<PartnerId>[] {
  const bound = new Map<string, Set<PartnerId>>();
  for (const [party, { form }] of agreement.standing) {
    const { coalition } = form;
    if (coalition?.dutyToWarn !== true || !joinedMembers(agreement, form).has(party)) continue;
    const key = JSON.stringify([coalition.id, coalition.lead]);
    bound.set(key, (bound.get(key) ?? new Set()).add(party));
  }
  return [...bound.values()];
}

function fellowsOf(agreement: Known, own: Clauses): ReadonlySet<PartnerId> {
  return own.form.coalition
    ? joinedMembers(agreement, own.form)
    : new Set([...agreement.standing.keys()].filter((party) => own.parties.has(party)));
}

function isSameCharter(a: AgreementForm, b: AgreementForm): boolean {
  return a.coalition?.id === b.coalition?.id && a.coalition?.lead === b.coalition?.lead;
}

/** The powers of `lead` over `node`: those that stand alike in the versions of all joined members. */
function powersOver(agreement: Known, lead: PartnerId, node: PartnerId): readonly Power[] {
  const charter = agreement.standing.get(lead)?.form;
  if (charter?.coalition?.lead !== lead) return [];
  const joined = joinedMembers(agreement, charter);
  if (!joined.has(node)) return [];
  const versions = [...joined].map((member) => agreement.standing.get(member)!);
  const [first, ...rest] = versions;
  return [...(first?.powers ?? [])]
    .filter(([text]) => rest.every((version) => version.powers.has(text)))
    .map(([, power]) => power);
}
