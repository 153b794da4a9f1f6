import geographiclib from "geographiclib-geodesic";
import type { Geometry, Position } from "../../domain/geometry.ts";

const wgs84 = geographiclib.Geodesic.WGS84;

/** Slow and plain: what the engine is tested against. Knows geodesics, and lines only as rows of positions. */

/** Metres between two positions along the geodesic of WGS 84. */
export function geodesic([lon, lat]: Position, [toLon, toLat]: Position): number {
  return wgs84.Inverse(lat, lon, toLat, toLon).s12!;
}

/** The position so many metres from another, at an azimuth in degrees. */
export function beside([lon, lat]: Position, azimuth: number, metres: number): Position {
  const { lat2, lon2 } = wgs84.Direct(lat, lon, azimuth, metres);
  return [lon2!, lat2!];
}

/** A stretch of a line: from its share `from` to its share `to`. */
export interface Edge {
  from: Position;
  /** Degrees to its end, the shorter way around. */
  by: [number, number];
}

/** Least metres between two geometries: over all positions of each two edges. */
export function leastDistance(a: Geometry, b: Geometry): number {
  if (holdsAny(a, b) || holdsAny(b, a)) return 0;
  const pairs = edgesOf(a).flatMap((one) =>
    edgesOf(b).map((other) => {
      const middles = geodesic(onEdge(one, 0.5), onEdge(other, 0.5));
      return { one, other, atLeast: middles - longest(one) - longest(other) };
    }),
  );
  let found = Infinity;
  for (const { one, other, atLeast } of pairs.sort((x, y) => x.atLeast - y.atLeast))
    if (atLeast < found) found = Math.min(found, between(one, other));
  return found;
}

/** More than half of an edge, metres. */
function longest(edge: Edge): number {
  return (
    geodesic(onEdge(edge, 0), onEdge(edge, 0.5)) + geodesic(onEdge(edge, 0.5), onEdge(edge, 1))
  );
}

function between(one: Edge, other: Edge): number {
  return least((x) => least((y) => geodesic(onEdge(one, x), onEdge(other, y))));
}

/** The least value of a function of shares 0 to 1 that falls and then rises: by golden sections. */
function least(of: (share: number) => number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [from, to] = [0, 1];
  let [low, high] = [of(1 - golden), of(golden)];
  for (let round = 0; round < 32; round++)
    if (low < high) {
      to = from + (to - from) * golden;
      [low, high] = [of(to - (to - from) * golden), low];
    } else {
      from = to - (to - from) * golden;
      [low, high] = [high, of(from + (to - from) * golden)];
    }
  return Math.min(low, high, of(0), of(1));
}

export function onEdge({ from: [lon, lat], by: [east, north] }: Edge, share: number): Position {
  return [lon + east * share, lat + north * share];
}

export function edgesOf({ type, coordinates }: Geometry): Edge[] {
  if (type === "Point") return [{ from: coordinates as Position, by: [0, 0] }];
  const lists = type === "LineString" ? [coordinates as Position[]] : (coordinates as Position[][]);
  return lists.flatMap((list) =>
    list.slice(1).map(([lon, lat], index): Edge => {
      const from = list[index]!;
      return { from, by: [shorter(lon - from[0]), lat - from[1]] };
    }),
  );
}

function shorter(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}

/** Whether a position of one lies in the other, by the angle that its border turns around it as the plane sees it. */
function holdsAny(area: Geometry, other: Geometry): boolean {
  return area.type === "Polygon" && edgesOf(other).some(({ from }) => holds(area, from));
}

function holds(area: Geometry, [lon, lat]: Position): boolean {
  let turned = 0;
  for (const { from, by } of edgesOf(area)) {
    const x = shorter(from[0] - lon);
    const y = from[1] - lat;
    const before = Math.atan2(y, x);
    const turn = Math.atan2(y + by[1], x + by[0]) - before;
    turned += turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI));
  }
  return Math.abs(turned) > Math.PI;
}
