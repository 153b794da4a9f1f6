import { clears, type Clearance, fullClearance, isFull } from "../domain/clearance.ts";
import { isControlKind } from "../domain/kinds.ts";
import type { StixId } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import type { StoredRecord } from "../store/port.ts";
import type { Desk } from "./desk.ts";

/** For whom something is read. Every verb that gives a person records takes one and shows no more than it may see. */
export interface Viewer {
  /** As the log of reads names it. */
  name: string;
  clearance: Clearance;
}

/** Who has the node's files in hand sees all of it; no person's name can look like this one. */
export function operator(name: string): Viewer {
  return { name: `operator:${name}`, clearance: fullClearance };
}

/** Control records that name other records, or what became of them. */
const tellingOfOthers: ReadonlySet<string> = new Set(["receipt", "consent", "recall-notice"]);

/** For what counts or lists records whatever their label. Error: clearance-full-needed. */
export function mustSeeAll({ clearance }: Viewer): void {
  if (!isFull(clearance)) throw new AppError("clearance-full-needed");
}

/**
 * Whether this person may see a record: its own label, and those of all that it refers to, must be within the clearance.
 * Labels that nothing else says anything of are seen by whom they clear.
 */
export function sees(
  desk: Desk,
  { clearance }: Viewer,
  { id, kind, label, class: release }: Pick<StoredRecord, "id" | "kind" | "label" | "class">,
): boolean {
  if (kind === "marking-definition") return clears(clearance, desk.labels.get(id));
  if (isControlKind(kind)) return !tellingOfOthers.has(kind) || clears(clearance, undefined);
  if (kind === "extension-definition" || isPartnersIdentity(desk, id)) return true;
  const own = label === null ? undefined : desk.labels.get(label);
  return clears(clearance, own) && seesClass(desk, clearance, release);
}

/** Whether the labels of a record and of all that it refers to are within the clearance. */
export function seesClass(desk: Desk, clearance: Clearance, release: number): boolean {
  return desk.classes
    .members(release)
    .every(({ labelId }) => clears(clearance, desk.labels.get(labelId)));
}

/** Those of these records of which, as they are now, this person may see all; control records and what is not here are in none. */
export async function seenOf(
  desk: Desk,
  { clearance }: Viewer,
  ids: readonly StixId[],
): Promise<Set<StixId>> {
  if (ids.length === 0) return new Set();
  const heads = await desk.store.heads(ids);
  const seen = ids.filter((id) => {
    const release = heads.get(id)?.class ?? 0;
    return release !== 0 && seesClass(desk, clearance, release);
  });
  return new Set(seen);
}

/** Errors: record-not-found, the same for what is not here and for what this person may not see. */
export async function mustSee(desk: Desk, viewer: Viewer, id: StixId): Promise<void> {
  const record = await desk.store.record(id);
  if (!record || !sees(desk, viewer, record)) throw new AppError("record-not-found", { id });
}

function isPartnersIdentity(desk: Desk, id: StixId): boolean {
  if (!id.startsWith("identity--")) return false;
  if (id === desk.self.identity) return true;
  for (const parties of [desk.partners, desk.introduced]) {
    for (const { identity } of parties.values()) if (identity === id) return true;
  }
  return false;
}
