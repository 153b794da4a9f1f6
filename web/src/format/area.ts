/** GeoJSON in WGS 84, [longitude, latitude] in degrees, as records and answers have it. */
export interface Shape {
  type: string;
  coordinates: unknown;
}

type Position = readonly [number, number];
/** [west, south, east, north], degrees. */
type Box = readonly [number, number, number, number];

const metresPerDegree = 111_195;
const directions = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;

/** The box around a shape; null where there is nothing in it. */
export function boxOf({ coordinates }: Shape): Box | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const add = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    const [longitude, latitude] = part as unknown[];
    if (typeof longitude !== "number" || typeof latitude !== "number") return part.forEach(add);
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  };
  add(coordinates);
  return west <= east ? [west, south, east, north] : null;
}

export function middleOf([west, south, east, north]: Box): [number, number] {
  return [(west + east) / 2, (south + north) / 2];
}

/** Metres from west to east and from south to north through the middle of a box. */
export function sizeOf(box: Box): [number, number] {
  const [west, south, east, north] = box;
  const narrow = Math.cos((middleOf(box)[1] * Math.PI) / 180);
  return [(east - west) * metresPerDegree * narrow, (north - south) * metresPerDegree];
}

/** How far, and in which of eight directions, a position lies from a place; near enough to say it in words. */
export function wayFrom(
  [fromLongitude, fromLatitude]: Position,
  [longitude, latitude]: Position,
): { metres: number; direction: (typeof directions)[number] } {
  const narrow = Math.cos((((fromLatitude + latitude) / 2) * Math.PI) / 180);
  const [east, north] = [(longitude - fromLongitude) * narrow, latitude - fromLatitude];
  const eighth = Math.round(Math.atan2(east, north) / (Math.PI / 4));
  return {
    metres: Math.hypot(east, north) * metresPerDegree,
    direction: directions[(eighth + 8) % 8]!,
  };
}

/** The zoom of the map at which a box is seen with room around it. */
export function zoomFor(box: Box): number {
  const across = Math.max(...sizeOf(box));
  return Math.min(13, Math.max(4, Math.log2(40_000_000 / Math.max(across * 3, 1))));
}

/** A polygon of 32 corners around a position; a point where `metres` is 0. Six decimals: about a tenth of a metre. */
export function circle([longitude, latitude]: Position, metres: number) {
  if (metres === 0) return { type: "Point" as const, coordinates: [longitude, latitude] };
  const narrow = Math.cos((latitude * Math.PI) / 180);
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
  const ring = Array.from({ length: 32 }, (_, nth) => {
    const angle = (nth * Math.PI) / 16;
    const out = metres / metresPerDegree;
    return [
      round(longitude + (Math.cos(angle) * out) / narrow),
      round(latitude + Math.sin(angle) * out),
    ];
  });
  return { type: "Polygon" as const, coordinates: [[...ring, ring[0]!]] };
}
