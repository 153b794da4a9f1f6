import { clears, isFull } from "../domain/clearance.ts";
import { references } from "../domain/references.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import type { QuarantineEntry } from "../store/port.ts";
import { isAnchor } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { sees, type Viewer } from "./viewer.ts";

/**
 * Whether this person may see what waits in quarantine. Nobody vouches for what it says, so it must bear a label that is
 * known here and clears, and refer only to what this person sees; whatever else came is for those who may see everything.
 */
export async function seesHeld(
  desk: Desk,
  viewer: Viewer,
  { body }: Pick<QuarantineEntry, "body">,
): Promise<boolean> {
  if (isFull(viewer.clearance)) return true;
  const object = parsed(body);
  if (!object) return false;
  const markings = references(object).filter((id) => id.startsWith("marking-definition--"));
  if (markings.length === 0) return false;
  if (!markings.every((id) => clears(viewer.clearance, desk.labels.get(id)))) return false;
  const named = [object.id, ...references(object)].filter((id) => !isAnchor(desk, id));
  for (const id of named) {
    const record = await desk.store.record(id);
    // What is not here may be anything; only the object itself is new.
    if (record ? !sees(desk, viewer, record) : id !== object.id) return false;
  }
  return true;
}

function parsed(body: string): (StixObject & { id: StixId }) | null {
  try {
    const object = JSON.parse(body) as StixObject;
    return typeof object?.id === "string" ? object : null;
  } catch {
    return null;
  }
}
