import type { StixId, StixObject } from "./stix.ts";

/** The source in a relation by which a record says what it was derived from; null: it is another relation. */
export function sourceIn(relation: StixObject): StixId | null {
  return relation["relationship_type"] === "derived-from"
    ? (relation["target_ref"] as StixId)
    : null;
}
