import type { AgreementForm, Grant, RedLine } from "../domain/agreement.ts";
import type { Bilingual } from "../domain/bilingual.ts";
import { isControlKind, isKind, isSupportKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { parseStixTime } from "../domain/time.ts";
import { isTopic } from "../domain/topics.ts";
import { canonical } from "../proof/canonical.ts";
import { rank } from "./conditions.ts";
import { conflictText, type Trouble } from "./conflict-texts.ts";
import { isInside } from "./in-force.ts";
import { quoted } from "./names.ts";
import { draftInput } from "./preview.ts";
import { spanOf } from "./standing.ts";
import type { PolicyInput } from "./types.ts";
import { voidedGrants } from "./voided-grants.ts";

/** Something in a draft that cannot do what it seems to say. */
export interface Conflict {
  agreement: StixId;
  /** Clause id, or the name of the form's field. */
  clause: string;
  code: Trouble["code"];
  text: Bilingual;
}

/**
 * Looks for what can never match and what contradicts itself or the agreements in force, as if all parties had signed
 * the form. `input` is what this node knows; partners that it does not know count as unknown. `nameOf`: how people call
 * a partner; without it the id stands in the text.
 */
export function conflicts(form: AgreementForm, input: PolicyInput, nameOf?: NameOf): Conflict[] {
  return troublesOf(form, input).map((found) => inWords(form, found, nameOf));
}

/**
 * Of the conflicts of a form those with which nobody should propose it: it contradicts itself, its own red lines leave nothing of a
 * grant, or a clause names whom this node does not know.
 */
export function contradictions(
  form: AgreementForm,
  input: PolicyInput,
  nameOf?: NameOf,
): Conflict[] {
  // Who else is a party of a charter a member need not know.
  const introduced = [...(input.introduced ?? []), ...form.parties];
  const found = troublesOf(form, { ...input, introduced, versions: [], signatures: [] });
  const left = new Map(form.grants.map((grant) => [grant.id, pairsOf(form, grant)]));
  for (const { clause, trouble } of found) {
    if (trouble.code !== "voided" && trouble.code !== "voided-together") continue;
    for (const [from, to] of trouble.pairs) left.get(clause)?.delete(`${from} ${to}`);
  }
  return found
    .filter(({ clause, trouble: { code } }) => {
      if (code === "voided" || code === "voided-together") return left.get(clause)?.size === 0;
      return contradicting.has(code);
    })
    .map((one) => inWords(form, one, nameOf));
}

/** Troubles of the form alone with which it does not say what whoever wrote it means. */
const contradicting: ReadonlySet<Trouble["code"]> = new Set<Trouble["code"]>([
  "never-in-force",
  "no-party",
  "to-itself",
  "not-party",
  "lead-not-party",
  "drawer-not-party",
  "empty-list",
  "unknown-partner",
]);

function pairsOf({ parties }: AgreementForm, { from, to }: Grant): Set<string> {
  const among = (named: readonly PartnerId[] = parties) =>
    named.filter((party) => parties.includes(party));
  return new Set(
    among(from).flatMap((giver) =>
      among(to).flatMap((receiver) => (receiver === giver ? [] : [`${giver} ${receiver}`])),
    ),
  );
}

type NameOf = (partner: PartnerId) => Bilingual | undefined;

interface Found {
  clause: string;
  trouble: Trouble;
}

function inWords(
  { id: agreement }: AgreementForm,
  { clause, trouble }: Found,
  nameOf: NameOf = () => undefined,
): Conflict {
  const text = conflictText(clause, trouble, (partner) => nameOf(partner) ?? quoted(partner));
  return { agreement, clause, code: trouble.code, text };
}

function troublesOf(form: AgreementForm, input: PolicyInput): Found[] {
  const known = new Set([...input.partners, ...(input.introduced ?? [])]);
  const found: Found[] = [];
  const say = (clause: string, trouble: Trouble) => found.push({ clause, trouble });
  checkForm(form, known, input.at, say);
  for (const grant of form.grants) {
    checkGrant(form, grant, known, say);
    checkReach(form, grant, input.at, say);
  }
  for (const redLine of form.redLines) checkRedLine(form, redLine, known, say);
  found.push(...voidedGrants(form, draftInput(input, form)));
  return found;
}

type Say = (clause: string, trouble: Trouble) => void;

function checkForm(form: AgreementForm, known: ReadonlySet<PartnerId>, at: number, say: Say): void {
  const [from, until] = spanOf(form);
  if (!(from < until)) say("until", { code: "never-in-force" });
  else if (until <= at) say("until", { code: "already-over" });
  for (const party of form.parties) {
    if (!known.has(party)) say("parties", { code: "unknown-partner", name: party });
  }
  if (form.coalition && !form.parties.includes(form.coalition.lead)) {
    say("coalition", { code: "lead-not-party", name: form.coalition.lead });
  }
  for (const power of form.coalition?.powers ?? []) {
    checkNames(power.id, power, ["origin", "to", "kinds", "topics"], known, say);
  }
  for (const clauses of [form.grants, form.redLines, form.coalition?.powers ?? []]) {
    checkTwins(clauses, say);
  }
}

/** Clauses that say the same under two names. */
function checkTwins(clauses: readonly { id: string }[], say: Say): void {
  const seen = new Map<string, string>();
  for (const { id, ...content } of clauses) {
    const text = canonical(content);
    const twin = seen.get(text);
    if (twin === undefined) seen.set(text, id);
    else say(id, { code: "same-clause", name: twin });
  }
}

/** What would go by the grant, and how far back it reaches. */
function checkReach(form: AgreementForm, grant: Grant, at: number, say: Say): void {
  const { kinds = [], backfillFrom } = grant;
  if (kinds.length > 0 && kinds.every(isSupportKind)) say(grant.id, { code: "only-carried" });
  const reach = backfillFrom ? parseStixTime(backfillFrom) : null;
  const [from, until] = spanOf(form);
  if (reach !== null && (reach > Math.max(at, from) || reach >= until)) {
    say(grant.id, { code: "backfills-nothing" });
  }
}

function checkGrant(
  form: AgreementForm,
  grant: Grant,
  known: ReadonlySet<PartnerId>,
  say: Say,
): void {
  checkNames(grant.id, grant, ["from", "to", "kinds", "topics"], known, say);
  const sides = (["from", "to"] as const).map((field) => {
    const named = grant[field] ?? form.parties;
    const parties = named.filter((party) => form.parties.includes(party));
    for (const name of named) {
      if (!form.parties.includes(name)) say(grant.id, { code: "not-party", name });
    }
    return { named, parties };
  });
  const [givers, receivers] = sides as [(typeof sides)[0], (typeof sides)[0]];
  const nobody = sides.some(({ named, parties }) => named.length > 0 && parties.length === 0);
  if (nobody) say(grant.id, { code: "no-party" });
  else if (
    givers.parties.length === 1 &&
    receivers.parties.length === 1 &&
    givers.parties[0] === receivers.parties[0]
  )
    say(grant.id, { code: "to-itself", name: givers.parties[0]! });
  if (grant.upTo !== undefined && rank(grant.upTo) < 0) {
    say(grant.id, { code: "unknown-classification", name: grant.upTo });
  }
}

function checkRedLine(
  form: AgreementForm,
  redLine: RedLine,
  known: ReadonlySet<PartnerId>,
  say: Say,
): void {
  checkNames(redLine.id, redLine, ["origin", "to", "kinds", "topics"], known, say);
  if (!form.parties.includes(redLine.by)) {
    say(redLine.id, { code: "drawer-not-party", name: redLine.by });
  }
  const [origin, to] = [redLine.origin, redLine.to];
  if (origin?.length === 1 && to?.length === 1 && origin[0] === to[0]) {
    say(redLine.id, { code: "back-to-originator", name: origin[0]! });
  }
  if (redLine.atLeast !== undefined && rank(redLine.atLeast) < 0) {
    say(redLine.id, { code: "unknown-classification", name: redLine.atLeast });
  }
  const charter = form.coalition;
  if (charter?.lead === redLine.by && !charter.powers.some((power) => isInside(redLine, power))) {
    say(redLine.id, { code: "outside-powers" });
  }
}

function checkNames<F extends string>(
  clause: string,
  lists: { [field in F]?: readonly string[] },
  fields: readonly F[],
  known: ReadonlySet<PartnerId>,
  say: Say,
): void {
  for (const field of fields) {
    const list: readonly string[] | undefined = lists[field];
    if (list?.length === 0) say(clause, { code: "empty-list", name: field });
    for (const name of list ?? []) {
      if (field === "kinds") {
        if (!isKind(name) || isControlKind(name)) say(clause, { code: "unknown-kind", name });
      } else if (field === "topics") {
        if (!isTopic(name)) say(clause, { code: "unknown-topic", name });
      } else if (!known.has(name)) say(clause, { code: "unknown-partner", name });
    }
  }
}
