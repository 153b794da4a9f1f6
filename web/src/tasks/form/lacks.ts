import { fieldToTime } from "../../format/time.ts";
import type {
  FrameFields,
  PartFields,
  PlaceFields,
  SaidFields,
  StretchFields,
  TaskFields,
  Words,
} from "./fields.ts";
import { timesOf } from "./write-draft.ts";

/** What a form lacks before the node can keep it; a text of the page stands for each. */
export const lackKinds = [
  "name",
  "times",
  "performer",
  "place",
  "number",
  "phase",
  "line",
  "use",
  "recipients",
  "topics",
] as const;
export type LackKind = (typeof lackKinds)[number];

export interface Lack {
  /** Index of the part; null: the task as a whole. */
  part: number | null;
  kind: LackKind;
}

/** As the node takes it. */
const aKey = /^[a-z0-9][a-z0-9-]{0,62}$/;
const fewest = { none: 0, point: 1, route: 2, area: 3 } as const;

export function lacksOf({ frame, parts }: TaskFields): Lack[] {
  return [
    ...lacksOfFrame(frame).map((kind) => ({ part: null, kind })),
    ...parts.flatMap((part, nth) => lacksOfPart(part, frame).map((kind) => ({ part: nth, kind }))),
  ];
}

export function lacksOfFrame(frame: FrameFields): LackKind[] {
  const { phases, lines, separation, topics } = frame;
  return [
    ...lacksOfBoth(frame, frame),
    ...lack("number", !isNumber(separation.metres) || !isNumber(separation.minutes)),
    ...lack("topics", topics.length === 0),
    ...lack(
      "phase",
      phases.some((phase) => !isSaid(phase.name) || !isStretch(phase)),
    ),
    ...lack(
      "line",
      lines.some(({ name, positions }) => !isSaid(name) || positions.length < 2),
    ),
  ];
}

export function lacksOfPart(part: PartFields, frame: Pick<FrameFields, "phases">): LackKind[] {
  const { height, uses, performer } = part;
  const halfHeight = (height.from === "") !== (height.to === "");
  return [
    ...lacksOfBoth(part, timesOf(part, frame)),
    ...lack("performer", performer === ""),
    ...lack("number", halfHeight || !isNumber(height.from) || !isNumber(height.to)),
    ...lack(
      "use",
      uses.some((use) => !aKey.test(use.key) || !isSaid(use.name) || !isStretch(use)),
    ),
  ];
}

function lacksOfBoth({ name, place, releasableTo }: SaidFields, times: StretchFields): LackKind[] {
  return [
    ...lack("name", !isSaid(name)),
    ...lack("times", !isStretch(times)),
    ...lack("place", !isDrawn(place)),
    ...lack("recipients", releasableTo === "unsaid"),
  ];
}

function lack(kind: LackKind, isLacking: boolean): LackKind[] {
  return isLacking ? [kind] : [];
}

function isSaid({ ar, en }: Words): boolean {
  return ar.trim() !== "" || en.trim() !== "";
}

function isStretch({ from, until }: StretchFields): boolean {
  const [start, stop] = [fieldToTime(from), fieldToTime(until)];
  return start !== null && stop !== null && start < stop;
}

function isDrawn({ kind, positions, radius }: PlaceFields): boolean {
  return positions.length >= fewest[kind] && isNumber(radius);
}

/** Empty is no number, and lacks nothing. */
function isNumber(typed: string): boolean {
  return typed === "" || (Number.isFinite(Number(typed)) && Number(typed) >= 0);
}
