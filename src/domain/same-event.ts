import type { StixId, StixObject } from "./stix.ts";

/** STIX relationship type (2.1, 3.7) by which somebody says that two records tell of one event. */
export const sameEventType = "duplicate-of";

/** Kinds that tell of an event. */
export const eventKinds = ["incident", "report"] as const;

export function tellsOfEvent(id: StixId): boolean {
  return eventKinds.some((kind) => id.startsWith(`${kind}--`));
}

/** The two records that a relation says tell of one event; null: it says nothing of that. */
export function sameEvent(relation: StixObject): [StixId, StixId] | null {
  if (relation["relationship_type"] !== sameEventType) return null;
  const ends = [relation["source_ref"], relation["target_ref"]] as [StixId, StixId];
  return ends[0] !== ends[1] && ends.every(tellsOfEvent) ? ends : null;
}
