import { checkTask } from "../../deconflict/activity-of.ts";
import type { Lang, Text } from "../../domain/bilingual.ts";
import type { Geometry } from "../../domain/geometry.ts";
import type { PartnerId } from "../../domain/partner.ts";
import { draftFault, type LabelChoice } from "../../domain/report-draft.ts";
import type { StixId, StixObject } from "../../domain/stix.ts";
import type { TaskState } from "../../domain/task.ts";
import { parseOffsetTime, stixTime } from "../../domain/time.ts";
import type { RecordDraft } from "../write-record.ts";

/**
 * `topics` left out: of a part those of its task, otherwise coordination. `reshare` left out: within the coalition, or third partners
 * would see a part and not what its performer says of it.
 */
export type Handling = Omit<LabelChoice, "topics"> & { topics?: readonly string[] };

/** Times RFC 3339 with Z or an offset, half-open: `until` is no part of it. */
interface Stretch {
  from: string;
  until: string;
}

/** Names a phase, a line or a road within the task. */
interface Keyed {
  key: string;
  name: Text;
}

export interface Said extends Handling {
  name: Text;
  description?: Text;
  /** Language of the original; required where a text is in both. */
  lang?: Lang;
}

/** What a person writes of a joint task as a whole. */
export interface FrameDraft extends Said, Stretch {
  geometry?: Geometry;
  phases?: readonly (Keyed & Stretch)[];
  boundaries?: readonly (Keyed & { type: "boundary" | "control-line"; line: Geometry })[];
  /** What its parts keep from each other and from others. */
  separation?: { metres: number; minutes?: number; heightMetres?: number };
}

/** What a person writes of a part: who does what, where, when. */
export interface PartDraft extends Said, Stretch {
  /** Who alone commits to it. */
  performer: PartnerId;
  unit?: StixId;
  geometry?: Geometry;
  /** Metres around its geometry that belong to it. */
  radius?: number;
  phase?: string;
  /** Travelled at even pace. */
  corridor?: { line: Geometry; leadMinutes?: number; lagMinutes?: number };
  /** Metres above ground, half-open. */
  height?: { from: number; to: number };
  /** Roads, bridges and crossings that it needs for itself. */
  uses?: readonly (Keyed & Stretch)[];
  /** Keys of boundaries. */
  mayCross?: readonly string[];
  /** Parts without which it cannot be done: their ids, or keys of parts that are proposed with it. */
  dependsOn?: readonly string[];
  /** Names it among the parts that are proposed with it. */
  key?: string;
}

export function choiceOf({
  classification,
  topics = ["coordination"],
  caveats,
  reshare = "coalition",
  originatorControl,
  releasableTo,
}: Handling): LabelChoice {
  return {
    ...{ classification, topics, reshare },
    ...(caveats && { caveats }),
    ...(originatorControl !== undefined && { originatorControl }),
    ...(releasableTo && { releasableTo }),
  };
}

/** Parts that name no topics are about what their task is about: whom an agreement lets have the one gets the other. */
export function inTask(
  drafts: readonly PartDraft[],
  topics: readonly string[] | undefined,
): PartDraft[] {
  return drafts.map((draft) => (draft.topics || !topics ? draft : { ...draft, topics }));
}

/** The frame of a task as a record. Errors: draft-invalid, activity-invalid. */
export function frameRecord(id: StixId, draft: FrameDraft, state: TaskState): RecordDraft {
  const { phases, boundaries, separation, geometry } = draft;
  mustBeOnce("phases", phases);
  mustBeOnce("boundaries", boundaries);
  const properties = {
    task_state: state,
    ...times("until", draft),
    ...(geometry && { geometry }),
    ...(phases?.length && {
      phases: phases.map((phase) => ({ ...keyed(phase), ...times("phases", phase) })),
    }),
    ...(boundaries?.length && {
      boundaries: boundaries.map((line) => ({
        ...{ ...keyed(line), line_type: line.type, line: line.line },
      })),
    }),
    ...(separation && {
      separation: {
        metres: separation.metres,
        ...(separation.minutes !== undefined && { minutes: separation.minutes }),
        ...(separation.heightMetres !== undefined && { height_metres: separation.heightMetres }),
      },
    }),
  };
  checkTask(objectOf("joint-task", id, properties));
  return { type: "joint-task", id, ...textsOf(draft), properties };
}

/** A part of the task with this frame as a record. Errors: draft-invalid, activity-invalid. */
export function partRecord(id: StixId, draft: PartDraft, frame: StixObject): RecordDraft {
  const { performer, unit, geometry, radius, phase, corridor, height, uses, mayCross } = draft;
  mustKnow("phase", phase === undefined ? [] : [phase], frame["phases"]);
  mustKnow("mayCross", mayCross ?? [], frame["boundaries"]);
  const properties = {
    ...{ task_ref: frame.id, performer, part_state: "proposed" },
    ...times("until", draft),
    ...(unit !== undefined && { unit_ref: unit }),
    ...(geometry && { geometry }),
    ...(radius !== undefined && { radius }),
    ...(phase !== undefined && { phase }),
    ...(corridor && {
      corridor: {
        line: corridor.line,
        ...(corridor.leadMinutes !== undefined && { lead_minutes: corridor.leadMinutes }),
        ...(corridor.lagMinutes !== undefined && { lag_minutes: corridor.lagMinutes }),
      },
    }),
    ...(height && { height: { from: height.from, to: height.to } }),
    ...(uses?.length && { uses: uses.map((use) => ({ ...keyed(use), ...times("uses", use) })) }),
    ...(mayCross?.length && { may_cross: [...mayCross] }),
  };
  checkTask(objectOf("task-part", id, properties));
  return { type: "task-part", id, ...textsOf(draft), properties };
}

/** As far as clashes look at it. */
export function objectOf(
  type: string,
  id: StixId,
  properties: Record<string, unknown>,
): StixObject {
  return { type, id, spec_version: "2.1", ...properties };
}

function textsOf({ name, description, lang }: Said) {
  return {
    ...(lang && { lang }),
    texts: { name, ...(description && { description }) },
  };
}

function keyed({ key, name }: Keyed): { key: string; name: Text } {
  return { key, name };
}

function times(field: string, { from, until }: Stretch) {
  const [start, stop] = [from, until].map((time) => {
    const ms = parseOffsetTime(time);
    if (ms !== null) return ms;
    return draftFault(
      field,
      "write it like 2015-03-11T03:00:00+03:00 or 2015-03-11T00:00:00Z",
      "اكتبه هكذا 2015-03-11T03:00:00+03:00 أو 2015-03-11T00:00:00Z",
    );
  }) as [number, number];
  if (stop <= start) draftFault(field, "it does not lie after the beginning", "لا يقع بعد البداية");
  return { start_time: stixTime(start), stop_time: stixTime(stop) };
}

function mustBeOnce(field: string, list: readonly Keyed[] = []): void {
  const twice = list.find(({ key }, index) => list.findIndex((one) => one.key === key) < index);
  if (twice) draftFault(field, `"${twice.key}" stands there twice`, `«${twice.key}» مكرّر`);
}

function mustKnow(field: string, keys: readonly string[], list: unknown): void {
  const known = ((list ?? []) as Keyed[]).map(({ key }) => key);
  const stranger = keys.find((key) => !known.includes(key));
  if (stranger !== undefined)
    draftFault(field, `the task has no "${stranger}"`, `ليس في المهمة «${stranger}»`);
}
