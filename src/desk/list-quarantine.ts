import type { Bilingual } from "../domain/bilingual.ts";
import { stixTime } from "../domain/time.ts";
import type { QuarantineEntry } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { quarantineReason } from "./quarantine-reason.ts";

export interface ListedQuarantine extends Omit<QuarantineEntry, "at"> {
  at: string;
  /** Its place: a later page is asked for with it. */
  row: number;
  /** The catalogue's words for `code`. */
  reason: Bilingual;
}

/** What came and did not pass the checks, newest first. `before`: the `row` of the last entry seen. */
export async function listQuarantine(
  desk: Desk,
  { limit, before }: { limit: number; before?: number },
): Promise<ListedQuarantine[]> {
  const entries = await desk.store.quarantine(limit, before);
  return entries.map((entry) => ({
    ...entry,
    at: stixTime(entry.at),
    reason: quarantineReason(entry),
  }));
}
