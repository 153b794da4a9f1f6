import type { Position } from "../domain/geometry.ts";
import { eastward, normal } from "./wgs84.ts";

/** A polygon as its rings in degrees. What an odd number of rings goes around is inside. */
export interface Area {
  /** Longitudes and latitudes in turn. */
  rings: readonly Float64Array[];
  /** The pole that it holds: 1 north, -1 south, 0 none. */
  pole: -1 | 0 | 1;
  south: number;
  north: number;
}

export function areaOf(rings: readonly (readonly Position[])[]): Area {
  const latitudes = rings[0]!.map(([, lat]) => lat);
  return {
    rings: rings.map((ring) => Float64Array.from(ring.flat())),
    pole: poleIn(rings[0]!),
    south: Math.min(...latitudes),
    north: Math.max(...latitudes),
  };
}

/** The pole that a ring goes around: the nearer one, since a ring cannot tell which of its sides is meant. */
export function poleIn(ring: readonly Position[]): -1 | 0 | 1 {
  let around = 0;
  let lean = 0;
  for (let index = 1; index < ring.length; index++) {
    around += eastward(ring[index - 1]![0], ring[index]![0]);
    lean += ring[index]![1];
  }
  if (Math.abs(around) < 180) return 0;
  return lean < 0 ? -1 : 1;
}

/** Whether a position lies inside, by the edges that its meridian crosses on the way to a pole that is outside. */
export function isInside({ rings, pole, south, north }: Area, [lon, lat]: Position): boolean {
  if ((pole !== 1 && lat > north) || (pole !== -1 && lat < south)) return false;
  const towards = pole === 1 ? -1 : 1;
  let inside = false;
  for (const ring of rings) {
    let before = eastward(lon, ring[0]!);
    for (let at = 2; at < ring.length; at += 2) {
      const here = eastward(lon, ring[at]!);
      // Where one is east of the meridian and the other is not, unless they are on the far side of the earth.
      if (here >= 0 !== before >= 0 && Math.abs(here - before) < 180) {
        const crossing =
          ring[at - 1]! + ((ring[at + 1]! - ring[at - 1]!) * before) / (before - here);
        if ((crossing - lat) * towards > 0) inside = !inside;
      }
      before = here;
    }
  }
  return inside;
}

/** A position inside: the middle of the widest stretch of the parallel half-way between two of its latitudes. */
export function interiorOf(area: Area): Position {
  const { rings, pole } = area;
  if (pole !== 0 && rings.length === 1) return [0, 90 * pole];
  const heights = [...new Set(rings.flatMap((ring) => [...ring].filter((_, at) => at % 2 === 1)))];
  heights.sort((a, b) => a - b);
  const above = heights.findIndex((lat) => lat > (heights[0]! + heights.at(-1)!) / 2);
  const lat = (heights[above - 1]! + heights[above]!) / 2;
  const first = rings[0]![0]!;
  const stops = rings.flatMap((ring) => crossingsOf(ring, first, lat)).sort((a, b) => a - b);
  stops.push((stops[0] ?? 0) + 360);
  if (stops.length === 1) stops.unshift(0);
  const wide = (at: number): number => stops[at]! - stops[at - 1]!;
  const middle = (at: number): Position => [normal(first + stops[at]! - wide(at) / 2), lat];
  const widest = (all: number[]): number => all.reduce((a, b) => (wide(b) > wide(a) ? b : a));
  const all = stops.slice(1).map((_, index) => index + 1);
  const best = widest(all);
  if (isInside(area, middle(best)) || all.length === 1) return middle(best);
  // In turn they lie inside and outside.
  return middle(widest(all.filter((at) => (at - best) % 2 !== 0)));
}

/** Degrees east of a longitude where a ring crosses a parallel that goes through none of its positions. */
function crossingsOf(ring: Float64Array, first: number, lat: number): number[] {
  const found: number[] = [];
  let here = eastward(first, ring[0]!);
  for (let at = 2; at < ring.length; at += 2) {
    const by = eastward(ring[at - 2]!, ring[at]!);
    const [from, to] = [ring[at - 1]!, ring[at + 1]!];
    if (from > lat !== to > lat) found.push(here + (by * (lat - from)) / (to - from));
    here += by;
  }
  return found;
}
