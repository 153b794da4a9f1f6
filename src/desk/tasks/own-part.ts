import type { StixId } from "../../domain/stix.ts";
import { stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import type { LiveRecord } from "../live-records.ts";
import { frameOf, partOf, taskOf } from "./joint-task.ts";

/** The frame of a task that is going on. Errors: record-not-found, task-over. */
export function openFrame(desk: Desk, id: StixId): LiveRecord {
  const frame = frameOf(desk.live, id);
  if (!frame) throw new AppError("record-not-found", { id });
  if (frame.object["task_state"] === "cancelled") throw new AppError("task-over", { id });
  return frame;
}

/** An own part of a task that is going on, with its frame. Errors: record-not-found, task-not-own, task-over. */
export function ownPart(desk: Desk, id: StixId): { part: LiveRecord; frame: LiveRecord } {
  const part = partOf(desk.live, id);
  if (!part) throw new AppError("record-not-found", { id });
  mustBeOwn(desk, part);
  return { part, frame: openFrame(desk, taskOf(part)) };
}

/** Error: task-not-own. */
export function mustBeOwn(desk: Desk, { id, originator }: LiveRecord): void {
  if (originator !== desk.self.id)
    throw new AppError("task-not-own", { id, originator: originator ?? "?" });
}

/** Who acts on a version that is not the latest any more is told. `version`: RFC 3339, UTC. Error: task-changed. */
export function mustBeLatest({ id, modified }: LiveRecord, version: string): void {
  if (Date.parse(version) !== modified)
    throw new AppError("task-changed", { id, modified: stixTime(modified) });
}
