import type { FeatureCollection, LineString } from "geojson";

const steps = [10, 5, 2, 1, 0.5, 0.25, 0.1, 0.05, 0.02, 0.01];

/** Lines of whole degrees, or parts of them, in a box ([west, south, east, north]): some four to ten each way, named as in coordinates. */
export function graticule([west, south, east, north]: readonly [
  number,
  number,
  number,
  number,
]): FeatureCollection<LineString, { label: string }> {
  const step = steps.find((size) => (east - west) / size >= 4) ?? steps.at(-1)!;
  const digits = step < 0.1 ? 2 : step < 1 ? (step === 0.25 ? 2 : 1) : 0;
  const features: FeatureCollection<LineString, { label: string }>["features"] = [];
  const line = (label: string, coordinates: [number, number][]) =>
    features.push({
      type: "Feature",
      properties: { label },
      geometry: { type: "LineString", coordinates },
    });
  for (let nth = Math.ceil(west / step); nth * step < east; nth++)
    line(named(nth * step, digits, "E", "W"), [
      [nth * step, south],
      [nth * step, north],
    ]);
  for (let nth = Math.ceil(south / step); nth * step < north; nth++)
    line(named(nth * step, digits, "N", "S"), [
      [west, nth * step],
      [east, nth * step],
    ]);
  return { type: "FeatureCollection", features };
}

function named(degrees: number, digits: number, positive: string, negative: string): string {
  return `${Math.abs(degrees).toFixed(digits)}°${degrees < 0 ? negative : positive}`;
}
