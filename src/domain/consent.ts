import { newSdo } from "./extensions.ts";
import type { PartnerId } from "./partner.ts";
import { identityId } from "./partner-identity.ts";
import type { StixId, StixObject } from "./stix.ts";
import { parseStixTime, stixTime } from "./time.ts";
import { tansiqNamespace, uuid5 } from "./uuid.ts";

/** An originator agrees that holders of its record pass it on to one more partner. */
export interface Consent {
  object: StixId;
  to: PartnerId;
  /** ms UTC. */
  at: number;
  /** True: the consent is taken back. */
  revoked: boolean;
}

/** The unsigned `consent` object of `by`: one for each record and partner, taken back by a revoked version. `created`: ms UTC. */
export function consentObject(
  consent: Consent,
  by: PartnerId,
  created: number = consent.at,
): StixObject {
  const { object, to, at, revoked } = consent;
  return {
    type: "consent",
    spec_version: "2.1",
    id: `consent--${uuid5(tansiqNamespace, `consent ${by} ${object} ${to}`)}`,
    created: stixTime(created),
    modified: stixTime(at),
    created_by_ref: identityId(by),
    ...(revoked && { revoked }),
    object_ref: object,
    consent_to: to,
    extensions: newSdo("consent"),
  };
}

/** The object must have passed its schema. That its maker is an originator of the record is for the reader to see. */
export function readConsent(object: StixObject): Consent {
  return {
    object: object["object_ref"] as StixId,
    to: object["consent_to"] as PartnerId,
    at: parseStixTime(object.modified!)!,
    revoked: object.revoked ?? false,
  };
}
