import RBush from "rbush";
import type { Position } from "../domain/geometry.ts";
import { areaOf, interiorOf, isInside, poleIn } from "./area.ts";
import { eastward, normal } from "./wgs84.ts";

/** What is wrong with the rings of a polygon. */
export type RingFault = "crossing" | "empty" | "entangled" | "hole";

/** An edge in a plane of longitude and latitude where it is straight; also its box. */
interface Edge {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
  ax: number;
  ay: number;
  bx: number;
  by: number;
}

/** Metres of a degree of latitude. */
const degree = 111_000;

/** Pairs of edges that are looked at: a border that somebody drew has few whose boxes meet. */
const mostPairs = 1_000_000;

/**
 * Whether rings (closed, at least four positions) cross themselves or each other, the first has no area, another lies
 * outside it, or nobody can tell in reasonable time; null: none of it.
 */
export function ringFault(rings: readonly (readonly Position[])[]): RingFault | null {
  const edges = rings.flatMap(edgesOf);
  const tree = new RBush<Edge>().load(edges);
  let pairs = 0;
  for (const edge of edges) {
    const near = tree.search(edge);
    pairs += near.length;
    if (pairs > mostPairs) return "entangled";
    if (near.some((other) => cross(edge, other))) return "crossing";
  }
  const [border, ...holes] = rings as [readonly Position[], ...(readonly Position[])[]];
  const holdsPole = poleIn(border) !== 0;
  const size = squareMetres(border);
  if (!holdsPole && size < 1) return "empty";
  const area = areaOf([border]);
  const isIn = (hole: readonly Position[]): boolean => {
    const hollow = squareMetres(hole);
    if (hollow < 1) return true;
    return (holdsPole || hollow <= size) && isInside(area, interiorOf(areaOf([hole])));
  };
  return holes.every(isIn) ? null : "hole";
}

/** Edges that begin within ±180; those that go over the dateline once more from its other side. */
function edgesOf(ring: readonly Position[]): Edge[] {
  return ring.slice(1).flatMap(([toLon, by], index) => {
    const [lon, ay] = ring[index]!;
    const bx = lon + eastward(lon, toLon);
    const edge = (shift: number): Edge => ({
      ...{ ax: lon + shift, ay, bx: bx + shift, by },
      ...{ minX: Math.min(lon, bx) + shift, maxX: Math.max(lon, bx) + shift },
      ...{ minY: Math.min(ay, by), maxY: Math.max(ay, by) },
    });
    if (bx > 180) return [edge(0), edge(-360)];
    return bx < -180 ? [edge(0), edge(360)] : [edge(0)];
  });
}

/** Whether each has an end on either side of the other; touching is no crossing. */
function cross(one: Edge, other: Edge): boolean {
  return apart(one, other) && apart(other, one);
}

function apart({ ax, ay, bx, by }: Edge, other: Edge): boolean {
  const side = (x: number, y: number): number =>
    Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
  return side(other.ax, other.ay) * side(other.bx, other.by) < 0;
}

/** About, which is enough to tell nothing from something. */
function squareMetres(ring: readonly Position[]): number {
  let doubled = 0;
  let x = 0;
  const [firstLon, firstLat] = ring[0]!;
  for (const [index, [lon, lat]] of ring.entries()) {
    if (index === 0) continue;
    const by = eastward(normal(firstLon + x), lon);
    doubled += x * (lat - firstLat) - (x + by) * (ring[index - 1]![1] - firstLat);
    x += by;
  }
  const equatorward = Math.min(...ring.map(([, lat]) => Math.abs(lat)));
  return (Math.abs(doubled) / 2) * degree ** 2 * Math.cos((equatorward * Math.PI) / 180);
}
