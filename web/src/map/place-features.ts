import type { FeatureCollection, Point } from "geojson";
import type { FoundPlace } from "../api/shapes.ts";

/** How a kind of place is written: from which zoom on, how large, which goes first, and whether it is a point at all. */
const manners: Record<string, { from: number; size: number; rank: number; dot: 0 | 1 }> = {
  capital: { from: 3, size: 15, rank: 0, dot: 1 },
  city: { from: 5, size: 13.5, rank: 1, dot: 1 },
  town: { from: 6.2, size: 12.5, rank: 3, dot: 1 },
  crossing: { from: 6.8, size: 12, rank: 4, dot: 1 },
  governorate: { from: 99, size: 12, rank: 9, dot: 0 },
};
const otherwise = { from: 7.5, size: 12, rank: 5, dot: 1 };

/** The gazetteer's places as labels. A governorate is an area, so it is not written at a point. */
export function placeFeatures(places: readonly FoundPlace[]): FeatureCollection<Point> {
  return {
    type: "FeatureCollection",
    features: places.map(({ name, kind, position }) => ({
      type: "Feature",
      properties: { ar: name.ar, en: name.en, ...(manners[kind] ?? otherwise) },
      geometry: { type: "Point", coordinates: position },
    })),
  };
}
