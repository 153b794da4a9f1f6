import type { Text } from "../../domain/bilingual.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import type { PartState, TaskState } from "../../domain/task.ts";
import { isOff } from "../../domain/task-state.ts";
import { stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import { listed, type ListedRecord } from "../list-records.ts";
import type { LiveRecord } from "../live-records.ts";
import { sees, type Viewer } from "../viewer.ts";
import { isOn, seesClash } from "./list-clashes.ts";
import { frameOf, partsOf, performerOf, windowOf } from "./joint-task.ts";
import { seenStanding } from "./seen-standing.ts";

/** A joint task as a whole. Times RFC 3339, UTC. */
export interface ListedTask extends Pick<
  ListedRecord,
  "id" | "modified" | "originator" | "label" | "name" | "description" | "position" | "record"
> {
  state: TaskState;
  /** Whether this node proposed it. */
  own: boolean;
  from: string;
  until: string;
  phases: ListedPhase[];
  /** Of its parts that this person may see: how many stand where. */
  parts: Partial<Record<PartState, number>>;
  performers: PartnerId[];
  /** Clashes of these parts that nobody has dealt with yet. */
  openClashes: number;
}

export interface ListedPhase {
  key: string;
  name: Text;
  from: string;
  until: string;
  /** It is over by its time, and something in it is not. */
  late: boolean;
}

export interface TaskQuery {
  state?: TaskState;
  /** Proposed it, or performs a part of it. */
  partner?: PartnerId;
  /** ms UTC: those that are on in this time, half-open. */
  from?: number;
  until?: number;
  limit: number;
  /** Of the last one seen. */
  before?: StixId;
}

/** Joint tasks, those that begin last first, as far as this person may see them. */
export async function listTasks(
  desk: Desk,
  viewer: Viewer,
  { state, partner, from = -Infinity, until = Infinity, limit, before }: TaskQuery,
): Promise<{ tasks: ListedTask[]; more: boolean }> {
  const all = [...desk.live.ofKind("joint-task")].filter((frame) => {
    const { start, stop } = windowOf(frame);
    if (frame.originator === null || stop <= from || start >= until) return false;
    if (state !== undefined && frame.object["task_state"] !== state) return false;
    if (!sees(desk, viewer, frame)) return false;
    return partner === undefined || takesPart(desk, viewer, frame, partner);
  });
  all.sort((a, b) => windowOf(b).start - windowOf(a).start || (a.id < b.id ? 1 : -1));
  const start = before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1;
  const page = all.slice(start, start + limit);
  return { tasks: await shown(desk, viewer, page), more: start + limit < all.length };
}

/** One of them. Error: record-not-found. */
export async function readTask(desk: Desk, viewer: Viewer, id: StixId): Promise<ListedTask> {
  const frame = frameOf(desk.live, id);
  const [task] = frame ? await shown(desk, viewer, [frame]) : [];
  if (!task) throw new AppError("record-not-found", { id });
  return task;
}

/** The parts of a task that a person may see. */
export function visibleParts(desk: Desk, viewer: Viewer, task: StixId): LiveRecord[] {
  return partsOf(desk.live, task).filter((part) => sees(desk, viewer, part));
}

function takesPart(desk: Desk, viewer: Viewer, frame: LiveRecord, partner: PartnerId): boolean {
  if (frame.originator === partner) return true;
  return visibleParts(desk, viewer, frame.id).some((part) => performerOf(part) === partner);
}

async function shown(
  desk: Desk,
  viewer: Viewer,
  frames: readonly LiveRecord[],
): Promise<ListedTask[]> {
  const stored = await desk.store.byRows(frames.map(({ row }) => row));
  const records = await listed(desk, viewer, stored, "listed", JSON.stringify({ tasks: true }));
  const byId = new Map(records.map((record) => [record.id, record]));
  return frames.flatMap((frame) => {
    const record = byId.get(frame.id);
    return record ? [taskOf(desk, viewer, frame, record)] : [];
  });
}

interface PhaseSaid {
  key: string;
  name: Text;
  start_time: string;
  stop_time: string;
}

function taskOf(
  desk: Desk,
  viewer: Viewer,
  frame: LiveRecord,
  { id, modified, originator, label, name, description, position, record }: ListedRecord,
): ListedTask {
  const parts = visibleParts(desk, viewer, frame.id);
  const counts: Partial<Record<PartState, number>> = {};
  const open = new Set<string>();
  const unfinished = new Set<unknown>();
  const now = desk.clock();
  for (const part of parts) {
    const { state } = seenStanding(desk, viewer, part)!;
    counts[state] = (counts[state] ?? 0) + 1;
    if (!isOff(state)) unfinished.add(part.object["phase"]);
    for (const { clash, state } of desk.tasks.clashesOf(part.id)) {
      if (state === "open" && isOn(desk, clash) && seesClash(desk, viewer, clash))
        open.add(clash.id);
    }
  }
  const { start, stop } = windowOf(frame);
  return {
    ...{ id, modified, originator, label, name, description, position, record },
    state: record["task_state"] as TaskState,
    own: originator === desk.self.id,
    from: stixTime(start),
    until: stixTime(stop),
    phases: ((record["phases"] ?? []) as PhaseSaid[]).map((phase) => ({
      ...{ key: phase.key, name: phase.name, from: phase.start_time, until: phase.stop_time },
      late: unfinished.has(phase.key) && Date.parse(phase.stop_time) <= now,
    })),
    parts: counts,
    performers: [...new Set(parts.map(performerOf))].sort(),
    openClashes: open.size,
  };
}
