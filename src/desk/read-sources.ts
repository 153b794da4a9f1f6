import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import { AppError } from "../errors.ts";
import type { Desk } from "./desk.ts";
import { read } from "./documents.ts";
import { listed, type ListedRecord } from "./list-records.ts";
import { sees, type Viewer } from "./viewer.ts";

/** What a record was derived from at this node; people of other nodes learn it only where they have the sources too. */
export interface RecordSources {
  redacted: boolean;
  /** Why it is looser than its source; null: it is not. */
  why: string | null;
  sources: {
    id: StixId;
    /** null: it was taken back. */
    record: ListedRecord | null;
    /** The record rests on one that was taken back; `at` RFC 3339, UTC. */
    recalled: { by: PartnerId; reason: string; at: string } | null;
  }[];
}

/** Empty for what was derived from nothing here. Errors: record-not-found, also for what was taken back. */
export async function readSources(desk: Desk, viewer: Viewer, id: StixId): Promise<RecordSources> {
  const stored = await desk.store.record(id);
  if (!stored || stored.withdrawn || !sees(desk, viewer, stored))
    throw new AppError("record-not-found", { id });
  const derivation = await read(desk.store, "derived-from", id);
  const sources: RecordSources["sources"] = [];
  let hidden = false;
  for (const source of derivation?.sources ?? []) {
    const found = await desk.store.record(source);
    // Nor that there is one: its label stays above who may not see it, also where this record is looser.
    if (!found || !sees(desk, viewer, found)) {
      hidden = true;
      continue;
    }
    const [record = null] =
      found && !found.withdrawn ? await listed(desk, viewer, [found], "opened") : [];
    const mark = await read(desk.store, "source-recalled", `${id} ${source}`);
    sources.push({ id: source, record, recalled: mark && { ...mark, at: stixTime(mark.at) } });
  }
  if (hidden) return { redacted: false, why: null, sources };
  return { redacted: derivation?.redacted ?? false, why: derivation?.why ?? null, sources };
}
