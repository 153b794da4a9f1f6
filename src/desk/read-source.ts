import type { StixId } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import type { Desk } from "./desk.ts";
import { read } from "./documents.ts";
import { readRecord } from "./read-record.ts";
import type { Viewer } from "./viewer.ts";

/** What the source register holds of a record; null: nothing was named. */
export interface NamedSources {
  source: string | null;
  /** Independent sources by which it is confirmed. */
  confirmedBy: string | null;
}

/**
 * The named sources behind a record of this node, from the source register. For people of this node
 * who may report, and nobody else. Errors: record-not-found, record-recalled; record-not-own, as 404 too.
 */
export async function readSource(desk: Desk, viewer: Viewer, id: StixId): Promise<NamedSources> {
  const { originator } = await readRecord(desk, viewer, id);
  if (originator !== desk.self.id) {
    throw new AppError("record-not-own", { id, originator: originator ?? "?" });
  }
  const named = await read(desk.store, "source", id);
  return { source: named?.name ?? null, confirmedBy: named?.confirmedBy ?? null };
}
