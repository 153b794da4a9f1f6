import type { Bilingual } from "../domain/bilingual.ts";
import { stixTime } from "../domain/time.ts";
import type { QuarantineEntry } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { quarantineReason } from "./quarantine-reason.ts";

export interface ListedQuarantine extends Omit<QuarantineEntry, "at"> {
  at: string;
  /** The catalogue's words for `code`. */
  reason: Bilingual;
}

/** What came and did not pass the checks, newest first. `before`: ms UTC. */
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
