import type { Classification, Lang, PartDraft, TaskDraft } from "../../api/shapes.ts";

/* What stands in the form of a task: times are values of datetime-local fields, in UTC; numbers are as they are typed. */

/** A text as it is typed; empty: not in this language. */
export type Words = Record<Lang, string>;

/** [longitude, latitude], degrees, WGS 84. */
export type Position = [number, number];

export type PlaceKind = "none" | "point" | "area" | "route";

export interface PlaceFields {
  kind: PlaceKind;
  /** In their order; of an area its corners, each once. */
  positions: Position[];
  /** Metres around it; empty: none. */
  radius: string;
}

export interface StretchFields {
  from: string;
  until: string;
}

export interface KeyedFields {
  key: string;
  name: Words;
}

export type PhaseFields = KeyedFields & StretchFields;
export type UseFields = KeyedFields & StretchFields;

export interface LineFields extends KeyedFields {
  type: "boundary" | "control-line";
  positions: Position[];
}

export interface SaidFields extends StretchFields {
  name: Words;
  description: Words;
  /** The language that it is written in. */
  lang: Lang;
  place: PlaceFields;
  classification: Classification;
  /** null: as the agreements allow; "unsaid": it was a list, and the form has to ask for it. */
  releasableTo: string[] | null | "unsaid";
}

export interface PartFields extends SaidFields {
  key: string;
  performer: string;
  /** Empty: none is named. */
  unit: string;
  /** Empty: none. */
  phase: string;
  /** Its times are those of its phase, wherever that moves. */
  asPhase: boolean;
  /** A route that is travelled at even pace, and occupied only where one is. */
  evenPace: boolean;
  /** Metres above ground; empty: not said. */
  height: { from: string; to: string };
  uses: UseFields[];
  mayCross: string[];
  /** Keys of parts of the same form, ids of others. */
  dependsOn: string[];
  /** What the form does not show and gives back as it was. */
  kept: Partial<PartDraft>;
}

export interface FrameFields extends SaidFields {
  topics: string[];
  phases: PhaseFields[];
  lines: LineFields[];
  /** Metres and minutes that parts keep from others; empty: none. */
  separation: { metres: string; minutes: string };
  kept: Partial<TaskDraft>;
}

export interface TaskFields {
  frame: FrameFields;
  parts: PartFields[];
}

export const noWords = (): Words => ({ ar: "", en: "" });
const noPlace = (): PlaceFields => ({ kind: "none", positions: [], radius: "" });

/** A task in which nothing is said yet. */
export function blankTask(lang: Lang, from: string, until: string): TaskFields {
  return {
    frame: {
      ...{ name: noWords(), description: noWords(), lang, from, until, place: noPlace() },
      ...{ classification: "restricted", topics: ["coordination"], phases: [], lines: [] },
      ...{ separation: { metres: "", minutes: "" }, releasableTo: null, kept: {} },
    },
    parts: [],
  };
}

/** A part in which nothing is said yet, over the whole time of its task. */
export function blankPart(
  { lang, from, until, classification }: SaidFields,
  performer: string,
  taken: readonly string[],
): PartFields {
  return {
    ...{
      name: noWords(),
      description: noWords(),
      lang,
      from,
      until,
      place: noPlace(),
      classification,
    },
    ...{ key: freshKey("part", taken), performer, unit: "", phase: "", asPhase: false },
    ...{ evenPace: false, height: { from: "", to: "" }, uses: [], mayCross: [], dependsOn: [] },
    ...{ releasableTo: null, kept: {} },
  };
}

/** "part-3", where two stand there. */
export function freshKey(stem: string, taken: readonly string[]): string {
  for (let nth = taken.length + 1; ; nth++)
    if (!taken.includes(`${stem}-${nth}`)) return `${stem}-${nth}`;
}
