import geographiclib from "geographiclib-geodesic";
import type { Feature, LineString } from "geojson";

const { Geodesic } = geographiclib;

export interface Leg {
  /** Metres along the ellipsoid (WGS 84). */
  metres: number;
  /** Degrees clockwise from true north, 0 to 360, at its beginning. */
  bearing: number;
}

type Position = readonly [number, number];

/** From point to point; positions as [longitude, latitude], degrees. */
export function legs(points: readonly Position[]): Leg[] {
  return points.slice(1).map(([longitude, latitude], nth) => {
    const [fromLongitude, fromLatitude] = points[nth]!;
    const { s12 = 0, azi1 = 0 } = Geodesic.WGS84.Inverse(
      fromLatitude,
      fromLongitude,
      latitude,
      longitude,
    );
    return { metres: s12, bearing: (azi1 + 360) % 360 };
  });
}

/** The shortest way from point to point as a line for the map. */
export function wayOf(points: readonly Position[]): Feature<LineString> {
  const coordinates: [number, number][] = points.slice(0, 1).map(([x, y]) => [x, y]);
  for (const [nth, [longitude, latitude]] of points.slice(1).entries()) {
    const [fromLongitude, fromLatitude] = points[nth]!;
    const line = Geodesic.WGS84.InverseLine(fromLatitude, fromLongitude, latitude, longitude);
    const steps = Math.max(1, Math.min(64, Math.ceil(line.s13 / 50_000)));
    for (let step = 1; step <= steps; step++) {
      const { lon2 = 0, lat2 = 0 } = line.Position((line.s13 * step) / steps);
      coordinates.push([lon2, lat2]);
    }
  }
  return { type: "Feature", properties: {}, geometry: { type: "LineString", coordinates } };
}

/** "850 m", "12.4 km", "430 km": the same in both languages. */
export function distance(metres: number): string {
  if (metres < 1000) return `${Math.round(metres)} m`;
  const kilometres = metres / 1000;
  return `${kilometres < 100 ? kilometres.toFixed(1) : Math.round(kilometres)} km`;
}

/** "045° (0800 mil)": degrees, and mils of 6400 to the circle; the same in both languages. */
export function bearing(degrees: number): string {
  const round = Math.round(degrees) % 360;
  const mils = Math.round((degrees * 6400) / 360) % 6400;
  return `${String(round).padStart(3, "0")}° (${String(mils).padStart(4, "0")} mil)`;
}
