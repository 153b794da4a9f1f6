import type { FeatureCollection, Point } from "geojson";
import type { FoundPlace } from "../api/shapes.ts";

/** How a kind of place is written: from which zoom on, how large, which goes first. */
const manners: Record<string, { from: number; size: number; rank: number }> = {
  capital: { from: 3, size: 15, rank: 0 },
  city: { from: 5, size: 13.5, rank: 1 },
  town: { from: 6.2, size: 12.5, rank: 3 },
  crossing: { from: 6.8, size: 12, rank: 4 },
};
const areas = new Set(["governorate", "country"]);
const otherwise = { from: 7.5, size: 12, rank: 5 };

/** The gazetteer's places as labels. Areas (a governorate, a country) are not points and have none here. */
export function placeFeatures(places: readonly FoundPlace[]): FeatureCollection<Point> {
  return {
    type: "FeatureCollection",
    features: places
      .filter(({ kind }) => !areas.has(kind))
      .map(({ name, kind, position }) => ({
        type: "Feature",
        properties: { ar: name.ar, en: name.en, ...(manners[kind] ?? otherwise) },
        geometry: { type: "Point", coordinates: position },
      })),
  };
}

/** Country names, where the gazetteer has the country in its own words and at its own spot. */
export function withOwnNames(
  names: FeatureCollection<Point>,
  places: readonly FoundPlace[],
): FeatureCollection<Point> {
  const own = new Map(
    places.filter(({ kind }) => kind === "country").map((place) => [place.country, place]),
  );
  const features = names.features.map((feature) => {
    const place = own.get(String(feature.properties?.["region"]));
    return place
      ? {
          ...feature,
          properties: { ...feature.properties, ...place.name },
          geometry: { type: "Point" as const, coordinates: place.position },
        }
      : feature;
  });
  return { type: "FeatureCollection", features };
}
