import type { Position } from "../domain/geometry.ts";

/** Semi-major axis in metres and first eccentricity squared of the WGS 84 ellipsoid. */
const axis = 6_378_137;
const eccentricity2 = 0.006_694_379_990_141_316_5;
const meanRadius = 6_371_008.8;
const radians = Math.PI / 180;

/** Writes a position on the ellipsoid as earth-centred, earth-fixed x, y, z in metres into `into` at index `at`. */
export function writeEcef(into: Float64Array, at: number, lon: number, lat: number): void {
  const sin = Math.sin(lat * radians);
  const normal = axis / Math.sqrt(1 - eccentricity2 * sin * sin);
  const fromAxis = normal * Math.cos(lat * radians);
  into[at] = fromAxis * Math.cos(lon * radians);
  into[at + 1] = fromAxis * Math.sin(lon * radians);
  into[at + 2] = normal * (1 - eccentricity2) * sin;
}

/** The position under or over a point close to the ellipsoid's surface. */
export function positionAt(x: number, y: number, z: number): Position {
  const lat = Math.atan2(z, (1 - eccentricity2) * Math.hypot(x, y)) / radians;
  return [Math.atan2(y, x) / radians, lat];
}

/** Metres over ground from metres straight through the earth. The error stays below 0.01 % up to 1,000 km and 0.5 % up to 10,000 km. */
export function overGround(chord: number): number {
  return 2 * meanRadius * Math.asin(Math.min(1, chord / (2 * meanRadius)));
}

/** The inverse of `overGround`. */
export function throughEarth(metres: number): number {
  return 2 * meanRadius * Math.sin(Math.min(Math.PI, metres / meanRadius) / 2);
}

/** From one longitude to another, the shorter way around: degrees, east positive. */
export function eastward(from: number, to: number): number {
  const by = to - from;
  return by > 180 ? by - 360 : by < -180 ? by + 360 : by;
}

/** The same longitude within -180 and 180. */
export function normal(lon: number): number {
  return lon - 360 * Math.floor((lon + 180) / 360);
}
