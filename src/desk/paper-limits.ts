import type { AgreementSignature, AgreementVersion } from "../domain/agreement.ts";
import { readAgreement, readSignature } from "../domain/agreement-object.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import type { ErrorCode } from "../errors.ts";
import type { Desk } from "./desk.ts";

/** What of one partner may wait here for an answer: versions of agreements, and characters of their forms. */
export const mostUnanswered = { versions: 200, characters: 4 * 1024 * 1024 };

/** How often one party may sign one agreement; and how often, in all, what did not come yet. */
export const mostSignatures = 500;

interface Load {
  versions: number;
  characters: number;
}

type Fault = { code: ErrorCode; detail: string };

/**
 * Counts what partners put before this node, so that nobody can make it hold and compile any number of agreements. The function
 * that it gives tells what is wrong with one more, in the order in which they are to be taken in; `detail` is what it then waits
 * for. A "no" to an agreement that is here is never one too many.
 */
export function paperLimits(desk: Desk): (object: StixObject) => Fault | null {
  const self = desk.self.id;
  const { versions, signatures } = desk.board.papers();
  /** By agreement: the version up to which this node has answered. */
  const answered = new Map<StixId, number>();
  const here = new Set<string>();
  /** By agreement: who is or was a party. */
  const parties = new Map<StixId, Set<PartnerId>>();
  const loads = new Map<PartnerId, Load>();
  const said = new Set<string>();
  const signed = new Map<string, number>();

  /** Whether it stays within what may wait; then it counts. */
  function load(version: AgreementVersion): boolean {
    const { form, proposer, modified } = version;
    if (proposer === self || modified <= (answered.get(form.id) ?? -Infinity)) return true;
    const before = loads.get(proposer) ?? { versions: 0, characters: 0 };
    const characters = before.characters + lengthOf(version);
    const fits =
      before.versions < mostUnanswered.versions && characters <= mostUnanswered.characters;
    if (fits) loads.set(proposer, { versions: before.versions + 1, characters });
    return fits;
  }

  function add({ form, modified }: AgreementVersion): void {
    here.add(`${form.id} ${modified}`);
    parties.set(form.id, new Set([...(parties.get(form.id) ?? []), ...form.parties]));
  }

  /** Under what a signature is counted. */
  const countedAs = ({ agreement, by }: AgreementSignature): string =>
    parties.get(agreement)?.has(by) ? `${agreement} ${by}` : by;

  const isCounted = ({ agreement, by, act }: AgreementSignature): boolean =>
    by !== self && (act === "sign" || !parties.has(agreement));

  function count(signature: AgreementSignature): void {
    said.add(wordOf(signature));
    const key = countedAs(signature);
    if (isCounted(signature)) signed.set(key, (signed.get(key) ?? 0) + 1);
  }

  function faultOfVersion(version: AgreementVersion): Fault | null {
    const { form, proposer, modified } = version;
    if (here.has(`${form.id} ${modified}`)) return null;
    if (!load(version)) return { code: "agreements-unanswered", detail: proposer };
    add(version);
    return null;
  }

  function faultOfSignature(signature: AgreementSignature): Fault | null {
    if (said.has(wordOf(signature))) return null;
    const before = signed.get(countedAs(signature)) ?? 0;
    if (isCounted(signature) && before >= mostSignatures)
      return { code: "signatures-too-many", detail: signature.agreement };
    count(signature);
    return null;
  }

  for (const { agreement, by, version } of signatures) {
    if (by === self) answered.set(agreement, Math.max(version, answered.get(agreement) ?? version));
  }
  for (const version of versions) {
    add(version);
    load(version);
  }
  signatures.forEach(count);

  return (object) => {
    if (object.type === "agreement") return faultOfVersion(readAgreement(object));
    if (object.type === "agreement-signature") return faultOfSignature(readSignature(object));
    return null;
  };
}

function wordOf({ agreement, version, by, act, at }: AgreementSignature): string {
  return `${agreement} ${version} ${by} ${act} ${at}`;
}

const lengths = new WeakMap<AgreementVersion, number>();

function lengthOf(version: AgreementVersion): number {
  const length = lengths.get(version) ?? JSON.stringify(version.form).length;
  lengths.set(version, length);
  return length;
}
