/** GeoJSON geometry (RFC 7946) in WGS 84, [longitude, latitude] in degrees. */
export interface Geometry {
  type: "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon";
  coordinates: unknown;
}

/** [longitude, latitude], degrees, WGS 84. */
export type Position = [number, number];

/** Every position of a geometry, in order. */
export function* positionsOf(coordinates: unknown): Generator<Position> {
  if (!Array.isArray(coordinates)) return;
  if (typeof coordinates[0] === "number") yield [coordinates[0], coordinates[1] as number];
  else for (const part of coordinates) yield* positionsOf(part);
}

/** [west, south, east, north] in degrees; null for a geometry without positions. A box never crosses the antimeridian here. */
export function boundsOf(geometry: Geometry): [number, number, number, number] | null {
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (const [lon, lat] of positionsOf(geometry.coordinates)) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return west <= east ? [west, south, east, north] : null;
}
