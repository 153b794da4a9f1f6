import type { Label } from "../domain/label.ts";
import type { PartnerId } from "../domain/partner.ts";
import { isStixId } from "../domain/references.ts";
import type { StixId } from "../domain/stix.ts";
import type { Checked } from "./check/checked.ts";
import type { Desk } from "./desk.ts";
import { isKnownTo } from "./known-to.ts";

/** Of one delivery, so many are asked about; no honest one has more that did not come along. */
const mostAsked = 200;

/**
 * The labels that a partner can know to be here: it brought them, or was served them. Only these count when it sends records;
 * otherwise it could find out by a record which labels others use. On disk, all of them.
 */
export function labelsKnownTo(desk: Desk, partner: PartnerId): Map<StixId, Label> {
  const known = desk.labelsOf.get(partner) ?? new Map<StixId, Label>();
  desk.labelsOf.set(partner, known);
  return known;
}

/** Asks the store about labels that its sender did not bring since this node started. True: some count for it from now on. */
export async function recallLabels(
  desk: Desk,
  from: PartnerId,
  objects: readonly Checked[],
): Promise<boolean> {
  const known = labelsKnownTo(desk, from);
  const unknown = new Set<StixId>();
  for (const object of objects) {
    if (object.ok || object.code !== "label-unknown" || unknown.size >= mostAsked) continue;
    if (isStixId(object.detail) && !known.has(object.detail)) unknown.add(object.detail);
  }
  let some = false;
  for (const id of unknown) {
    const label = (await isKnownTo(desk, from, id)) ? desk.labels.get(id) : undefined;
    if (!label) continue;
    known.set(id, label);
    some = true;
  }
  return some;
}
