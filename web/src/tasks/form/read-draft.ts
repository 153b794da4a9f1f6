import type { Lang, ListedPart, ListedTask, PartDraft, TaskDraft, Text } from "../../api/shapes.ts";
import { timeToField } from "../../format/time.ts";
import {
  noWords,
  type FrameFields,
  type LineFields,
  type PartFields,
  type PlaceFields,
  type Position,
  type SaidFields,
  type TaskFields,
  type Words,
} from "./fields.ts";

type Geometry = NonNullable<PartDraft["geometry"]>;
type Stretch = Pick<PartDraft, "from" | "until">;

/** What a draft of the API says, as the form shows it. */
export function fieldsOfTask(draft: TaskDraft): TaskFields {
  const frame = fieldsOfFrame(draft);
  return { frame, parts: (draft.parts ?? []).map((part) => fieldsOfPart(part, frame)) };
}

export function fieldsOfFrame(draft: TaskDraft): FrameFields {
  const { phases, boundaries, separation, topics, caveats, reshare, originatorControl } = draft;
  const unlike = geometryUnlike(draft.geometry);
  return {
    ...saidOf(draft, placeOf(draft.geometry)),
    topics: [...(topics ?? ["coordination"])],
    phases: (phases ?? []).map((phase) => ({
      ...{ ...phase, name: wordsOf(phase.name), ...stretchOf(phase) },
    })),
    lines: (boundaries ?? []).map(({ key, name, type, line }): LineFields => ({
      ...{ key, type, name: wordsOf(name) },
      positions: chainOf(line),
    })),
    separation: {
      metres: written(separation?.metres),
      minutes: written(separation?.minutes),
    },
    kept: {
      ...(caveats && { caveats }),
      ...(reshare && { reshare }),
      ...(originatorControl !== undefined && { originatorControl }),
      ...(unlike && { geometry: unlike }),
      ...(separation?.heightMetres !== undefined && { separation }),
    },
  };
}

/** `frame`: of its task, by whose phases its times may go. */
export function fieldsOfPart(draft: PartDraft, frame: Pick<FrameFields, "phases">): PartFields {
  const { corridor, height, phase = "", radius, caveats, reshare, originatorControl } = draft;
  const stretch = stretchOf(draft);
  const during = frame.phases.find(({ key }) => key === phase);
  const unlike = geometryUnlike(draft.geometry);
  // A corridor is drawn as the route; of both, the area beside it is kept as it is.
  const drawn = corridor ? corridor.line : draft.geometry;
  return {
    ...saidOf(draft, placeOf(drawn)),
    key: draft.key ?? "",
    performer: draft.performer,
    unit: draft.unit ?? "",
    phase,
    asPhase: during !== undefined && during.from === stretch.from && during.until === stretch.until,
    evenPace: corridor !== undefined,
    place: { ...placeOf(drawn), radius: written(radius) },
    height: { from: written(height?.from), to: written(height?.to) },
    uses: (draft.uses ?? []).map((use) => ({ ...use, name: wordsOf(use.name), ...stretchOf(use) })),
    mayCross: [...(draft.mayCross ?? [])],
    dependsOn: [...(draft.dependsOn ?? [])],
    kept: {
      ...(draft.topics && { topics: draft.topics }),
      ...(caveats && { caveats }),
      ...(reshare && { reshare }),
      ...(originatorControl !== undefined && { originatorControl }),
      ...(corridor && { corridor }),
      ...(corridor && draft.geometry && { geometry: draft.geometry }),
      ...(unlike && { geometry: unlike }),
    },
  };
}

/** What was written of a task that stands, as a draft of its next version. */
export function draftOfTask(task: ListedTask): TaskDraft {
  const { record } = task;
  const separation = record["separation"] as
    | { metres: number; minutes?: number; height_metres?: number }
    | undefined;
  const boundaries = (record["boundaries"] ?? []) as {
    key: string;
    name: Text;
    line_type: "boundary" | "control-line";
    line: Geometry;
  }[];
  return {
    ...saidIn(task),
    phases: task.phases.map(({ key, name, from, until }) => ({ key, name, from, until })),
    boundaries: boundaries.map(({ line_type, ...line }) => ({ ...line, type: line_type })),
    ...(separation && {
      separation: {
        metres: separation.metres,
        ...(separation.minutes !== undefined && { minutes: separation.minutes }),
        ...(separation.height_metres !== undefined && { heightMetres: separation.height_metres }),
      },
    }),
  };
}

/** The same of a part. To whom either was listed its label does not say: see `isListed`. */
export function draftOfPart(part: ListedPart): PartDraft {
  const { record, dependsOn } = part;
  const corridor = record["corridor"] as
    | { line: Geometry; lead_minutes?: number; lag_minutes?: number }
    | undefined;
  const uses = (record["uses"] ?? []) as {
    key: string;
    name: Text;
    start_time: string;
    stop_time: string;
  }[];
  const plain = Object.fromEntries(
    (["radius", "phase", "height"] as const).flatMap((key) =>
      record[key] === undefined ? [] : [[key, record[key]]],
    ),
  ) as Pick<PartDraft, "radius" | "phase" | "height">;
  return {
    ...saidIn(part),
    ...plain,
    performer: part.performer,
    ...(record["unit_ref"] !== undefined && { unit: record["unit_ref"] as never }),
    ...(corridor && {
      corridor: {
        line: corridor.line,
        ...(corridor.lead_minutes !== undefined && { leadMinutes: corridor.lead_minutes }),
        ...(corridor.lag_minutes !== undefined && { lagMinutes: corridor.lag_minutes }),
      },
    }),
    uses: uses.map(({ start_time, stop_time, ...use }) => ({
      ...{ ...use, from: start_time, until: stop_time },
    })),
    mayCross: (record["may_cross"] ?? []) as string[],
    dependsOn: [...dependsOn],
  };
}

/** Whether who may have it was listed by name: the form has to ask for the names anew, or it would go to more, or to nobody. */
export function isListed({ label }: Pick<ListedPart, "label">): boolean {
  return label?.release === "listed";
}

function saidIn({ name, description, record, label, from, until }: ListedPart | ListedTask) {
  const said = Object.keys(description).length > 0;
  return {
    ...{ name, from, until, lang: (record["lang"] as Lang | undefined) ?? onlyLang(name) },
    ...(said && { description }),
    ...(record["geometry"] !== undefined && { geometry: record["geometry"] as Geometry }),
    classification: label?.classification ?? ("secret" as const),
    ...(label && {
      ...{ topics: label.topics, caveats: label.caveats },
      ...{ reshare: label.reshare, originatorControl: label.originatorControl },
      ...(label.release === "none" && { releasableTo: [] }),
    }),
  };
}

function saidOf(draft: TaskDraft | PartDraft, place: PlaceFields): SaidFields {
  return {
    ...stretchOf(draft),
    name: wordsOf(draft.name),
    description: wordsOf(draft.description),
    lang: draft.lang ?? onlyLang(draft.name),
    place,
    classification: draft.classification,
    releasableTo: draft.releasableTo ? [...draft.releasableTo] : null,
  };
}

function wordsOf(text: Text = {}): Words {
  return { ...noWords(), ...text };
}

function onlyLang(name: Text): Lang {
  return name.ar === undefined ? "en" : "ar";
}

function stretchOf({ from, until }: Stretch): Stretch {
  return { from: timeToField(Date.parse(from)), until: timeToField(Date.parse(until)) };
}

function written(value: number | undefined): string {
  return value === undefined ? "" : String(value);
}

/** Of a shape that the form can draw. */
function placeOf(geometry: Geometry | undefined): PlaceFields {
  const none: PlaceFields = { kind: "none", positions: [], radius: "" };
  if (!geometry || geometryUnlike(geometry)) return none;
  if (geometry.type === "Point")
    return { ...none, kind: "point", positions: [geometry.coordinates as Position] };
  if (geometry.type === "LineString")
    return { ...none, kind: "route", positions: chainOf(geometry) };
  const [ring = []] = geometry.coordinates as Position[][];
  return { ...none, kind: "area", positions: ring.slice(0, -1) };
}

/** A shape of several pieces, or with holes: the form keeps it as it is. */
function geometryUnlike(geometry: Geometry | undefined): Geometry | null {
  if (!geometry) return null;
  const { type, coordinates } = geometry;
  if (type === "Point" || type === "LineString") return null;
  return type === "Polygon" && (coordinates as unknown[]).length === 1 ? null : geometry;
}

function chainOf({ coordinates }: Geometry): Position[] {
  return [...(coordinates as Position[])];
}
