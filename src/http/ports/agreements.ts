import type { Person } from "../../desk/people.ts";
import type { AgreementPreview } from "../../desk/preview-agreement.ts";
import type { ReadMatrix } from "../../desk/read-matrix.ts";
import type { Waiting } from "../../desk/waiting.ts";
import type { AgreementForm, SignatureAct } from "../../domain/agreement.ts";
import type { Text } from "../../domain/bilingual.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import type { Matter } from "../../release/matrix.ts";
import type { AgreementState } from "../../release/types.ts";

/** A form as a person proposes it: without `id` it is a new agreement, with it a new version. */
export type AgreementDraft = Omit<AgreementForm, "id"> & { id?: StixId };

export interface ListedAgreement {
  form: AgreementForm;
  proposer: PartnerId;
  /** The latest version. */
  modified: string;
  state: AgreementState["state"];
  signed: PartnerId[];
  awaiting: PartnerId[];
  grantsInForce: string[];
  grantsVoided: AgreementState["grantsVoided"];
  redLinesInForce: string[];
  signatures: ListedSignature[];
  /** One person of this node signed the latest version; a second one has to confirm it, or refused to. */
  toConfirm: { by: string; at: string; version: string; refused: Waiting["refused"] } | null;
}

export interface ListedSignature {
  by: PartnerId;
  act: SignatureAct;
  /** The version that is meant. */
  version: string;
  at: string;
  reason?: Text;
}

/** One version as it was proposed. */
export interface ShownVersion {
  form: AgreementForm;
  proposer: PartnerId;
  modified: string;
}

/** A verb may answer at once or later. */
type Later<T> = T | Promise<T>;

/** Agreements, as the API asks the desk for them. */
export interface AgreementPort {
  listAgreements(): Later<ListedAgreement[]>;
  /** `waiting`: a second person has to confirm it first. */
  proposeAgreement(
    person: Person,
    draft: AgreementDraft,
    version?: string,
  ): Promise<{ proposed: ListedAgreement } | { waiting: Waiting }>;
  /** `version`: the one that the person read (ms); another latest version is AppError agreement-changed. */
  signAgreement(
    person: Person,
    id: StixId,
    signature: { act: Exclude<SignatureAct, "end">; reason?: Text; version?: number },
  ): Promise<ListedAgreement>;
  endAgreement(person: Person, id: StixId, end: { reason?: Text }): Promise<ListedAgreement>;
  /** `act`: of the agreement with the draft's id as it stands; `sign` previews the draft itself. */
  previewAgreement(
    person: Person,
    draft: AgreementDraft,
    act: Exclude<SignatureAct, "refuse">,
  ): Promise<AgreementPreview>;
  /** Newest first. AppError agreement-not-found. */
  agreementVersions(id: StixId): Later<{ versions: ShownVersion[] }>;
  releaseMatrix(matter: Matter): Later<ReadMatrix>;
}
