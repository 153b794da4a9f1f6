import { AppError } from "../errors.ts";
import type {
  AgreementForm,
  AgreementSignature,
  AgreementVersion,
  Grant,
  SignatureAct,
} from "./agreement.ts";
import { checkAgreement } from "./agreement-fault.ts";
import type { Bilingual } from "./bilingual.ts";
import { newSdo } from "./extensions.ts";
import type { PartnerId } from "./partner.ts";
import { identityId } from "./partner-identity.ts";
import type { StixObject } from "./stix.ts";
import { parseStixTime, stixTime } from "./time.ts";
import { tansiqNamespace, uuid5 } from "./uuid.ts";

/**
 * The unsigned `agreement` object. The form travels in `terms`, without its empty lists and nulls, which STIX does not
 * allow. `modified`, `created`: ms UTC. Throws AppError as `checkAgreement` does, and where the proposer is no party.
 */
export function agreementObject(
  form: AgreementForm,
  proposer: PartnerId,
  modified: number,
  created: number = modified,
): StixObject {
  checkAgreement(form);
  if (!form.parties.includes(proposer))
    throw new AppError("agreement-invalid", {
      field: "parties",
      reason: "who proposes must be a party",
      reason_ar: "يجب أن يكون مقدّم الاتفاق طرفاً فيه",
    });
  const { id, until, coalition, grants, redLines, ...terms } = form;
  return {
    type: "agreement",
    spec_version: "2.1",
    id,
    created: stixTime(created),
    modified: stixTime(modified),
    created_by_ref: identityId(proposer),
    lang: "en",
    name: form.title.en,
    description: form.purpose.en,
    terms: {
      ...terms,
      ...(until !== null && { until }),
      ...(coalition && {
        coalition: {
          id: coalition.id,
          lead: coalition.lead,
          ...(coalition.powers.length > 0 && { powers: coalition.powers }),
          ...(coalition.dutyToWarn && { dutyToWarn: true }),
        },
      }),
      ...(grants.length > 0 && { grants: grants.map(statedGrant) }),
      ...(redLines.length > 0 && { redLines }),
    },
    extensions: newSdo("agreement"),
  };
}

/**
 * One version of an agreement. The object must have passed its schema. Throws AppError as `checkAgreement` does,
 * `control-record-malformed` where none of the parties made it.
 */
export function readAgreement(object: StixObject): AgreementVersion {
  const terms = object["terms"] as Omit<AgreementForm, "id">;
  const form: AgreementForm = {
    ...terms,
    id: object.id,
    until: terms.until ?? null,
    grants: terms.grants ?? [],
    redLines: terms.redLines ?? [],
    ...(terms.coalition && {
      coalition: { ...terms.coalition, powers: terms.coalition.powers ?? [] },
    }),
  };
  checkAgreement(form);
  const proposer = form.parties.find((party) => identityId(party) === object.created_by_ref);
  if (proposer === undefined) throw malformed(object);
  return { form, proposer, modified: timeOf(object, object.modified) };
}

/** The unsigned `agreement-signature` object. Its id is derived from what it says, so saying it again is no second record. */
export function signatureObject(signature: AgreementSignature): StixObject {
  const { agreement, version, by, act, reason, at } = signature;
  return {
    type: "agreement-signature",
    spec_version: "2.1",
    id: `agreement-signature--${uuid5(tansiqNamespace, `${agreement} ${version} ${by} ${act} ${at}`)}`,
    created: stixTime(at),
    modified: stixTime(at),
    created_by_ref: identityId(by),
    object_ref: agreement,
    object_modified: stixTime(version),
    party: by,
    act,
    ...(reason && { reason }),
    extensions: newSdo("agreement-signature"),
  };
}

/** The object must have passed its schema. Throws AppError `control-record-malformed` where the party did not make it. */
export function readSignature(object: StixObject): AgreementSignature {
  const by = object["party"] as PartnerId;
  if (identityId(by) !== object.created_by_ref) throw malformed(object);
  return {
    agreement: object["object_ref"] as string,
    version: timeOf(object, object["object_modified"]),
    by,
    act: object["act"] as SignatureAct,
    ...(object["reason"] !== undefined && { reason: object["reason"] as Bilingual }),
    at: timeOf(object, object.modified),
  };
}

/** A grant without the words that say what leaving them out says too. */
function statedGrant({ caveats, backfillFrom, ...grant }: Grant): Grant {
  return {
    ...grant,
    ...(caveats !== undefined && caveats.length > 0 && { caveats }),
    ...(typeof backfillFrom === "string" && { backfillFrom }),
  };
}

function timeOf(object: StixObject, text: unknown): number {
  const time = typeof text === "string" ? parseStixTime(text) : null;
  if (time === null) throw malformed(object);
  return time;
}

function malformed({ id, type }: StixObject): AppError {
  return new AppError("control-record-malformed", { id, kind: type });
}
