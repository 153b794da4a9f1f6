import { AppError } from "../errors.ts";
import { newSdo } from "./extensions.ts";
import type { PartnerId } from "./partner.ts";
import { identityId } from "./partner-identity.ts";
import type { StixId, StixObject } from "./stix.ts";
import { parseStixTime, stixTime } from "./time.ts";
import { tansiqNamespace, uuid5 } from "./uuid.ts";

/** What an originator can say; `asked` is said by the holder. */
export const consentAnswers = ["given", "refused", "taken-back"] as const;
export type ConsentAnswer = (typeof consentAnswers)[number];
export type ConsentState = "asked" | ConsentAnswer;

/** Whether one holder of a record may pass it on to one more partner: who asks, who is asked, and of what. */
export interface ConsentMatter {
  object: StixId;
  /** Whose leave is needed. */
  originator: PartnerId;
  /** Who has the record and passes it on. */
  holder: PartnerId;
  to: PartnerId;
}

/** The holder's ask, or the originator's answer. */
export interface Consent extends ConsentMatter {
  state: ConsentState;
  /** ms UTC. */
  at: number;
  /** ms UTC of the first version. */
  created: number;
  /** Why it is asked for or refused. What goes on to the recipient holds no words of one partner about another. */
  reason?: string;
  /** Of an answer: the version of the ask that it answers, ms UTC. */
  asked?: number;
  /** Of what is given: it counts for versions that bear this label, with what goes along under the same one. */
  label?: StixId;
}

/** The ask and the answer are one record each, whatever becomes of them: a later version takes the place of an earlier one. */
export function consentId(sort: "ask" | "answer", matter: ConsentMatter): StixId {
  const { object, originator, holder, to } = matter;
  return `consent--${uuid5(tansiqNamespace, `consent ${sort} ${originator} ${holder} ${object} ${to}`)}`;
}

/** The unsigned `consent` object: by the holder where it asks, by the originator where it answers. */
export function consentObject(consent: Consent): StixObject {
  const { object, originator, holder, to, state, at, created } = consent;
  const { reason, asked, label } = consent;
  return {
    type: "consent",
    spec_version: "2.1",
    id: consentId(state === "asked" ? "ask" : "answer", consent),
    created: stixTime(created),
    modified: stixTime(at),
    created_by_ref: identityId(state === "asked" ? holder : originator),
    object_ref: object,
    originator,
    holder,
    consent_to: to,
    state,
    ...(reason !== undefined && { reason }),
    ...(asked !== undefined && { asked_at: stixTime(asked) }),
    ...(label !== undefined && { label_ref: label }),
    extensions: newSdo("consent"),
  };
}

/**
 * The object must have passed its schema. Throws AppError `control-record-malformed` where somebody else made it than who has
 * to, under another id, where it is about nobody's passing on, or revoked: what is taken back says so. That the originator is one of the record is for the reader to see.
 */
export function readConsent(object: StixObject): Consent {
  const matter: ConsentMatter = {
    object: object["object_ref"] as StixId,
    originator: object["originator"] as PartnerId,
    holder: object["holder"] as PartnerId,
    to: object["consent_to"] as PartnerId,
  };
  const state = object["state"] as ConsentState;
  const maker = state === "asked" ? matter.holder : matter.originator;
  const sides = new Set([matter.originator, matter.holder, matter.to]);
  if (
    object.created_by_ref !== identityId(maker) ||
    object.id !== consentId(state === "asked" ? "ask" : "answer", matter) ||
    sides.size < 3 ||
    object.revoked === true
  ) {
    throw new AppError("control-record-malformed", { id: object.id, kind: object.type });
  }
  const reason = object["reason"] as string | undefined;
  const asked = object["asked_at"] as string | undefined;
  const label = object["label_ref"] as StixId | undefined;
  return {
    ...matter,
    state,
    at: parseStixTime(object.modified!)!,
    created: parseStixTime(object.created!)!,
    ...(reason !== undefined && { reason }),
    ...(asked !== undefined && { asked: parseStixTime(asked)! }),
    ...(label !== undefined && { label }),
  };
}
