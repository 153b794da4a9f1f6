import type { Bilingual } from "../domain/bilingual.ts";
import { stixTime } from "../domain/time.ts";
import type { QuarantineEntry } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { quarantineReason } from "./quarantine-reason.ts";
import { noteRead } from "./read-log.ts";
import { seesHeld } from "./sees-held.ts";
import type { Viewer } from "./viewer.ts";

export interface ListedQuarantine extends Omit<QuarantineEntry, "at"> {
  at: string;
  /** Its place: a later page is asked for with it. */
  row: number;
  /** The catalogue's words for `code`. */
  reason: Bilingual;
}

/** What came and did not pass the checks, as far as this person may see it, newest first. `before`: the `row` of the last entry seen. */
export async function listQuarantine(
  desk: Desk,
  viewer: Viewer,
  { limit, before }: { limit: number; before?: number },
): Promise<ListedQuarantine[]> {
  const entries: (QuarantineEntry & { row: number })[] = [];
  for (let after = before; ;) {
    const page = await desk.store.quarantine(limit, after);
    for (const entry of page) if (await seesHeld(desk, viewer, entry)) entries.push(entry);
    after = page.at(-1)?.row;
    if (entries.length >= limit || page.length < limit) break;
  }
  const given = entries.slice(0, limit);
  if (given.length > 0) {
    const query = JSON.stringify(given.map(({ key }) => key));
    await noteRead(desk, viewer, { how: "held", versions: [], query });
  }
  return given.map((entry) => ({
    ...entry,
    at: stixTime(entry.at),
    reason: quarantineReason(entry),
  }));
}
