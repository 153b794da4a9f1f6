import type { AgreementForm, AgreementSignature } from "../../src/domain/agreement.ts";
import type { PolicyInput } from "../../src/release/types.ts";
import { all, any, oneOf, quoted } from "./text.ts";

/** One version of an agreement with those who stand by it. */
export interface Signed {
  form: AgreementForm;
  signers: string[];
}

/** Per agreement the versions that anybody stands by. */
export function signedVersions(input: PolicyInput): Map<string, Signed[]> {
  const agreements = new Map<string, Signed[]>();
  for (const { form, modified } of input.versions) {
    const known = (version: number) =>
      input.versions.some((other) => other.form.id === form.id && other.modified === version);
    const about = Map.groupBy(
      input.signatures.filter(({ agreement }) => agreement === form.id),
      ({ by }) => by,
    );
    const signers = [...about.keys()].filter((by) => standsBy(about.get(by)!, known) === modified);
    if (signers.length === 0) continue;
    agreements.set(form.id, [...(agreements.get(form.id) ?? []), { form, signers }]);
  }
  return agreements;
}

/**
 * The version that a party's latest signature stands by; null: none. Signing names a version; refusing a newer one
 * leaves the earlier standing; everything else withdraws. What names an unknown version to sign has not arrived.
 */
function standsBy(
  words: readonly AgreementSignature[],
  known: (version: number) => boolean,
): number | null {
  const last = words.toSorted((a, b) => b.at - a.at)[0];
  if (last === undefined) return null;
  const before = () =>
    standsBy(
      words.filter((word) => word !== last),
      known,
    );
  if (last.act === "sign") return known(last.version) ? last.version : before();
  if (last.act !== "refuse") return null;
  const earlier = before();
  return earlier !== null && earlier < last.version ? earlier : null;
}

/* Expressions about standing: `who` is a Cedar expression for a partner. */

/** A party stands by a version that it signed, that lists it, in the time of that version. */
export function stands(versions: readonly Signed[], who: string): string {
  return any(versions.map((version) => standsByThis(version, who)));
}

/** The same, of a version that lists `other` too. */
export function standsWith(versions: readonly Signed[], who: string, other: string): string {
  return any(
    versions.map((version) =>
      all([standsByThis(version, who), oneOf(version.form.parties, other)]),
    ),
  );
}

/** Joining a coalition needs the newcomer and the lead. */
export function joined(charters: readonly Signed[], who: string): string {
  return all([stands(charters, who), listedByLead(charters, who)]);
}

/** Whether the version by which the lead stands lists it. */
export function listedByLead(charters: readonly Signed[], who: string): string {
  const lead = charters[0]?.form.coalition?.lead;
  return lead === undefined ? "false" : standsWith(charters, quoted(lead), who);
}

/** Versions are of one coalition where its id and its lead are the same; "" for no coalition. */
export function coalitionOf({ form }: Signed): string {
  return form.coalition ? JSON.stringify([form.coalition.id, form.coalition.lead]) : "";
}

function standsByThis({ form, signers }: Signed, who: string): string {
  const listed = signers.filter((signer) => form.parties.includes(signer));
  return all([oneOf(listed, who), ...isTimeOf(form)]);
}

/** From `from` on, until `until`, which is exclusive. */
function isTimeOf({ from, until }: AgreementForm): string[] {
  const begun = `context.at >= ${Date.parse(from)}`;
  return until === null ? [begun] : [begun, `context.at < ${Date.parse(until)}`];
}
