import type { Bilingual, Text } from "../../domain/bilingual.ts";
import type { Geometry } from "../../domain/geometry.ts";
import type { PartnerId } from "../../domain/partner.ts";
import {
  type KeepAwayBecause,
  keepAwayReasons,
  unlistedIsProtected,
} from "../../domain/protected-place.ts";
import type { StixId } from "../../domain/stix.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import { listed } from "../list-records.ts";
import { mustSee, type Viewer } from "../viewer.ts";
import { textsOf } from "../written-before.ts";
import { partOf } from "./joint-task.ts";

/** What one partner's node says of a part. */
export interface ListedCheck {
  partner: PartnerId;
  /** RFC 3339, UTC, of the answer. */
  modified: string;
  /** The version of the part that it speaks of. */
  version: string;
  /** It speaks of the version that stands. */
  current: boolean;
  clash: "clash" | "no-clash" | "cannot-say";
  remark: Text;
  geometry: Geometry | null;
  keepAway: "keep-away" | "none-known" | "cannot-say";
  areas: Geometry | null;
  /** Why it cannot say. */
  because: Bilingual | null;
}

/** What partners, or this node, answered to the check of a part. `note` is to be shown with it. Error: record-not-found. */
export async function listChecks(
  desk: Desk,
  viewer: Viewer,
  id: StixId,
): Promise<{ checks: ListedCheck[]; note: Bilingual }> {
  await mustSee(desk, viewer, id);
  const part = partOf(desk.live, id);
  if (!part) throw new AppError("record-not-found", { id });
  const answers = desk.live.referring(id, "check-answer");
  const stored = await desk.store.byRows(answers.map(({ row }) => row));
  const records = await listed(desk, viewer, stored, "listed", JSON.stringify({ checks: id }));
  const checks: ListedCheck[] = [];
  for (const { originator, modified, record } of records) {
    const version = record["part_modified"] as string;
    checks.push({
      ...{ partner: originator!, modified, version },
      current: Date.parse(version) === part.modified,
      clash: record["clash"] as ListedCheck["clash"],
      remark: (await textsOf(desk, record)).texts["remark"] ?? {},
      geometry: (record["geometry"] as Geometry | undefined) ?? null,
      keepAway: record["keep_away"] as ListedCheck["keepAway"],
      areas: (record["keep_away_areas"] as Geometry | undefined) ?? null,
      because: keepAwayReasons[record["keep_away_because"] as KeepAwayBecause] ?? null,
    });
  }
  return { checks, note: unlistedIsProtected };
}
