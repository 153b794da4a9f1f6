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
const degrees = 180 / Math.PI;

/** Boxes that hold everything within so many metres of the geometries. */
export function boxesOf(geometries: readonly Geometry[], metres: number): Box[] {
  return geometries.flatMap((geometry) =>
    outlinesOf(geometry).flatMap((line) => around(line, metres)),
  );
}

/** Points, lines and outer rings, each as a list of positions. */
function outlinesOf({ type, coordinates }: Geometry): readonly (readonly Position[])[] {
  switch (type) {
    case "Point":
      return [[coordinates as Position]];
    case "LineString":
      return [coordinates as Position[]];
    case "MultiPoint":
      return (coordinates as Position[]).map((position) => [position]);
    case "MultiLineString":
      return coordinates as Position[][];
    case "Polygon":
      return [(coordinates as Position[][])[0]!];
    case "MultiPolygon":
      return (coordinates as Position[][][]).map(([ring]) => ring!);
  }
}

function around(line: readonly Position[], metres: number): Box[] {
  let [lon, lat] = line[0]!;
  let [minX, maxX, minY, maxY] = [lon, lon, lat, lat];
  for (const [toLon, toLat] of line) {
    lon += eastward(normal(lon), toLon);
    lat = toLat;
    minX = Math.min(minX, lon);
    maxX = Math.max(maxX, lon);
    minY = Math.min(minY, lat);
    maxY = Math.max(maxY, lat);
  }
  const pole = line.length > 3 ? poleIn(line) : 0;
  if (pole !== 0) [minX, maxX] = [-180, 180];
  if (pole === -1) minY = -90;
  if (pole === 1) maxY = 90;
  return grownBoxes({ minX, minY, maxX, maxY }, metres);
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
