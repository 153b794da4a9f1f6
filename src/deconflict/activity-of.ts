import type { Geometry } from "../domain/geometry.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import type { Activity, Boundary, Window } from "./activity.ts";
import { checkActivity } from "./check.ts";

interface Stretch {
  start_time: string;
  stop_time: string;
}

/** Properties of a joint task and of its parts that say what is occupied (schemas/joint-task.json, task-part.json). */
interface FrameProperties extends Stretch {
  geometry?: Geometry;
  boundaries?: { key: string; line_type: "boundary" | "control-line"; line: Geometry }[];
  separation?: { metres: number; minutes?: number; height_metres?: number };
}

interface PartProperties extends Stretch {
  task_ref: StixId;
  performer: PartnerId;
  unit_ref?: StixId;
  geometry?: Geometry;
  radius?: number;
  corridor?: { line: Geometry; lead_minutes?: number; lag_minutes?: number };
  height?: { from: number; to: number };
  uses?: ({ key: string } & Stretch)[];
  may_cross?: string[];
}

/** What is known of a part beside what it says. */
export interface Reality {
  /** ms UTC: it goes on longer than it says. */
  until?: number;
  /** Which unit does it; null: none. Left out: as it says. */
  unit?: StixId | null;
}

/**
 * What a part of a joint task occupies. A part that names no place occupies none; its unit and what it uses still count.
 * What it uses to its end it uses for as long as it goes on.
 */
export function activityOf(
  part: StixObject,
  frame: StixObject,
  { until, unit }: Reality = {},
): Activity {
  const said = part as unknown as PartProperties;
  const { separation } = frame as unknown as FrameProperties;
  const { start, stop } = windowOf(said);
  const window = { start, stop: Math.max(stop, until ?? stop) };
  const { geometry, corridor, radius, height, uses } = said;
  const unitId = unit === undefined ? said.unit_ref : unit;
  const used = (use: { key: string } & Stretch) => {
    const its = windowOf(use);
    const whole = its.stop < stop ? its : { ...its, stop: Math.max(its.stop, window.stop) };
    return { resource: use.key, window: whole };
  };
  return {
    id: part.id,
    taskId: frame.id,
    performer: said.performer,
    window,
    geometries: geometry ? [geometry] : [],
    separation: {
      metres: separation?.metres ?? 0,
      minutes: separation?.minutes ?? 0,
      heightMetres: separation?.height_metres ?? 0,
    },
    ...(unitId && { unitId }),
    ...(radius !== undefined && { radius }),
    ...(height && { heights: height }),
    ...(corridor && {
      corridors: [
        {
          ...{ line: corridor.line, window },
          leadMinutes: corridor.lead_minutes ?? 0,
          lagMinutes: corridor.lag_minutes ?? 0,
        },
      ],
    }),
    ...(uses && { uses: uses.map(used) }),
    boundaries: boundariesOf(frame, said.may_cross ?? []),
  };
}

/** The boundaries of a task, but those that a part may cross. Control lines are for people to agree upon. */
function boundariesOf(frame: StixObject, mayCross: readonly string[]): Boundary[] {
  const { boundaries = [] } = frame as unknown as FrameProperties;
  return boundaries
    .filter(({ key, line_type }) => line_type === "boundary" && !mayCross.includes(key))
    .map(({ key, line }) => ({ id: boundaryId(frame.id, key), line }));
}

/** Of a line of a task, in clashes. */
export function boundaryId(task: StixId, key: string): string {
  return `${task} ${key}`;
}

/** null: it is none. */
export function boundaryOf(id: string): { task: StixId; key: string } | null {
  const [task, key] = id.split(" ");
  return key === undefined ? null : { task: task!, key };
}

function windowOf({ start_time, stop_time }: Stretch): Window {
  return { start: Date.parse(start_time), stop: Date.parse(stop_time) };
}

const somewhere: Geometry = { type: "Point", coordinates: [0, 0] };

/** Refuses a joint task or a part that cannot be compared with others, whoever wrote it. Throws AppError `activity-invalid`. */
export function checkTask(object: StixObject): void {
  if (object.type === "task-part") {
    const activity = activityOf(object, nothingAgreed);
    const place = activity.geometries.length > 0 || activity.corridors;
    checkActivity(place ? activity : { ...activity, geometries: [somewhere] });
  }
  if (object.type === "joint-task") {
    const { geometry, start_time, stop_time } = object as unknown as FrameProperties;
    const whole = { type: "task-part", id: object.id, spec_version: "2.1" as const };
    const frame = allBoundaries(object);
    checkActivity(
      activityOf({ ...whole, start_time, stop_time, geometry: geometry ?? somewhere }, frame),
    );
    for (const phase of (object["phases"] ?? []) as Stretch[])
      checkActivity(activityOf({ ...whole, ...phase, geometry: somewhere }, nothingAgreed));
  }
}

const nothingAgreed: StixObject = { type: "joint-task", id: "", spec_version: "2.1" };

function allBoundaries(frame: StixObject): StixObject {
  const { boundaries = [] } = frame as unknown as FrameProperties;
  return { ...frame, boundaries: boundaries.map((one) => ({ ...one, line_type: "boundary" })) };
}
