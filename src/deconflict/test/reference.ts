import geographiclib from "geographiclib-geodesic";
import type { Geometry, Position } from "../../domain/geometry.ts";
import type { Window } from "../activity.ts";

/** Slow and plain: what the engine is tested against knows geodesics, and lines as what lies between their positions. */
const wgs84 = geographiclib.Geodesic.WGS84;

/** Metres between two positions along the geodesic of WGS 84. */
export function geodesic([lon, lat]: Position, [toLon, toLat]: Position): number {
  return wgs84.Inverse(lat, lon, toLat, toLon).s12!;
}

/** The position so many metres from another, at an azimuth in degrees. */
export function beside([lon, lat]: Position, azimuth: number, metres: number): Position {
  const { lat2, lon2 } = wgs84.Direct(lat, lon, azimuth, metres);
  return [lon2!, lat2!];
}

/** A stretch of a line between two of its positions. */
interface Edge {
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

/** How far an edge reaches from its middle at most, metres. */
function longest(edge: Edge): number {
  const middle = onEdge(edge, 0.5);
  return 1.1 * Math.max(geodesic(onEdge(edge, 0), middle), geodesic(middle, onEdge(edge, 1)));
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

function onEdge({ from: [lon, lat], by: [east, north] }: Edge, share: number): Position {
  return [lon + east * share, lat + north * share];
}

function edgesOf({ type, coordinates }: Geometry): Edge[] {
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
  return edgesOf(other).some(({ from }) => holds(area, from));
}

function holds(area: Geometry, [lon, lat]: Position): boolean {
  if (area.type !== "Polygon") return false;
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

/** Something that stands at a geometry all of its window, or passes along a line in it. */
export interface Track {
  geometry: Geometry;
  window: Window;
  /** ms before and after its time at a position in which it occupies that too; absent: it stands. */
  passing?: { lead: number; lag: number };
}

/**
 * Least metres between samples of two tracks that are occupied less than `slack` ms apart, Infinity where none are; and
 * the metres by which that may be wrong, because a sample stands for what lies between it and the next.
 */
export function leastInTime(a: Track, b: Track, slack: number): { least: number; step: number } {
  const [ofA, ofB] = [samplesOf(a), samplesOf(b)];
  let least = Infinity;
  for (const one of ofA.samples)
    for (const other of ofB.samples) {
      if (!(one.from < other.until + slack && other.from < one.until + slack)) continue;
      least = Math.min(least, geodesic(one.position, other.position));
      if (holds(a.geometry, other.position) || holds(b.geometry, one.position))
        return { least: 0, step: ofA.step + ofB.step };
    }
  return { least, step: ofA.step + ofB.step };
}

/** While two tracks are nearer than so many metres, as far as samples tell; each reaches half the slack beyond. */
export function whenWithin(a: Track, b: Track, slack: number, metres: number): Window | null {
  let [start, stop] = [Infinity, -Infinity];
  const others = samplesOf(b).samples;
  for (const one of samplesOf(a).samples)
    for (const other of others) {
      const [from, until] = [Math.max(one.from, other.from), Math.min(one.until, other.until)];
      if (!(from < until + slack) || (from - slack / 2 >= start && until + slack / 2 <= stop))
        continue;
      const isIn = holds(a.geometry, other.position) || holds(b.geometry, one.position);
      if (!isIn && geodesic(one.position, other.position) >= metres) continue;
      start = Math.min(start, from - slack / 2);
      stop = Math.max(stop, until + slack / 2);
    }
  return start < stop ? { start, stop } : null;
}

const samplesOfEdge = 40;

/** Positions along a track, with the time from when each is occupied until the next is left. */
function samplesOf({ geometry, window, passing }: Track) {
  const shares = Array.from({ length: samplesOfEdge }, (_, index) => index / samplesOfEdge);
  const edges = edgesOf(geometry);
  const rows = edges.flatMap((edge) => shares.map((share) => onEdge(edge, share)));
  rows.push(onEdge(edges.at(-1)!, 1));
  const lengths = rows.slice(1).map((position, index) => geodesic(rows[index]!, position));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  let at = window.start;
  const samples = lengths.map((length, index) => {
    const before = at;
    at += ((window.stop - window.start) * length) / whole;
    const position = rows[index]!;
    if (!passing) return { position, from: window.start, until: window.stop };
    return { position, from: before - passing.lead, until: at + passing.lag };
  });
  return { samples, step: Math.max(...lengths) };
}
