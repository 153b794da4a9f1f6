import { catalogue } from "../error-catalogue.ts";
import type { Bilingual } from "../domain/bilingual.ts";
import { stixTime } from "../domain/time.ts";
import { AppError, problem, type ErrorCode } from "../errors.ts";
import type { QuarantineEntry } from "../store/port.ts";
import type { Desk } from "./desk.ts";

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
    reason: reasonOf(entry),
  }));
}

function reasonOf({ code, id, detail, partner }: QuarantineEntry): Bilingual {
  if (!Object.hasOwn(catalogue, code)) return { ar: detail, en: detail };
  return problem(
    new AppError(code as ErrorCode, { id: id ?? "?", reason: detail, detail, partner }),
  ).detail;
}
