import type {
  Feature,
  FeatureCollection,
  MultiLineString,
  MultiPolygon,
  Point,
  Polygon,
  Position,
} from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import bordersUrl from "world-atlas/countries-50m.json?url";

export interface Borders {
  land: FeatureCollection<Polygon | MultiPolygon>;
  lines: Feature<MultiLineString>;
  /** A point in each country's largest part, with its ISO 3166-1 letters and its name in both languages. */
  names: FeatureCollection<Point>;
}

/** Land, borders and country names from Natural Earth at 1:50 million (world-atlas), served with the page. */
export async function loadBorders(): Promise<Borders> {
  const response = await fetch(bordersUrl);
  const topology = (await response.json()) as Topology<{ countries: GeometryCollection }>;
  const { countries } = topology.objects;
  const land = feature(topology, countries) as FeatureCollection<Polygon | MultiPolygon>;
  return {
    land,
    lines: {
      type: "Feature",
      properties: {},
      geometry: mesh(topology, countries, (a, b) => a !== b),
    },
    names: { type: "FeatureCollection", features: land.features.flatMap(nameOf) },
  };
}

const displayNames = {
  ar: new Intl.DisplayNames("ar", { type: "region", fallback: "none" }),
  en: new Intl.DisplayNames("en", { type: "region", fallback: "none" }),
};

/** world-atlas numbers countries as ISO 3166-1 does; Intl knows the letters of a number and the names. */
function nameOf(country: Feature<Polygon | MultiPolygon>): Feature<Point>[] {
  const number = String(country.id ?? "").padStart(3, "0");
  if (!/^\d{3}$/.test(number) || number === "000") return [];
  const region = new Intl.Locale(`und-${number}`).region ?? "";
  if (!/^[A-Z]{2}$/.test(region)) return [];
  const ar = displayNames.ar.of(region);
  const en = displayNames.en.of(region);
  if (!ar || !en) return [];
  const coordinates = middle(country.geometry);
  return [
    { type: "Feature", properties: { region, ar, en }, geometry: { type: "Point", coordinates } },
  ];
}

function middle(geometry: Polygon | MultiPolygon): Position {
  const outlines =
    geometry.type === "Polygon"
      ? [geometry.coordinates[0]!]
      : geometry.coordinates.map((polygon) => polygon[0]!);
  const parts = outlines.map(centroid);
  return parts.reduce((best, part) => (part.area > best.area ? part : best)).at;
}

/** Centroid and area of a ring, in degrees: good enough for where to write a name. */
function centroid(ring: Position[]): { at: Position; area: number } {
  let sum = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax = 0, ay = 0] = ring[i]!;
    const [bx = 0, by = 0] = ring[i + 1]!;
    const cross = ax * by - bx * ay;
    sum += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return sum === 0
    ? { at: ring[0]!, area: 0 }
    : { at: [x / (3 * sum), y / (3 * sum)], area: Math.abs(sum) };
}
