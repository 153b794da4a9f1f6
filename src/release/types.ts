import type { AgreementSignature, AgreementVersion } from "../domain/agreement.ts";
import type { Bilingual } from "../domain/bilingual.ts";
import type { Geometry } from "../domain/geometry.ts";
import type { Label } from "../domain/label.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";

export type { Geometry };

/** What a decision looks at that many records share. */
export interface Subject {
  labelId: StixId;
  label: Label;
  /** STIX type. `supportKinds` are not limited by a clause's `kinds`: they only go where a record that needs them goes. */
  kind: string;
  originator: PartnerId;
}

/** What a decision looks at that is the record's own. */
export interface Particulars {
  /**
   * Every area of the record; a grant with `within` needs at least one and all of them inside. A support record
   * without any is not limited: it only goes where the record that needs it goes.
   */
  areas: readonly Geometry[];
  /** For `release: listed`: the recipients kept at the originator's node. Absent means none. */
  recipients?: readonly PartnerId[];
  /** Partners to whom every originator consented by a consent record. */
  consents?: readonly PartnerId[];
  /** It does not go itself: something that was derived from it does. Its originator, who made it, is no reason against that. */
  asSource?: true;
}

export interface Reason {
  /** null: the label itself, not an agreement, decided. */
  agreement: StixId | null;
  clause: string;
  effect:
    | "released"
    | "hold"
    | "one-off"
    | "red-line"
    | "not-covered"
    | "label"
    | "reshare"
    | "recalled"
    | "not-accepted";
  text: Bilingual;
}

export interface Decision {
  released: boolean;
  /** Clauses as `agreement-id/clause-id`; for a label's refusal `label/release`. */
  decidedBy: string[];
  /** For people of this node only. Per grant that names both sides: the first condition that failed. */
  reasons: Reason[];
}

/** Everything that a policy is compiled from. */
export interface PolicyInput {
  self: PartnerId;
  /** All partners that this node knows, itself included: order gives their index. */
  partners: readonly PartnerId[];
  /** Known by a lead's introduction alone: they may stand in clauses and under records, and nothing goes to them. */
  introduced?: readonly PartnerId[];
  versions: readonly AgreementVersion[];
  signatures: readonly AgreementSignature[];
  /** ms since 1970, UTC. */
  at: number;
}

/** Compiled, immutable, valid until `nextBoundary`. Throws nowhere: an error in evaluation means "not released". */
export interface Policy {
  readonly self: PartnerId;
  readonly at: number;
  /** ms UTC of the next from/until at which decisions may change; Infinity if none. */
  readonly nextBoundary: number;
  /** Partners to whom a record may go now, `self` and its originator left out. Cached where the record's particulars do not matter. */
  audience(subject: Subject, particulars: Particulars): readonly PartnerId[];
  admits(subject: Subject, particulars: Particulars, to: PartnerId): boolean;
  explain(subject: Subject, particulars: Particulars, to: PartnerId): Decision;
  /**
   * Minutes for which what is released to this partner is kept back first; 0: it may leave at once; Infinity: until a second
   * person approves. The least of all grants that cover it; warnings, which two people issued, are not kept back. It says nothing of
   * what is not released.
   */
  hold(subject: Subject, particulars: Particulars, to: PartnerId): number;
  /** False: no grant in force holds anything, so that nobody need ask. */
  readonly holds: boolean;
  /** Whether two people may let this one record go to this partner beside all grants: it is ours alone, the label admits it, and no red line forbids it. */
  admitsOneOff(subject: Subject, particulars: Particulars, to: PartnerId): boolean;
  /** True where `audience` or `hold` depends on the record's own particulars (an area, a list), so it cannot be cached by subject. */
  needsParticulars(subject: Subject): boolean;
  /** True where `backfillFrom` depends on the record's own particulars, as it may where `audience` does not. */
  reachNeedsParticulars(subject: Subject): boolean;
  /** False: no grant in force reaches back to old records, so that nobody need ask. */
  readonly reachesBack: boolean;
  /** Earliest creation time (ms UTC) from which old records may go to this partner under some grant in force that covers the subject; Infinity: none. */
  backfillFrom(subject: Subject, particulars: Particulars, to: PartnerId): number;
  /** What decides: the same text where nothing did that decides differently, whatever was proposed meanwhile. */
  readonly basis: string;
  /** State of each agreement as this node sees it. */
  readonly agreements: readonly AgreementState[];
}

export interface AgreementState {
  id: StixId;
  /** ms UTC of the latest version. */
  version: number;
  state: "proposed" | "in-force" | "suspended" | "ended" | "refused" | "expired" | "not-yet";
  signed: PartnerId[];
  /** Parties whose signature on the latest version is awaited. */
  awaiting: PartnerId[];
  /** Clause ids in force at this node's deciding, without those in `grantsVoided`. */
  grantsInForce: string[];
  /** Grants that both sides stand by but from which binding red lines (`agreement-id/clause-id`) take all of our own. */
  grantsVoided: { grant: string; by: string[] }[];
  redLinesInForce: string[];
}
