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
  /** Of the offering partner's ledger, signed by both: a note of tlog-checkpoint. */
  checkpoint?: string;
  /** Leaves up to that checkpoint that never came; left out: none. */
  unseen?: number;
}

/** The unsigned `receipt` object of `by`. */
export function receiptObject(receipt: Receipt, by: PartnerId): StixObject {
  const { offeredBy, through, notAccepted, at, checkpoint, unseen = 0 } = receipt;
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
    ...(checkpoint !== undefined && { ledger_checkpoint: checkpoint }),
    ...(checkpoint !== undefined && unseen > 0 && { ledger_unseen: unseen }),
    extensions: newSdo("receipt"),
  };
}

/** The object must have passed its schema. */
export function readReceipt(object: StixObject): Receipt {
  const checkpoint = object["ledger_checkpoint"] as string | undefined;
  const unseen = object["ledger_unseen"] as number | undefined;
  return {
    ...(checkpoint !== undefined && { checkpoint }),
    ...(unseen !== undefined && { unseen }),
    offeredBy: object["offered_by"] as PartnerId,
    through: parseTaxiiTime(object["through"] as string)!,
    notAccepted: (object["not_accepted"] as StixId[] | undefined) ?? [],
    at: parseStixTime(object.modified!)!,
  };
}
