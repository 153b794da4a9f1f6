import type { Text } from "../../domain/bilingual.ts";
import type { Geometry } from "../../domain/geometry.ts";
import { parseStixTime } from "../../domain/time.ts";
import type { Danger } from "../../domain/warning.ts";
import type { Desk } from "../desk.ts";
import { listed, type ListedRecord } from "../list-records.ts";
import { sees, type Viewer } from "../viewer.ts";

export interface ListedWarning extends Pick<
  ListedRecord,
  "id" | "modified" | "originator" | "record"
> {
  danger: Danger;
  headline: Text;
  instructions: Text;
  geometry: Geometry;
  /** RFC 3339, UTC. */
  from: string;
  until: string | null;
  /** The danger is not known to be over. */
  active: boolean;
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
      geometry: record["geometry"] as Geometry,
      from: record["start_time"] as string,
      until: (record["stop_time"] as string | undefined) ?? null,
      active: isActive(record["stop_time"], now),
    };
  });
  return shown.sort((a, b) => (a.modified < b.modified ? 1 : -1));
}

function isActive(stop: unknown, now: number): boolean {
  return typeof stop !== "string" || parseStixTime(stop)! > now;
}
