import type { Bilingual } from "./bilingual.ts";
import type { Classification } from "./label.ts";
import type { PartnerId } from "./partner.ts";
import type { StixId } from "./stix.ts";

/** GeoJSON Polygon or MultiPolygon, [longitude, latitude] in degrees, WGS 84. */
export interface Area {
  type: "Polygon" | "MultiPolygon";
  coordinates: unknown;
}

/** Gives. A clause left out means "any"; an empty list means "nothing" and is reported as a dead clause. */
export interface Grant {
  id: string;
  from?: PartnerId[];
  to?: PartnerId[];
  kinds?: string[];
  /** ALL topics of a record must be in this list; a record without topics never matches it. */
  topics?: string[];
  upTo?: Classification;
  /** Every caveat of the record must be in this list. Left out means none is admitted. */
  caveats?: string[];
  /** Every area of the record must lie inside. */
  within?: Area;
  /** UTC. Records first released by nobody before the grant came into force go out from this creation time on; null or left out: none. */
  backfillFrom?: string | null;
  hold?: "none" | { minutes: number } | "second-person";
  /** Whether the receiver may pass on under this agreement: nobody, other parties of it, anybody the originator's label admits. */
  reshare?: "none" | "parties" | "any";
}

/** Forbids. Matches on ANY of its topics. Beats every grant and binds those who signed it, and members where it lies within the lead's powers. */
export interface RedLine {
  id: string;
  by: PartnerId;
  origin?: PartnerId[];
  to?: PartnerId[];
  kinds?: string[];
  topics?: string[];
  /** Matches records at or above this classification. */
  atLeast?: Classification;
  reason: Bilingual;
}

/** What the lead's red lines may cover; each member of a red line's list must be in the power's list (left out: any). */
export interface Power {
  id: string;
  origin?: PartnerId[];
  to?: PartnerId[];
  kinds?: string[];
  topics?: string[];
}

/** What the duty to warn gives, as a grant: warnings and nothing else, at once. No clause that a person writes bears its id. */
export const dutyToWarnGrant: Grant = Object.freeze({ id: "duty-to-warn", kinds: ["warning"] });

/** The typed form that a liaison officer reads and edits (DESIGN section 6). */
export interface AgreementForm {
  id: StixId;
  title: Bilingual;
  purpose: Bilingual;
  parties: PartnerId[];
  /** Present: this is the charter of a coalition. */
  coalition?: {
    id: string;
    lead: PartnerId;
    powers: Power[];
    /**
     * Whether members who stand by this warn each other of imminent danger to civilians whatever grants there are, and across
     * the red lines of members who stand by it too. Left out: no.
     */
    dutyToWarn?: boolean;
  };
  /** UTC, inclusive. */
  from: string;
  /** UTC, exclusive; null: no end. */
  until: string | null;
  grants: Grant[];
  redLines: RedLine[];
}

/** One version of an agreement as it lies in the store. */
export interface AgreementVersion {
  form: AgreementForm;
  /** The partner whose record it is; only that one makes new versions. */
  proposer: PartnerId;
  /** ms since 1970, UTC. */
  modified: number;
}

/** What a party said of one version. `suspend`, `end` and `leave` withdraw what this party gave, at once and alone. */
export type SignatureAct = "sign" | "refuse" | "suspend" | "end" | "leave";

export interface AgreementSignature {
  agreement: StixId;
  /** ms since 1970, UTC: the version that is meant. */
  version: number;
  by: PartnerId;
  act: SignatureAct;
  reason?: Bilingual;
  /** ms since 1970, UTC. A party's latest signature is the one that counts. */
  at: number;
}
