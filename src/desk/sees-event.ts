import { clears, isFull } from "../domain/clearance.ts";
import type { Desk } from "./desk.ts";
import type { NodeEvent } from "./events.ts";
import { seesLocal } from "./watch/search-journal.ts";
import { seesHeld } from "./sees-held.ts";
import { sees, seesClass, type Viewer } from "./viewer.ts";

/** Whether this person may be told of an event: only who may see what it is about. */
export async function seesEvent(
  desk: Desk,
  viewer: Viewer,
  { about, to }: NodeEvent,
): Promise<boolean> {
  if (to) return to.includes(viewer.name);
  const { clearance } = viewer;
  if (!about || isFull(clearance)) return true;
  if ("held" in about) return seesHeld(desk, viewer, about.held);
  if ("local" in about) return seesLocal(desk, viewer, about.local, about.links);
  if ("records" in about) {
    for (const id of about.records) {
      const record = await desk.store.record(id);
      if (!record || !sees(desk, viewer, record)) return false;
    }
    return true;
  }
  const own = about.label === null ? undefined : desk.labels.get(about.label);
  return clears(clearance, own) && seesClass(desk, clearance, about.class);
}
