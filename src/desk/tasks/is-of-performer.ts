import type { PartnerId } from "../../domain/partner.ts";
import type { StixId, StixObject } from "../../domain/stix.ts";
import { parseStixTime } from "../../domain/time.ts";
import type { Desk } from "../desk.ts";

/**
 * Whether a commitment is by the performer of its part, who alone speaks for it: in the version that it means or, where that
 * is not here, in the latest one. `arriving`: what was admitted from the same delivery.
 */
export async function isOfPerformer(
  desk: Desk,
  commitment: StixObject,
  by: PartnerId,
  arriving: readonly { object: StixObject }[],
): Promise<boolean> {
  const id = commitment["part_ref"] as StixId;
  const meant = parseStixTime(commitment["part_modified"] as string)!;
  const versions = arriving.map(({ object }) => object).filter((object) => object.id === id);
  for (const stored of [await desk.store.record(id, meant), await desk.store.record(id)])
    if (stored && !stored.withdrawn) versions.push(JSON.parse(stored.body) as StixObject);
  const at = (version: StixObject): number => parseStixTime(version.modified!)!;
  versions.sort((a, b) => at(b) - at(a));
  const version = versions.find((one) => at(one) === meant) ?? versions[0];
  return version?.["performer"] === by;
}
