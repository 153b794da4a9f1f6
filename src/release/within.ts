import type { Area } from "../domain/agreement.ts";
import type { Geometry } from "../domain/geometry.ts";
import {
  boxesMeet,
  edgesAbove,
  isOn,
  middlesOfPieces,
  spotAt,
  toGrid,
  type Edge,
  type Spot,
} from "./plane.ts";

/** Edges of one polygon's rings. What an odd number of rings goes around is inside. */
type Polygon = readonly Edge[];

/** More edges than this in one comparison of areas are refused: the work grows with their square. */
export const mostEdges = 4000;

/**
 * Tests whether ALL of some areas lie inside a Polygon or MultiPolygon; the border belongs to the inside, nothing
 * at all does not. Exact on a grid of 1e-7 degree, in the plane of longitude and latitude (degrees, WGS 84): an
 * area may touch the antimeridian but not cross it. Malformed geometry is never inside; a malformed limit holds nothing.
 */
export function compileWithin(limit: Area): (areas: readonly Geometry[]) => boolean {
  let polygons: Polygon[];
  try {
    polygons = polygonsOf(limit);
  } catch {
    return () => false;
  }
  return (areas) => {
    try {
      return areas.length > 0 && areas.every((area) => isInside(area, polygons));
    } catch {
      return false;
    }
  };
}

function isInside(area: Geometry, limit: readonly Polygon[]): boolean {
  switch (area.type) {
    case "Point":
      return holdsPoint(area.coordinates, limit);
    case "MultiPoint":
      return all(area.coordinates, (point) => holdsPoint(point, limit));
    case "LineString":
      return holdsEdges(edgesOf(area.coordinates, 2), limit);
    case "MultiLineString":
      return all(area.coordinates, (line) => holdsEdges(edgesOf(line, 2), limit));
    case "Polygon":
    case "MultiPolygon":
      return polygonsOf(area).every((polygon) => holdsPolygon(polygon, limit));
    default:
      return false;
  }
}

function holdsPoint(position: unknown, limit: readonly Polygon[]): boolean {
  const [x, y] = gridPoint(position);
  if (limit.some((polygon) => holds(polygon, spotAt(x, y)))) return true;
  // 180 degrees east and west are one meridian.
  return Math.abs(x) === toGrid(180, 180) && limit.some((polygon) => holds(polygon, spotAt(-x, y)));
}

function holdsEdges(edges: readonly Edge[], limit: readonly Polygon[]): boolean {
  const borders = limit.flat();
  refuseTooMany(edges.length + borders.length);
  return edges.every(
    (edge) =>
      limit.some((polygon) => holds(polygon, spotAt(edge[0], edge[1]))) &&
      middlesOfPieces(edge, borders).every((spot) => limit.some((polygon) => holds(polygon, spot))),
  );
}

/**
 * Cuts all borders into pieces that cross nothing. If any part of the polygon were outside the limit, that part would lie
 * right above one of the pieces that bound it from below: upright ones need no look.
 */
function holdsPolygon(polygon: Polygon, limit: readonly Polygon[]): boolean {
  if (!holdsEdges(polygon, limit)) return false;
  const box = boxOf(polygon);
  const borders = [...polygon, ...limit.flat().filter((edge) => boxesMeet(edge, box))];
  refuseTooMany(borders.length);
  return borders
    .filter(([ax, , bx]) => ax !== bx)
    .every((edge) =>
      middlesOfPieces(edge, borders).every(
        (spot) => !liesAbove(polygon, spot) || limit.some((part) => liesAbove(part, spot)),
      ),
    );
}

/** Whether the polygon lies right above the spot, which no end of an edge touches. */
function liesAbove(polygon: Polygon, spot: Spot): boolean {
  return edgesAbove(polygon, spot) % 2 === 1;
}

/** Whether the spot lies in the polygon or on its border. */
function holds(polygon: Polygon, spot: Spot): boolean {
  return edgesAbove(polygon, spot) % 2 === 1 || polygon.some((edge) => isOn(edge, spot));
}

function polygonsOf(area: Geometry | Area): Polygon[] {
  if (area.type === "Polygon") return [polygonOf(area.coordinates)];
  if (area.type !== "MultiPolygon") throw new TypeError("not an area");
  return list(area.coordinates).map(polygonOf);
}

function polygonOf(rings: unknown): Polygon {
  return list(rings).flatMap((ring) => {
    const found = edgesOf(ring, 4);
    const [first, last] = [found[0]!, found.at(-1)!];
    if (first[0] !== last[2] || first[1] !== last[3]) throw new TypeError("ring is not closed");
    return found;
  });
}

function edgesOf(positions: unknown, least: number): Edge[] {
  const points = list(positions).map(gridPoint);
  if (points.length < least) throw new TypeError("too few positions");
  const edges = points.slice(1).map(([x, y], index): Edge => [...points[index]!, x, y]);
  const long = edges.filter(([ax, ay, bx, by]) => ax !== bx || ay !== by);
  if (long.length === 0) throw new TypeError("all positions are one");
  return long;
}

function gridPoint(position: unknown): [number, number] {
  const [longitude, latitude] = list(position);
  return [toGrid(longitude, 180), toGrid(latitude, 90)];
}

function boxOf(edges: readonly Edge[]): Edge {
  const xs = edges.map((edge) => edge[0]);
  const ys = edges.map((edge) => edge[1]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function all(parts: unknown, test: (part: unknown) => boolean): boolean {
  return list(parts).every(test);
}

/** An empty list is malformed: `every` would let it through. */
function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw new TypeError("not a list of something");
  return value;
}

function refuseTooMany(edges: number): void {
  if (edges > mostEdges) throw new RangeError("too many edges");
}
