import type { AgreementForm, AgreementSignature, AgreementVersion } from "../domain/agreement.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { Change } from "../store/port.ts";
import type { Papers } from "./board.ts";
import type { Desk } from "./desk.ts";

/** The partners with a link here to whom a control record of this agreement goes from its author. */
export function partiesWithLink(desk: Desk, form: AgreementForm): PartnerId[] {
  return form.parties.filter((party) => party !== desk.self.id && desk.partners.has(party));
}

/**
 * For whom this node, as the lead, passes on what others say of this charter: the parties of the versions that it signed or
 * proposed itself. Empty before it signed any, and after it ended or left. Nobody can make a lead that signed
 * nothing speak, nor bring it by a new version to speak to more.
 */
export function ledParties(
  self: PartnerId,
  { versions, signatures }: Papers,
  agreement: StixId,
): ReadonlySet<PartnerId> {
  if (!versions.some(({ form }) => form.id === agreement && form.coalition?.lead === self))
    return new Set();
  const own = decisionsOf(self, signatures, agreement);
  if (own.at(-1)?.act !== "sign") return new Set();
  const signed = new Set(own.flatMap(({ act, version }) => (act === "sign" ? [version] : [])));
  const led = versions.filter(
    ({ form, modified, proposer }) =>
      form.id === agreement &&
      form.coalition?.lead === self &&
      (signed.has(modified) || proposer === self),
  );
  // What it proposed and never signed does not make it speak.
  if (!led.some(({ modified }) => signed.has(modified))) return new Set();
  return new Set(led.flatMap(({ form }) => form.parties));
}

/** Whether a party signed some version of an agreement and has neither ended nor left it since. */
export function standsBy(
  party: PartnerId,
  signatures: readonly AgreementSignature[],
  agreement: StixId,
): boolean {
  return decisionsOf(party, signatures, agreement).at(-1)?.act === "sign";
}

/** In order. */
function decisionsOf(
  party: PartnerId,
  signatures: readonly AgreementSignature[],
  agreement: StixId,
): AgreementSignature[] {
  return signatures
    .filter((one) => one.agreement === agreement && one.by === party && decides.has(one.act))
    .toSorted((a, b) => a.at - b.at || Number(a.act !== "sign") - Number(b.act !== "sign"));
}

const decides: ReadonlySet<AgreementSignature["act"]> = new Set(["sign", "end", "leave"]);

/**
 * Who hears of one version and of what was signed of it: its parties and those of the latest version, who cannot tell what is
 * in force without knowing by what the others stand.
 */
export function partiesOf(
  { versions }: Papers,
  agreement: StixId,
  version: number,
): ReadonlySet<PartnerId> {
  const all = versions.filter(({ form }) => form.id === agreement);
  const latest = Math.max(...all.map(({ modified }) => modified));
  const meant = all.filter(({ modified }) => modified === version || modified === latest);
  return new Set(meant.flatMap(({ form }) => form.parties));
}

/** Whose word on this agreement comes to `party`: of those it is to know who they are. */
export function fellowsOf(
  { versions }: Papers,
  agreement: StixId,
  party: PartnerId,
): ReadonlySet<PartnerId> {
  const all = versions.filter(({ form }) => form.id === agreement);
  const latest = Math.max(...all.map(({ modified }) => modified));
  const isIn = ({ form }: AgreementVersion) => form.parties.includes(party);
  const isInLatest = all.some((version) => version.modified === latest && isIn(version));
  const fellows = all.filter((version) => isInLatest || isIn(version));
  return new Set(fellows.flatMap(({ form }) => form.parties.filter((other) => other !== party)));
}

/**
 * The lead passes control records of its charter on unchanged, so that members need no links among each other. Nobody
 * else does. `version` (ms UTC): the one that the record is, or speaks of.
 */
export function relayed(
  desk: Desk,
  from: PartnerId,
  row: { id: StixId; modified: number; originator: PartnerId | null },
  { agreement, version }: { agreement: StixId; version: number },
  papers: Papers,
): Change[] {
  const { id, modified, originator } = row;
  const led = ledParties(desk.self.id, papers, agreement);
  if (led.size === 0) return [];
  return [...partiesOf(papers, agreement, version)]
    .filter((party) => led.has(party) && desk.partners.has(party))
    .filter((party) => party !== from && party !== originator)
    .map((partner) => ({ do: "offer", offer: { partner, id, modified, control: true } }));
}
