import {
  dutyToWarnGrant,
  type AgreementForm,
  type AgreementSignature,
  type AgreementVersion,
  type Grant,
  type Power,
  type RedLine,
} from "../domain/agreement.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { parseStixTime } from "../domain/time.ts";
import { canonical } from "../proof/canonical.ts";

/** One version's clauses by their canonical text: two versions hold the same clause when the texts are equal. */
export interface Clauses {
  form: AgreementForm;
  /** ms UTC. */
  modified: number;
  parties: ReadonlySet<PartnerId>;
  grants: ReadonlyMap<string, Grant>;
  redLines: ReadonlyMap<string, RedLine>;
  powers: ReadonlyMap<string, Power>;
}

/** What one party last said of one agreement. */
export interface Word {
  last: AgreementSignature;
  /** The version it stands by, whatever the time; null: it withdrew what it gave, or never gave any. */
  stands: Clauses | null;
  /** ms UTC: when it last signed. */
  signed: number | null;
}

/** One agreement as this node knows it. */
export interface Known {
  id: StixId;
  latest: Clauses;
  words: ReadonlyMap<PartnerId, Word>;
  /** The parties that stand by a version which lists them and whose time it is, with that version. */
  standing: ReadonlyMap<PartnerId, Clauses>;
}

/**
 * Reads versions and signatures into what each party stands by at `at` (ms UTC). A party's latest signature
 * decides; a signature on a version that has not arrived counts as not arrived. `versions` are unique by id and
 * modified; their order and that of the signatures are of no account.
 */
export function knownAgreements(
  versions: readonly AgreementVersion[],
  signatures: readonly AgreementSignature[],
  at: number,
): Known[] {
  const byAgreement = new Map<StixId, Map<number, Clauses>>();
  for (const version of versions) {
    const id = version.form.id;
    const known = byAgreement.get(id) ?? new Map<number, Clauses>();
    byAgreement.set(id, known.set(version.modified, clausesOf(version)));
  }
  const said = Map.groupBy(signatures, (signature) => signature.agreement);
  return [...byAgreement].map(([id, known]) => {
    const words = wordsOf(said.get(id) ?? [], known);
    const standing = new Map<PartnerId, Clauses>();
    for (const [party, { stands }] of words) {
      if (stands?.parties.has(party) && isTimeOf(stands.form, at)) standing.set(party, stands);
    }
    return { id, latest: known.get(Math.max(...known.keys()))!, words, standing };
  });
}

/** [from, until) in ms UTC; NaN where a time is malformed, so that no moment lies between. */
export function spanOf(form: AgreementForm): [number, number] {
  const from = parseStixTime(form.from) ?? NaN;
  const until = form.until === null ? Infinity : (parseStixTime(form.until) ?? NaN);
  return [from, until];
}

export function isTimeOf(form: AgreementForm, at: number): boolean {
  const [from, until] = spanOf(form);
  return from <= at && at < until;
}

/** A version never changes, and its text is long: it is taken apart once, not at every change of any agreement. */
const apart = new WeakMap<AgreementVersion, Clauses>();

function clausesOf(version: AgreementVersion): Clauses {
  const known = apart.get(version);
  if (known) return known;
  const { form, modified } = version;
  const clauses = {
    form,
    modified,
    parties: new Set(form.parties),
    grants: byText(
      form.coalition?.dutyToWarn === true ? [...form.grants, dutyToWarnGrant] : form.grants,
    ),
    redLines: byText(form.redLines),
    powers: byText(form.coalition?.powers ?? []),
  };
  apart.set(version, clauses);
  return clauses;
}

function byText<T>(clauses: readonly T[]): Map<string, T> {
  return new Map(clauses.map((clause) => [canonical(clause), clause]));
}

function wordsOf(
  signatures: readonly AgreementSignature[],
  versions: ReadonlyMap<number, Clauses>,
): Map<PartnerId, Word> {
  const words = new Map<PartnerId, Word>();
  for (const last of signatures.toSorted(inOrder)) {
    const earlier = words.get(last.by);
    const before = earlier?.stands ?? null;
    const signed = last.act === "sign" ? last.at : (earlier?.signed ?? null);
    let stands = before;
    if (last.act === "sign") stands = versions.get(last.version) ?? before;
    // Refusing a newer version leaves the one that was signed before standing.
    else if (last.act !== "refuse" || before === null || last.version <= before.modified)
      stands = null;
    words.set(last.by, { last, stands, signed });
  }
  return words;
}

/** By time; said in the same millisecond, what withdraws comes last: it must win. */
function inOrder(a: AgreementSignature, b: AgreementSignature): number {
  return (
    a.at - b.at ||
    Number(a.act !== "sign") - Number(b.act !== "sign") ||
    a.version - b.version ||
    (a.act < b.act ? -1 : Number(a.act > b.act))
  );
}
