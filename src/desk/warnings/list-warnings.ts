import type { Text } from "../../domain/bilingual.ts";
import type { StixId } from "../../domain/stix.ts";
import { parseStixTime, stixTime } from "../../domain/time.ts";
import type { Danger, WarningDraft } from "../../domain/warning.ts";
import type { Desk } from "../desk.ts";
import { readAll } from "../documents.ts";
import { listed, type ListedRecord } from "../list-records.ts";
import { sees, type Viewer } from "../viewer.ts";

export interface ListedWarning extends Pick<
  ListedRecord,
  "id" | "modified" | "originator" | "record"
> {
  danger: Danger;
  headline: Text;
  instructions: Text;
  /** RFC 3339, UTC. */
  from: string;
  until: string | null;
  /** The danger is not known to be over. */
  active: boolean;
}

/** What a second person has to approve: a warning, or that the danger of one is over. */
export interface WaitingWarning {
  id: StixId;
  /** null: of the warning with this id, that its danger is over. */
  draft: WarningDraft | null;
  by: string;
  at: string;
}

/** Own warnings and partners', the newest first, at most `limit`; `active`: those whose danger is not known to be over. */
export async function listWarnings(
  desk: Desk,
  viewer: Viewer,
  { active, limit }: { active?: boolean; limit: number },
): Promise<ListedWarning[]> {
  const now = desk.clock();
  const all = [...desk.live.ofKind("warning")].filter(
    (warning) =>
      (active === undefined || isActive(warning.object["stop_time"], now) === active) &&
      sees(desk, viewer, warning),
  );
  all.sort((a, b) => b.modified - a.modified);
  const stored = await desk.store.byRows(all.slice(0, limit).map(({ row }) => row));
  const records = await listed(desk, viewer, stored, "listed", JSON.stringify({ warnings: true }));
  const shown = records.map(({ id, modified, originator, record }): ListedWarning => {
    return {
      ...{ id, modified, originator, record },
      danger: record["danger"] as Danger,
      headline: record["headline"] as Text,
      instructions: (record["instructions"] as Text | undefined) ?? {},
      from: record["start_time"] as string,
      until: (record["stop_time"] as string | undefined) ?? null,
      active: isActive(record["stop_time"], now),
    };
  });
  return shown.sort((a, b) => (a.modified < b.modified ? 1 : -1));
}

/** What waits for a second person, the oldest first. */
export async function waitingWarnings(desk: Desk): Promise<WaitingWarning[]> {
  const warnings = [...(await readAll(desk.store, "warning-asked"))];
  const ends = [...(await readAll(desk.store, "warning-over"))];
  return [...warnings, ...ends.map(([id, { asked }]) => [id, { draft: null, asked }] as const)]
    .sort(([, a], [, b]) => a.asked.at - b.asked.at)
    .map(([id, { draft, asked }]) => ({ id, draft, by: asked.by, at: stixTime(asked.at) }));
}

function isActive(stop: unknown, now: number): boolean {
  return typeof stop !== "string" || parseStixTime(stop)! > now;
}
