import type { StixId } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import type { Desk } from "./desk.ts";
import { read } from "./documents.ts";
import { readRecord } from "./read-record.ts";
import type { Viewer } from "./viewer.ts";

/**
 * The named source behind a record of this node, from the source register; null: none was named. For people of this node
 * who may report, and nobody else. Errors: record-not-found, record-recalled; record-not-own, as 404 too.
 */
export async function readSource(
  desk: Desk,
  viewer: Viewer,
  id: StixId,
): Promise<{ source: string | null }> {
  const { originator } = await readRecord(desk, viewer, id);
  if (originator !== desk.self.id) {
    throw new AppError("record-not-own", { id, originator: originator ?? "?" });
  }
  return { source: (await read(desk.store, "source", id))?.name ?? null };
}
