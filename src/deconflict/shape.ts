import { type Geometry, type Position } from "../domain/geometry.ts";
import { type Area, areaOf } from "./area.ts";
import { type Chain, chainOf, type Presence } from "./chain.ts";

/** An area with its rings as chains. */
export interface Sector {
  area: Area;
  rings: readonly Chain[];
}

/** Geometries made ready to be compared. */
export interface Shape {
  /** Points and lines, standing or passing. */
  lines: readonly Chain[];
  sectors: readonly Sector[];
}

/** The shape of valid geometries that are there as `presence` says. */
export function shapeOf(geometries: readonly Geometry[], presence: Presence): Shape {
  const lines: Chain[] = [];
  const sectors: Sector[] = [];
  const line = (positions: Position[]): unknown => lines.push(chainOf(positions, presence));
  const sector = (rings: Position[][]): unknown =>
    sectors.push({ area: areaOf(rings), rings: rings.map((ring) => chainOf(ring, presence)) });
  for (const { type, coordinates } of geometries) {
    if (type === "Point") line([coordinates as Position]);
    else if (type === "LineString") line(coordinates as Position[]);
    else if (type === "Polygon") sector(coordinates as Position[][]);
    else if (type === "MultiPoint") for (const each of coordinates as Position[]) line([each]);
    else if (type === "MultiLineString") (coordinates as Position[][]).forEach(line);
    else (coordinates as Position[][][]).forEach(sector);
  }
  return { lines, sectors };
}

/** All chains of a shape, borders included. */
export function chainsOf({ lines, sectors }: Shape): Chain[] {
  return [...lines, ...sectors.flatMap(({ rings }) => rings)];
}
