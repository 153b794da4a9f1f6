import type { Bilingual } from "./bilingual.ts";
import type { Geometry } from "./geometry.ts";

/** More would make the exact test of `within` a burden on every decision. */
const maxPositions = 10_000;

/** How deep the coordinates of each type are nested (RFC 7946 section 3.1). */
const depths: Record<Geometry["type"], number> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

const faults = {
  shape: { ar: "ليس شكلاً بصيغة GeoJSON", en: "it is not a GeoJSON geometry" },
  members: {
    ar: "لا يجوز أن يحوي سوى type وcoordinates",
    en: "only type and coordinates may stand in it",
  },
  type: { ar: "نوعه غير معروف", en: "its type is not known" },
  positions: {
    ar: `فيه أكثر من ${maxPositions} نقطة`,
    en: `it has more than ${maxPositions} positions`,
  },
  nesting: {
    ar: "تداخل إحداثياته لا يوافق نوعه",
    en: "its coordinates are not nested as its type demands",
  },
  position: {
    ar: "كل نقطة هي [خط الطول، خط العرض] بالدرجات",
    en: "a position is [longitude, latitude] in degrees",
  },
  line: { ar: "يحتاج الخط إلى نقطتين على الأقل", en: "a line needs two positions" },
  ring: {
    ar: "يحتاج محيط المساحة إلى أربع نقاط على الأقل وينتهي حيث يبدأ",
    en: "a ring needs four positions and must end where it begins",
  },
} satisfies Record<string, Bilingual>;

/**
 * What is wrong with a GeoJSON geometry; null where nothing is. Positions have exactly two numbers within
 * ±180 and ±90, lines two positions or more, rings four or more and end where they begin.
 */
export function geometryFault(geometry: unknown): Bilingual | null {
  if (typeof geometry !== "object" || geometry === null) return faults.shape;
  const { type, coordinates, ...others } = geometry as Partial<Geometry>;
  if (Object.keys(others).length > 0) return faults.members;
  if (type === undefined || !Object.hasOwn(depths, type)) return faults.type;
  const seen = { positions: 0 };
  const fault = checkNested(coordinates, depths[type], type, seen);
  if (fault !== null) return fault;
  return seen.positions > maxPositions ? faults.positions : null;
}

function checkNested(
  value: unknown,
  depth: number,
  type: Geometry["type"],
  seen: { positions: number },
): Bilingual | null {
  if (!Array.isArray(value) || value.length === 0) return faults.nesting;
  if (depth === 0) {
    seen.positions++;
    return isPosition(value) ? null : faults.position;
  }
  for (const part of value) {
    const fault = checkNested(part, depth - 1, type, seen);
    if (fault !== null) return fault;
  }
  if (depth > 1 || type === "MultiPoint") return null;
  if (type === "LineString" || type === "MultiLineString")
    return value.length >= 2 ? null : faults.line;
  return value.length >= 4 && samePosition(value[0], value.at(-1)) ? null : faults.ring;
}

function isPosition(value: readonly unknown[]): boolean {
  const [lon, lat] = value;
  return (
    value.length === 2 &&
    typeof lon === "number" &&
    typeof lat === "number" &&
    Math.abs(lon) <= 180 &&
    Math.abs(lat) <= 90
  );
}

function samePosition(left: number[], right: number[]): boolean {
  return left[0] === right[0] && left[1] === right[1];
}
