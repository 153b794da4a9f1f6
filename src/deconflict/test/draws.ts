import type { Geometry, Position } from "../../domain/geometry.ts";
import { fc } from "../../../test/seed.ts";
import { beside } from "./reference.ts";

/** Evenly spread, which `fc.double` is not. */
export function real(least: number, most: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 1e9 }).map((share) => least + ((most - least) * share) / 1e9);
}

/** Everywhere on earth, often at the dateline, sometimes close to a pole. */
export const somewhere: fc.Arbitrary<Position> = fc.tuple(
  fc.oneof(real(-180, 180), fc.constantFrom(180, -180, 179.99, -179.99)),
  fc.oneof(
    { weight: 4, arbitrary: real(-85, 85) },
    { weight: 1, arbitrary: real(-89.9, 89.9) },
    { weight: 1, arbitrary: fc.constantFrom(89.9, -89.9, 0) },
  ),
);

/** Metres between 0 and a limit, small ones as often as large ones. */
export function metres(most: number): fc.Arbitrary<number> {
  return real(0, Math.log(most)).map((power) => Math.exp(power));
}

const azimuth = real(0, 360);

/** A position around another. */
export function around(centre: Position, most: number): fc.Arbitrary<Position> {
  return fc.tuple(azimuth, real(0, most)).map(([at, far]) => beside(centre, at, far));
}

/** A line of two to four positions around a centre. */
export function lineAround(centre: Position, most: number): fc.Arbitrary<Geometry> {
  return fc
    .array(around(centre, most), { minLength: 2, maxLength: 4 })
    .map((coordinates) => ({ type: "LineString", coordinates }));
}

/** A polygon like a star: around its middle in one turn, so that it never crosses itself. */
export function areaAround(centre: Position, most: number): fc.Arbitrary<Geometry> {
  const reach = real(most / 4, most);
  return fc
    .tuple(around(centre, most), fc.array(reach, { minLength: 3, maxLength: 6 }))
    .map(([middle, reaches]) => {
      const ring = reaches.map((far, index) =>
        beside(middle, (-360 * index) / reaches.length, far),
      );
      return { type: "Polygon", coordinates: [[...ring, ring[0]!]] };
    });
}

/** A point, a line or an area. */
export function geometryAround(centre: Position, most: number): fc.Arbitrary<Geometry> {
  return fc.oneof(
    around(centre, most).map((coordinates): Geometry => ({ type: "Point", coordinates })),
    lineAround(centre, most),
    areaAround(centre, most),
  );
}
