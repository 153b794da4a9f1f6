import type { FoundPlace, PlaceCandidate, Text } from "../api/shapes.ts";

/** One place of the gazetteer, or several points under one name. */
export interface ChosenPlace {
  name: Text;
  extent: PlaceCandidate["extent"];
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** Each [longitude, latitude]; empty where it is no point. */
  positions: [number, number][];
}

/** An area or a road: named, and pinned nowhere. */
export function isUnpinned(
  place: ChosenPlace | null,
): place is ChosenPlace & { extent: "area" | "line" } {
  return place !== null && place.extent !== "point";
}

export function chosenPlace({
  name,
  extent,
  country,
  position,
}: Pick<FoundPlace, "name" | "extent" | "country" | "position">): ChosenPlace {
  return { name, extent, country, positions: extent === "point" ? [[...position]] : [] };
}

/** Points together, an area by itself: with one more the area gives way, and points give way to an area. */
export function withPlace(place: ChosenPlace | null, next: ChosenPlace): ChosenPlace {
  if (place === null || isUnpinned(place) || isUnpinned(next)) return next;
  const name: Text = {};
  for (const [lang, comma] of [
    ["ar", "، "],
    ["en", ", "],
  ] as const)
    name[lang] = [place.name[lang], next.name[lang]].filter(Boolean).join(comma);
  return { ...place, name, positions: [...place.positions, ...next.positions] };
}
