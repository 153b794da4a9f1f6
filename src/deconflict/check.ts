import type { Bilingual } from "../domain/bilingual.ts";
import { geometryFault } from "../domain/geometry-fault.ts";
import { type Geometry, type Position, positionsOf } from "../domain/geometry.ts";
import { AppError } from "../errors.ts";
import type {
  Activity,
  Corridor,
  HeightBand,
  ProtectedPlace,
  Separation,
  Window,
} from "./activity.ts";
import { piecesOf } from "./chain.ts";
import { resourceKey } from "./prepare.ts";
import { ringFault } from "./ring-fault.ts";
import { eastward } from "./wgs84.ts";

/** Metres: more around a thing or between two is a mistake. */
const mostMetres = 100_000;
const mostMinutes = 10_080;
const mostHeight = 100_000;
/** All positions of one activity, or of one place. */
const mostPositions = 10_000;
/** An activity whose lines are longer than some 60,000 km would burden every comparison. */
const mostPieces = 30_000;
/** So that nobody can mean the other way around the earth. */
const widestEdge = 90;
/** The beginning of the years 100 and 10,000: what timestamps can say. */
const earliest = Date.UTC(100, 0, 1);
const latest = Date.UTC(10_000, 0, 1);

type Fault = (field: string, reason: Bilingual) => never;

/**
 * Refuses an activity that cannot be compared. Throws AppError `activity-invalid` with the field and the reason in both
 * languages.
 */
export function checkActivity(activity: Activity): void {
  const fault: Fault = (field, { ar, en }) => {
    throw new AppError("activity-invalid", { field, reason: en, reason_ar: ar });
  };
  const { geometries, corridors = [], radius = 0, heights, separation, uses = [] } = activity;
  const { boundaries = [] } = activity;
  checkWindow("window", activity.window, fault);
  if (geometries.length + corridors.length === 0) fault("geometries", reasons.nowhere);
  for (const geometry of geometries) checkGeometry("geometries", geometry, fault);
  for (const corridor of corridors) checkCorridor(corridor, fault);
  for (const { line } of boundaries) checkLine("boundaries", line, fault);
  checkSize("geometries", [...geometries, ...corridors.map(({ line }) => line)], fault);
  checkSize(
    "boundaries",
    boundaries.map(({ line }) => line),
    fault,
  );
  checkRange("radius", radius, mostMetres, fault);
  if (heights !== undefined) checkHeights(heights, fault);
  checkSeparation(separation, fault);
  for (const { resource, window } of uses) {
    checkWindow("uses", window, fault);
    if (resource.length > 256 || resourceKey(resource) === "") fault("uses", reasons.name);
  }
}

/** Refuses a place that cannot be compared. Throws AppError `protected-place-invalid` with the field and the reason. */
export function checkPlace({ geometry, radius }: ProtectedPlace): void {
  const fault: Fault = (field, { ar, en }) => {
    throw new AppError("protected-place-invalid", { field, reason: en, reason_ar: ar });
  };
  checkGeometry("geometry", geometry, fault);
  checkSize("geometry", [geometry], fault);
  checkRange("radius", radius, mostMetres, fault);
}

function checkSeparation({ metres, minutes, heightMetres }: Separation, fault: Fault): void {
  checkRange("separation.metres", metres, mostMetres, fault);
  checkRange("separation.minutes", minutes, mostMinutes, fault);
  checkRange("separation.heightMetres", heightMetres, mostHeight, fault);
}

function checkCorridor({ line, window, leadMinutes, lagMinutes }: Corridor, fault: Fault): void {
  checkLine("corridors", line, fault);
  checkWindow("corridors", window, fault);
  checkRange("corridors.leadMinutes", leadMinutes, mostMinutes, fault);
  checkRange("corridors.lagMinutes", lagMinutes, mostMinutes, fault);
}

function checkWindow(field: string, { start, stop }: Window, fault: Fault): void {
  for (const time of [start, stop])
    if (!(time >= earliest && time < latest)) fault(field, reasons.time);
  if (start >= stop) fault(field, reasons.order);
}

function checkHeights({ from, to }: HeightBand, fault: Fault): void {
  checkRange("heights", from, mostHeight, fault);
  checkRange("heights", to, mostHeight, fault);
  if (from >= to) fault("heights", reasons.heights);
}

function checkRange(field: string, value: number, most: number, fault: Fault): void {
  if (!(value >= 0 && value <= most))
    fault(field, {
      ar: `اكتب رقماً من 0 إلى ${most}`,
      en: `it must be a number from 0 to ${most}`,
    });
}

function checkLine(field: string, line: Geometry, fault: Fault): void {
  checkGeometry(field, line, fault);
  if (line.type !== "LineString") fault(field, reasons.line);
  const [first, ...others] = line.coordinates as Position[];
  if (others.every(([lon, lat]) => lon === first![0] && lat === first![1]))
    fault(field, reasons.line);
}

function checkGeometry(field: string, geometry: Geometry, fault: Fault): void {
  const wrong = geometryFault(geometry);
  if (wrong !== null) fault(field, wrong);
  for (const line of linesOf(geometry))
    for (let index = 1; index < line.length; index++)
      if (Math.abs(eastward(line[index - 1]![0], line[index]![0])) > widestEdge)
        fault(field, reasons.edge);
  const polygons = geometry.coordinates as Position[][][];
  if (geometry.type !== "Polygon" && geometry.type !== "MultiPolygon") return;
  for (const rings of geometry.type === "Polygon"
    ? [polygons as unknown as Position[][]]
    : polygons) {
    const wrong = ringFault(rings);
    if (wrong !== null) fault(field, reasons[wrong]);
  }
}

function checkSize(field: string, geometries: readonly Geometry[], fault: Fault): void {
  let positions = 0;
  let pieces = 0;
  for (const geometry of geometries) {
    for (const _ of positionsOf(geometry.coordinates)) positions++;
    for (const line of linesOf(geometry))
      for (let index = 1; index < line.length; index++)
        pieces += piecesOf(line[index - 1]!, line[index]!);
  }
  if (positions > mostPositions) fault(field, reasons.positions);
  if (pieces > mostPieces) fault(field, reasons.long);
}

/** All lines and rings. */
function linesOf({ type, coordinates }: Geometry): readonly Position[][] {
  if (type === "Point" || type === "MultiPoint") return [];
  if (type === "LineString") return [coordinates as Position[]];
  if (type === "MultiPolygon") return (coordinates as Position[][][]).flat();
  return coordinates as Position[][];
}

const reasons = {
  nowhere: { ar: "لم يُذكر أيّ مكان", en: "it names no place" },
  line: {
    ar: "يجب أن يكون خطاً من موقعين مختلفين على الأقل",
    en: "it must be a line of two different positions or more",
  },
  edge: {
    ar: "بين موقعين متتاليين أكثر من 90 درجة طول؛ أضف مواقع بينهما",
    en: "two positions in a row lie more than 90 degrees of longitude apart: put others between",
  },
  crossing: { ar: "حدود المنطقة تقطع نفسها", en: "the border of the area crosses itself" },
  entangled: {
    ar: "حدود المنطقة متشابكة لا يمكن فحصها؛ بسّط الشكل",
    en: "the border of the area is too entangled to be checked: simplify it",
  },
  hole: {
    ar: "ثقب في المنطقة يقع خارجها",
    en: "a hole of the area lies outside it",
  },
  empty: { ar: "المنطقة خالية لا مساحة لها", en: "the area is empty" },
  positions: {
    ar: `المواقع أكثر من ${mostPositions} موقع؛ بسّط الشكل`,
    en: `it has more than ${mostPositions} positions: simplify it`,
  },
  long: {
    ar: "الخطوط أطول مما يمكن فحصه؛ قسّمها على أكثر من جزء",
    en: "its lines are longer than can be checked: divide it into several parts",
  },
  time: { ar: "الوقت غير صالح", en: "a time is not valid" },
  order: { ar: "النهاية لا تقع بعد البداية", en: "its end does not lie after its beginning" },
  heights: {
    ar: "الارتفاع الأعلى لا يعلو الأدنى",
    en: "its upper height does not lie above its lower one",
  },
  name: {
    ar: "اسم الطريق أو الجسر أو المعبر ناقص أو أطول من اللازم",
    en: "the name of the road, bridge or crossing is missing or too long",
  },
} satisfies Record<string, Bilingual>;
