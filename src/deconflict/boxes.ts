import type { Geometry, Position } from "../domain/geometry.ts";
import { poleIn } from "./area.ts";
import { eastward, normal } from "./wgs84.ts";

/** Degrees; west is never east of east: what goes over the dateline has two boxes. */
export interface Box {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

/** Less than the ellipsoid's least radius of curvature, so that boxes grow by enough. */
const leastRadius = 6_330_000;
const meanRadius = 6_371_009;
/** Degrees that a box along a line has at least, and how many boxes at most are wanted for its extent. */
const leastStep = 0.1;
const mostSteps = 50;
const degrees = 180 / Math.PI;

/** About how large a box is: what it is on a sphere. */
export function squareMetresOf({ minX, minY, maxX, maxY }: Box): number {
  const height = Math.sin(maxY / degrees) - Math.sin(minY / degrees);
  return ((maxX - minX) / degrees) * height * meanRadius ** 2;
}

/** Boxes that hold everything within so many metres of the geometries. */
export function boxesOf(geometries: readonly Geometry[], metres: number): Box[] {
  return geometries
    .flatMap(({ type, coordinates }) => {
      switch (type) {
        case "Point":
          return [boxAround([coordinates as Position])];
        case "LineString":
          return alongLine(coordinates as Position[]);
        case "MultiPoint":
          return (coordinates as Position[]).map((position) => boxAround([position]));
        case "MultiLineString":
          return (coordinates as Position[][]).flatMap(alongLine);
        case "Polygon":
          return [boxInside((coordinates as Position[][])[0]!)];
        case "MultiPolygon":
          return (coordinates as Position[][][]).map(([ring]) => boxInside(ring!));
      }
    })
    .flatMap((box) => grownBoxes(box, metres));
}

/** Several boxes along a line: one around all of a road would hold much that is far from it. */
function alongLine(line: readonly Position[]): Box[] {
  const { minX, minY, maxX, maxY } = boxAround(line);
  const step = Math.max(leastStep, (maxX - minX) / mostSteps, (maxY - minY) / mostSteps);
  const boxes: Box[] = [];
  let [lon, lat] = line[0]!;
  let box: Box | null = null;
  for (const [index, [toLon, toLat]] of line.entries()) {
    if (index === 0) continue;
    box ??= { minX: lon, minY: lat, maxX: lon, maxY: lat };
    lon += eastward(normal(lon), toLon);
    lat = toLat;
    reach(box, lon, lat);
    const isLast = index === line.length - 1;
    if (!isLast && box.maxX - box.minX < step && box.maxY - box.minY < step) continue;
    boxes.push(box);
    box = null;
  }
  return boxes;
}

/** The box of a point or a line; where that goes over the dateline it goes on beyond ±180. */
function boxAround(line: readonly Position[]): Box {
  let lon = line[0]![0];
  const box = { minX: lon, minY: line[0]![1], maxX: lon, maxY: line[0]![1] };
  for (const [toLon, lat] of line) {
    lon += eastward(normal(lon), toLon);
    reach(box, lon, lat);
  }
  return box;
}

function boxInside(ring: readonly Position[]): Box {
  const box = boxAround(ring);
  const pole = poleIn(ring);
  if (pole === 0) return box;
  const { minY, maxY } = box;
  return { minX: -180, minY: pole < 0 ? -90 : minY, maxX: 180, maxY: pole > 0 ? 90 : maxY };
}

function reach(box: Box, lon: number, lat: number): void {
  box.minX = Math.min(box.minX, lon);
  box.maxX = Math.max(box.maxX, lon);
  box.minY = Math.min(box.minY, lat);
  box.maxY = Math.max(box.maxY, lat);
}

/** Boxes that hold everything within so many metres of a box, which may reach over the dateline by going on beyond ±180. */
export function grownBoxes(box: Box, metres: number): Box[] {
  const grown = metres / leastRadius;
  const minY = Math.max(-90, box.minY - grown * degrees);
  const maxY = Math.min(90, box.maxY + grown * degrees);
  const fromPole = Math.cos(Math.max(Math.abs(minY), Math.abs(maxY)) / degrees);
  // Around a pole every meridian is near.
  const wide = fromPole > grown ? Math.asin(grown / fromPole) * degrees : 180;
  const west = box.minX - wide;
  const east = box.maxX + wide;
  if (east - west >= 360) return [{ minX: -180, minY, maxX: 180, maxY }];
  const minX = normal(west);
  const maxX = minX + (east - west);
  if (maxX <= 180) return [{ minX, minY, maxX, maxY }];
  return [
    { minX, minY, maxX: 180, maxY },
    { minX: -180, minY, maxX: maxX - 360, maxY },
  ];
}
