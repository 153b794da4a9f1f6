import type { ProtectedPlace } from "../../deconflict/activity.ts";
import type { Geometry } from "../../domain/geometry.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import type { CommitmentState, TaskState } from "../../domain/task.ts";
import type { CommitmentSaid, FrameSaid, PartSaid } from "../../domain/task-state.ts";
import { parseStixTime } from "../../domain/time.ts";
import type { LiveRecord, LiveRecords } from "../live-records.ts";

/* What the live records of a joint task say. */

export type Work = Pick<LiveRecords, "get" | "ofKind" | "referring">;

export function frameOf(live: Work, id: StixId): LiveRecord | undefined {
  return ofKind(live.get(id), "joint-task");
}

export function partOf(live: Work, id: StixId): LiveRecord | undefined {
  return ofKind(live.get(id), "task-part");
}

/** Records that nobody signed are for people to look at: they are part of no task. */
function ofKind(record: LiveRecord | undefined, kind: string): LiveRecord | undefined {
  return record?.kind === kind && record.originator !== null ? record : undefined;
}

export function taskOf({ object }: LiveRecord): StixId {
  return object["task_ref"] as StixId;
}

export function performerOf({ object }: LiveRecord): PartnerId {
  return object["performer"] as PartnerId;
}

/** Of a task: in the order of their beginning. */
export function partsOf(live: Work, task: StixId): LiveRecord[] {
  return live
    .referring(task, "task-part")
    .filter((part) => part.originator !== null && taskOf(part) === task)
    .sort((a, b) => windowOf(a).start - windowOf(b).start || (a.id < b.id ? -1 : 1));
}

/** The word of the part's present performer; of nobody else. */
export function commitmentOf(live: Work, part: LiveRecord): LiveRecord | undefined {
  const performer = performerOf(part);
  return live.referring(part.id, "commitment").find(({ originator }) => originator === performer);
}

/** Which unit does it, as its performer says or else its writer. null: none is committed, as where it is not the performer's own. */
export function unitOf(live: Work, part: LiveRecord): StixId | null {
  const said = commitmentOf(live, part)?.object["unit_ref"] ?? part.object["unit_ref"];
  const unit = said === undefined ? undefined : ofKind(live.get(said as StixId), "unit");
  return unit?.originator === performerOf(part) ? unit.id : null;
}

/** What a check-answer says of places to keep away from, as a protected place of its own id; null: of none. */
export function keepAwayOf({ id, object }: LiveRecord): ProtectedPlace | null {
  const geometry = object["keep_away_areas"] as Geometry | undefined;
  return object["keep_away"] === "keep-away" && geometry ? { id, geometry, radius: 0 } : null;
}

/** ms UTC, half-open. */
export function windowOf({ object }: LiveRecord): { start: number; stop: number } {
  return { start: ms(object["start_time"]), stop: ms(object["stop_time"]) };
}

export function frameSaid({ modified, object }: LiveRecord): FrameSaid {
  return { modified, state: object["task_state"] as TaskState };
}

export function partSaid({ modified, object }: LiveRecord): PartSaid {
  return { modified, cancelled: object["part_state"] === "cancelled" };
}

export function commitmentSaid({ object }: LiveRecord): CommitmentSaid {
  return {
    state: object["commitment_state"] as CommitmentState,
    partModified: ms(object["part_modified"]),
    taskModified: ms(object["task_modified"]),
  };
}

function ms(time: unknown): number {
  return parseStixTime(time as string)!;
}
