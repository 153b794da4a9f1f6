import { newSdo } from "./extensions.ts";
import type { PartnerId } from "./partner.ts";
import { identityId } from "./partner-identity.ts";
import type { StixId, StixObject } from "./stix.ts";
import { parseStixTime, parseTaxiiTime, stixTime, taxiiTime } from "./time.ts";
import { tansiqNamespace, uuid5 } from "./uuid.ts";

/** The recipient's word that it has everything which a partner offered it up to a moment. */
export interface Receipt {
  offeredBy: PartnerId;
  /** µs UTC: everything with date_added up to then. */
  through: number;
  /** What came but was not accepted: it is held for checking. */
  notAccepted: readonly StixId[];
  /** ms UTC. */
  at: number;
}

/** The unsigned `receipt` object of `by`. */
export function receiptObject(receipt: Receipt, by: PartnerId): StixObject {
  const { offeredBy, through, notAccepted, at } = receipt;
  return {
    type: "receipt",
    spec_version: "2.1",
    id: `receipt--${uuid5(tansiqNamespace, `receipt ${by} ${offeredBy} ${through} ${at}`)}`,
    created: stixTime(at),
    modified: stixTime(at),
    created_by_ref: identityId(by),
    offered_by: offeredBy,
    through: taxiiTime(through),
    ...(notAccepted.length > 0 && { not_accepted: [...notAccepted] }),
    extensions: newSdo("receipt"),
  };
}

/** The object must have passed its schema. */
export function readReceipt(object: StixObject): Receipt {
  return {
    offeredBy: object["offered_by"] as PartnerId,
    through: parseTaxiiTime(object["through"] as string)!,
    notAccepted: (object["not_accepted"] as StixId[] | undefined) ?? [],
    at: parseStixTime(object.modified!)!,
  };
}
