import type { StixId } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import type { Desk } from "./desk.ts";
import { listed, type ListedRecord } from "./list-records.ts";
import { mustSee, type Viewer } from "./viewer.ts";

/** One record, the latest version unless `modified` (ms UTC) says which. Errors: record-not-found, record-recalled. */
export async function readRecord(
  desk: Desk,
  viewer: Viewer,
  id: StixId,
  modified?: number,
): Promise<ListedRecord> {
  await mustSee(desk, viewer, id);
  const stored = await desk.store.record(id, modified);
  if (!stored) throw new AppError("record-not-found", { id });
  if (stored.withdrawn) throw new AppError("record-recalled", { id });
  const [record] = await listed(desk, viewer, [stored], "opened");
  if (!record) throw new AppError("record-not-found", { id });
  return record;
}

/** All versions that are here, newest first, at most 200. Errors: record-not-found, record-recalled. */
export async function readVersions(
  desk: Desk,
  viewer: Viewer,
  id: StixId,
): Promise<ListedRecord[]> {
  await mustSee(desk, viewer, id);
  const stored = await desk.store.versions(id, 200);
  const live = stored.filter((version) => !version.withdrawn);
  if (stored.length === 0) throw new AppError("record-not-found", { id });
  if (live.length === 0) throw new AppError("record-recalled", { id });
  return listed(desk, viewer, live, "versions");
}
