import { agreementObject, readSignature, signatureObject } from "../domain/agreement-object.ts";
import type {
  AgreementForm,
  AgreementSignature,
  AgreementVersion,
  SignatureAct,
} from "../domain/agreement.ts";
import type { Bilingual } from "../domain/bilingual.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { uuid4 } from "../domain/uuid.ts";
import { AppError } from "../errors.ts";
import { contradictions } from "../release/conflicts.ts";
import type { AgreementState } from "../release/types.ts";
import { validateAgreement } from "../release/validate-agreement.ts";
import type { Change } from "../store/port.ts";
import { partiesWithLink } from "./agreement-parties.ts";
import type { Papers } from "./board.ts";
import { charterRelay, type Newcomer } from "./charter-relay.ts";
import { controlRow } from "./control-row.ts";
import type { Desk } from "./desk.ts";
import type { ToConfirm } from "./documents.ts";
import { confirmKey, versionToConfirm } from "./two-people.ts";
import { introductionsAwaited } from "./learn-keys.ts";
import { lookAgain } from "./look-again.ts";
import { partyOf } from "./parties.ts";
import { settle } from "./settle.ts";

export interface ListedAgreement extends Omit<AgreementState, "id" | "version"> {
  form: AgreementForm;
  proposer: PartnerId;
  /** ms UTC of the latest version. */
  modified: number;
  signatures: AgreementSignature[];
  /** The latest version was signed by one person of this node; a second one has to confirm it. */
  toConfirm: (Pick<ToConfirm, "asked" | "refused"> & { version: string }) | null;
}

export function listAgreements(desk: Desk): ListedAgreement[] {
  return desk.board.policy().agreements.map(({ id, version, ...state }) => {
    const latest = latestVersion(desk, id)!;
    const signatures = desk.board.papers().signatures.filter(({ agreement }) => agreement === id);
    return {
      ...state,
      form: latest.form,
      proposer: latest.proposer,
      modified: version,
      signatures,
      toConfirm: toConfirmOf(desk, latest),
    };
  });
}

function toConfirmOf(
  desk: Desk,
  { form, modified }: AgreementVersion,
): ListedAgreement["toConfirm"] {
  const found = desk.toConfirm.get(confirmKey("signature", form.id));
  if (found?.kind !== "signature" || found.version !== modified) return null;
  const { asked, refused } = found;
  return { asked, version: versionToConfirm(found), ...(refused && { refused }) };
}

export function readAgreement(desk: Desk, id: StixId): ListedAgreement {
  const found = listAgreements(desk).find(({ form }) => form.id === id);
  if (!found) throw new AppError("agreement-not-found", { id });
  return found;
}

/** All versions of an agreement that came here, newest first. Error: agreement-not-found. */
export function agreementVersions(desk: Desk, id: StixId): AgreementVersion[] {
  const versions = versionsOf(desk, id);
  if (versions.length === 0) throw new AppError("agreement-not-found", { id });
  return versions.toReversed();
}

/** A form as it is proposed: without `id` it is a new agreement, with it a new version of one. */
export type Draft = Omit<AgreementForm, "id"> & { id?: StixId };

/**
 * Proposes an agreement, or a new version of one that this node proposed; it goes to all parties. `version` (`modified`, RFC
 * 3339): the one that it was written from. Proposing does not sign. Errors: those of formOf.
 */
export async function proposeAgreement(
  desk: Desk,
  draft: Draft,
  version?: string,
): Promise<ListedAgreement> {
  const id = draft.id ?? `agreement--${uuid4(desk.random)}`;
  return desk.turns.whole([id], async () =>
    commitProposal(desk, formOf(desk, { ...draft, id }, version)),
  );
}

/**
 * The form of what is proposed, with its id. Errors: agreement-invalid, agreement-contradictory, agreement-not-ours;
 * agreement-changed, where another version came since `version`.
 */
export function formOf(desk: Desk, draft: Draft, version?: string): AgreementForm {
  const id = draft.id ?? `agreement--${uuid4(desk.random)}`;
  const form = validateAgreement({ ...draft, id });
  const known = latestVersion(desk, id);
  if (known && known.proposer !== desk.self.id) throw new AppError("agreement-not-ours", { id });
  if (known && version !== undefined && known.modified !== Date.parse(version))
    throw new AppError("agreement-changed");
  const found = contradictions(form, desk.board.input(), (party) => partyOf(desk, party)?.name);
  if (found.length > 0) {
    const reason = found.map(({ text }) => text.en).join(" ");
    const reason_ar = found.map(({ text }) => text.ar).join(" ");
    throw new AppError("agreement-contradictory", { reason, reason_ar });
  }
  return form;
}

/** For who holds the turn of the agreement. */
export async function commitProposal(desk: Desk, form: AgreementForm): Promise<ListedAgreement> {
  const { id } = form;
  const known = latestVersion(desk, id);
  const at = Math.max(desk.clock(), (known?.modified ?? 0) + 1);
  const object = agreementObject(form, desk.self.id, at, firstVersion(desk, id));
  const proposed = { form, proposer: desk.self.id, modified: at };
  await commitControl(desk, form, controlRow(desk, object), "proposal", (now) => {
    return { ...now, versions: [...now.versions, proposed] };
  });
  return readAgreement(desk, id);
}

/** What a party says of an agreement. `version` (ms): the one that the person read. */
export interface Word {
  act: SignatureAct;
  reason?: Bilingual;
  version?: number;
}

/**
 * Says what this party holds of the latest version. `sign` stands by exactly its clauses; `suspend`, `end`
 * and `leave` withdraw at once what this party gave, and need nobody else.
 * Errors: agreement-not-found, agreement-not-party, agreement-changed, agreement-ended, agreement-not-signed.
 */
export async function signAgreement(desk: Desk, id: StixId, word: Word): Promise<ListedAgreement> {
  return desk.turns.whole([id], () => commitSignature(desk, id, word));
}

/** The version that this party may now say this of. Errors: as signAgreement. */
export function versionToSign(desk: Desk, id: StixId, { act, version }: Word): AgreementVersion {
  const latest = latestVersion(desk, id);
  if (!latest) throw new AppError("agreement-not-found", { id });
  if (!latest.form.parties.includes(desk.self.id))
    throw new AppError("agreement-not-party", { id });
  if (version !== undefined && version !== latest.modified) {
    throw new AppError("agreement-changed", { id });
  }
  if (act === "sign" && isEndedByOthers(desk, latest))
    throw new AppError("agreement-ended", { id });
  const hasSigned = ownWords(desk, id).some((signature) => signature.act === "sign");
  if (act !== "sign" && act !== "refuse" && !hasSigned) {
    throw new AppError("agreement-not-signed", { id });
  }
  return latest;
}

/** For who holds the turn of the agreement. What one person signed of it before waits no more. */
export async function commitSignature(
  desk: Desk,
  id: StixId,
  word: Word,
): Promise<ListedAgreement> {
  const latest = versionToSign(desk, id, word);
  const { act, reason } = word;
  const at = Math.max(desk.clock(), ...ownWords(desk, id).map((signature) => signature.at + 1));
  const signature: AgreementSignature = {
    agreement: id,
    version: latest.modified,
    by: desk.self.id,
    act,
    at,
    ...(reason && { reason }),
  };
  const object = signatureObject(signature);
  await commitControl(desk, latest.form, controlRow(desk, object), "signature", (now) => {
    return { ...now, signatures: [...now.signatures, signature] };
  });
  // Who the others are may have come before this node stood by their charter; and more of the proposer's, than may wait for an answer.
  const answered = { ids: [latest.proposer], sender: null };
  void lookAgain(desk, [...introductionsAwaited(desk, id), answered]);
  return readAgreement(desk, id);
}

function ownWords(desk: Desk, id: StixId): AgreementSignature[] {
  const { signatures } = desk.board.papers();
  return signatures.filter(({ agreement, by }) => agreement === id && by === desk.self.id);
}

/** Nobody is left on the other side of this version: a newer one may bring them back, a signature does not. */
function isEndedByOthers(desk: Desk, { form, modified }: AgreementVersion): boolean {
  const last = new Map<PartnerId, AgreementSignature>();
  for (const signature of desk.board.papers().signatures) {
    const before = last.get(signature.by);
    if (signature.agreement === form.id && !(before && before.at > signature.at)) {
      last.set(signature.by, signature);
    }
  }
  const hasLeft = (party: PartnerId) => {
    const word = last.get(party);
    return (word?.act === "end" || word?.act === "leave") && word.version >= modified;
  };
  const lead = form.coalition?.lead;
  if (lead !== undefined && lead !== desk.self.id) return hasLeft(lead);
  return form.parties.every((party) => party === desk.self.id || hasLeft(party));
}

/**
 * `kind`: what of this agreement waits for a second person no more. `then`: the agreements as they are once this is there. A
 * lead that speaks for its charter brings all parties up to date.
 */
async function commitControl(
  desk: Desk,
  form: AgreementForm,
  row: ReturnType<typeof controlRow>,
  kind: "signature" | "proposal",
  then: (now: Papers) => Papers,
): Promise<void> {
  const { id, modified } = row;
  const { result, value: group } = await desk.board.commit(async () => {
    const group: Change[] = [{ do: "record", row }];
    const key = confirmKey(kind, form.id);
    if (desk.toConfirm.has(key)) group.push({ do: "remove", kind: "to-confirm", key });
    group.push(...(await charterRelay(desk, then(desk.board.papers()), form.id)));
    for (const partner of partiesWithLink(desk, form)) {
      group.push({ do: "offer", offer: { partner, id, modified, control: true } });
    }
    return { batch: { priority: "interactive", groups: [group] }, moves: true, value: group };
  });
  settle(desk, [group], result);
}

/**
 * What a partner that was added later must have: our own word on agreements to which it is a party, and as the lead of a
 * charter that of all, with the identities of the other parties, who get the newcomer's.
 */
export async function agreementsFor(desk: Desk, newcomer: Newcomer): Promise<Change[]> {
  const papers = desk.board.papers();
  const partner = newcomer.id;
  const shared = papers.versions.filter(({ form }) => form.parties.includes(partner));
  const changes: Change[] = [];
  for (const charter of new Set(shared.map(({ form }) => form.id))) {
    changes.push(...(await charterRelay(desk, papers, charter, newcomer)));
  }
  const versions = new Set(shared.map(({ form, modified }) => `${form.id} ${modified}`));
  for (const kind of ["agreement", "agreement-signature"]) {
    for (const { id, modified, originator, body } of await desk.store.ofKind(kind, 0, 10_000)) {
      const version = kind === "agreement" ? `${id} ${modified}` : signedVersion(body);
      if (originator !== desk.self.id || !versions.has(version)) continue;
      changes.push({ do: "offer", offer: { partner, id, modified, control: true } });
    }
  }
  return changes;
}

function signedVersion(body: string): string {
  const { agreement, version } = readSignature(JSON.parse(body) as StixObject);
  return `${agreement} ${version}`;
}

export function latestVersion(desk: Desk, id: StixId): AgreementVersion | undefined {
  return versionsOf(desk, id).at(-1);
}

function firstVersion(desk: Desk, id: StixId): number | undefined {
  return versionsOf(desk, id)[0]?.modified;
}

function versionsOf(desk: Desk, id: StixId): AgreementVersion[] {
  const { versions } = desk.board.papers();
  return versions.filter(({ form }) => form.id === id).sort((a, b) => a.modified - b.modified);
}
