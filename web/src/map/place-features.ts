import type { FeatureCollection, Point } from "geojson";
import type { FoundPlace } from "../api/shapes.ts";

/** How a kind of place is written: from which zoom on, how large, which goes first. */
const manners: Record<string, { from: number; size: number; rank: number }> = {
  city: { from: 3.9, size: 13.5, rank: 1 },
  town: { from: 5.6, size: 12.5, rank: 3 },
  crossing: { from: 6.2, size: 12, rank: 4 },
};
const areas = new Set(["governorate", "country"]);
const otherwise = { from: 6.8, size: 12, rank: 5 };

/** The gazetteer's places as labels. Areas (a governorate, a country) are not points and have none here. */
export function placeFeatures(places: readonly FoundPlace[]): FeatureCollection<Point> {
  return labels(places.filter(({ kind }) => !areas.has(kind)));
}

/** The countries of the gazetteer, each where its name is to be drawn. No other country is named. */
export function countryFeatures(places: readonly FoundPlace[]): FeatureCollection<Point> {
  return labels(places.filter(({ kind }) => kind === "country"));
}

function labels(places: readonly FoundPlace[]): FeatureCollection<Point> {
  return {
    type: "FeatureCollection",
    features: places.map(({ name, kind, position }) => ({
      type: "Feature",
      properties: { ar: name.ar, en: name.en, ...(manners[kind] ?? otherwise) },
      geometry: { type: "Point", coordinates: position },
    })),
  };
}
