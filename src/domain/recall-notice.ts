import { newSdo } from "./extensions.ts";
import type { PartnerId } from "./partner.ts";
import { identityId } from "./partner-identity.ts";
import type { StixId, StixObject } from "./stix.ts";
import { parseStixTime, stixTime } from "./time.ts";
import { tansiqNamespace, uuid5 } from "./uuid.ts";

/** The originator takes a record back from the one who gets the notice. */
export interface RecallNotice {
  object: StixId;
  /** ms UTC: all versions modified up to then. */
  through: number;
  reason: string;
  /** ms UTC. */
  at: number;
}

/** The unsigned `recall-notice` object of `by`. */
export function recallNotice(notice: RecallNotice, by: PartnerId): StixObject {
  const { object, through, reason, at } = notice;
  return {
    type: "recall-notice",
    spec_version: "2.1",
    id: `recall-notice--${uuid5(tansiqNamespace, `recall ${by} ${object} ${through} ${at}`)}`,
    created: stixTime(at),
    modified: stixTime(at),
    created_by_ref: identityId(by),
    object_ref: object,
    object_modified: stixTime(through),
    reason,
    extensions: newSdo("recall-notice"),
  };
}

/** The object must have passed its schema. That its maker is the originator of what it recalls is for the reader to see. */
export function readRecallNotice(object: StixObject): RecallNotice {
  return {
    object: object["object_ref"] as StixId,
    through: parseStixTime(object["object_modified"] as string)!,
    reason: object["reason"] as string,
    at: parseStixTime(object.modified!)!,
  };
}
