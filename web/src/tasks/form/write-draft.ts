import type { PartDraft, TaskDraft, Text } from "../../api/shapes.ts";
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

type Geometry = NonNullable<PartDraft["geometry"]>;

/** What stands in the form as a draft of the API: as it is once `lacks` finds nothing. */
export function draftOfFields({ frame, parts }: TaskFields): TaskDraft {
  return { ...frameDraft(frame), parts: parts.map((part) => partDraft(part, frame)) };
}

export function frameDraft(frame: FrameFields): TaskDraft {
  const { topics, phases, lines, separation, place, kept } = frame;
  const { separation: keptSeparation, ...others } = kept;
  const geometry = geometryOf(place);
  return {
    ...others,
    ...saidOf(frame),
    topics: [...topics],
    ...(geometry && { geometry }),
    ...(phases.length > 0 && {
      phases: phases.map(({ key, name, ...when }) => ({
        ...{ key, name: filled(name), ...stretchOf(when) },
      })),
    }),
    ...(lines.length > 0 && {
      boundaries: lines.map(({ key, name, type, positions }) => ({
        ...{ key, name: filled(name), type },
        line: { type: "LineString" as const, coordinates: positions },
      })),
    }),
    ...(separation.metres !== "" && {
      separation: {
        metres: Number(separation.metres),
        ...(separation.minutes !== "" && { minutes: Number(separation.minutes) }),
        ...(keptSeparation?.heightMetres !== undefined && {
          heightMetres: keptSeparation.heightMetres,
        }),
      },
    }),
  };
}

/** `frame`: of its task, whose phases say when a part is that goes by its phase. */
export function partDraft(part: PartFields, frame: Pick<FrameFields, "phases">): PartDraft {
  const { key, performer, unit, phase, place, evenPace, height, uses, mayCross, dependsOn } = part;
  const { corridor: keptCorridor, geometry: keptGeometry, ...others } = part.kept;
  const drawn = geometryOf(place);
  const isCorridor = evenPace && place.kind === "route" && drawn !== undefined;
  const geometry = isCorridor ? keptGeometry : (drawn ?? keptGeometry);
  return {
    ...others,
    ...saidOf({ ...part, ...timesOf(part, frame) }),
    performer,
    ...(key && { key }),
    ...(unit && { unit: unit as NonNullable<PartDraft["unit"]> }),
    ...(phase && { phase }),
    ...(geometry && { geometry }),
    ...(place.radius !== "" && { radius: Number(place.radius) }),
    ...(isCorridor && { corridor: { ...keptCorridor, line: drawn } }),
    ...(height.from !== "" &&
      height.to !== "" && { height: { from: Number(height.from), to: Number(height.to) } }),
    ...(uses.length > 0 && {
      uses: uses.map(({ key, name, ...when }) => ({
        ...{ key, name: filled(name), ...stretchOf(when) },
      })),
    }),
    ...(mayCross.length > 0 && { mayCross: [...mayCross] }),
    ...(dependsOn.length > 0 && { dependsOn: [...dependsOn] }),
  };
}

/** When a part is: its own times, or those of its phase. */
export function timesOf(
  { asPhase, phase, from, until }: Pick<PartFields, "asPhase" | "phase" | "from" | "until">,
  { phases }: Pick<FrameFields, "phases">,
): StretchFields {
  const during = asPhase ? phases.find(({ key }) => key === phase) : undefined;
  return during ? { from: during.from, until: during.until } : { from, until };
}

/** As GeoJSON; undefined where nothing, or too little, is drawn. */
export function geometryOf({ kind, positions }: PlaceFields): Geometry | undefined {
  const [first] = positions;
  if (kind === "none" || !first) return undefined;
  if (kind === "point") return { type: "Point", coordinates: first };
  if (kind === "route")
    return positions.length > 1 ? { type: "LineString", coordinates: positions } : undefined;
  if (positions.length < 3) return undefined;
  return { type: "Polygon", coordinates: [[...positions, first]] };
}

function saidOf({
  name,
  description,
  lang,
  from,
  until,
  classification,
  releasableTo,
}: SaidFields) {
  const said = filled(description);
  return {
    ...{ name: filled(name), lang, classification, ...stretchOf({ from, until }) },
    ...(Object.keys(said).length > 0 && { description: said }),
    ...(Array.isArray(releasableTo) && { releasableTo }),
  };
}

function stretchOf({ from, until }: StretchFields): StretchFields {
  return { from: fieldToTime(from) ?? "", until: fieldToTime(until) ?? "" };
}

/** What was left empty does not go along. */
function filled(text: Words): Text {
  return Object.fromEntries(Object.entries(text).filter(([, words]) => words.trim()));
}
