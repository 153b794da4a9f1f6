import type { Bilingual } from "./bilingual.ts";
import type { PartnerId } from "./partner.ts";
import type { StixId } from "./stix.ts";

/** Ascending: a later one is the more restrictive. */
export const classifications = ["unclassified", "restricted", "confidential", "secret"] as const;
export type Classification = (typeof classifications)[number];

export const classificationNames: Record<Classification, Bilingual> = {
  unclassified: { ar: "غير مصنّف", en: "Unclassified" },
  restricted: { ar: "محدود", en: "Restricted" },
  confidential: { ar: "مكتوم", en: "Confidential" },
  secret: { ar: "سرّي", en: "Secret" },
};

/** Who may pass a record on: nobody, the other members of the coalition it came under, anybody. */
export const reshareScopes = ["none", "coalition", "any"] as const;
export type ReshareScope = (typeof reshareScopes)[number];

/** How a record may be handled. Its marking-definition's id is derived from exactly this content. */
export interface Label {
  classification: Classification;
  /** Sorted, unique, from the vocabulary in topics.ts. */
  topics: readonly string[];
  /** Derived in part from records without a topic: as for these, a grant that is limited to topics covers it not. */
  beyondTopics?: true;
  /** Sorted, unique. */
  caveats: readonly string[];
  reshare: ReshareScope;
  /** True: onward release needs a consent record of every originator, whatever `reshare` says. */
  originatorControl: boolean;
  /**
   * Of a derived record: whose records are in it, beside that of who made it. Sorted, unique, never empty. A red line
   * on any of them holds, and passing it on needs what each of them asks.
   */
  originators?: readonly PartnerId[];
  /** A marking without it means "none". The names of listed recipients never stand in a label. */
  release: "agreements" | "listed" | "none";
}

/** A label together with the id of the marking-definition that carries it. */
export interface MarkedLabel {
  id: StixId;
  label: Label;
}
