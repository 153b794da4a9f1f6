import type { FeatureCollection } from "geojson";

/** A file of a person's own, drawn over the map. It stays in this page: nothing of it is sent or kept. */
export interface Overlay {
  name: string;
  features: FeatureCollection;
}

/** Why a file is not drawn. */
export type OverlayFault = "type" | "large" | "content" | "empty";

const mostBytes = 20 * 1024 * 1024;
const mostFeatures = 20_000;

/** Reads a KML, GPX or GeoJSON file; a fault where it is none of these or too large. */
export async function readOverlay(file: File): Promise<Overlay | OverlayFault> {
  if (file.size > mostBytes) return "large";
  const ending = /\.(kml|gpx|geojson|json)$/i.exec(file.name)?.[1]?.toLowerCase();
  if (ending === undefined) return "type";
  try {
    const text = await file.text();
    const features =
      ending === "kml" || ending === "gpx"
        ? await fromXml(text, ending)
        : collection(JSON.parse(text));
    if (!features) return "content";
    if (features.features.length > mostFeatures) return "large";
    return features.features.length === 0 ? "empty" : { name: file.name, features };
  } catch {
    return "content";
  }
}

async function fromXml(text: string, kind: "kml" | "gpx"): Promise<FeatureCollection | null> {
  const { gpx, kml } = await import("@tmcw/togeojson");
  const parsed = new DOMParser().parseFromString(text, "text/xml");
  if (parsed.querySelector("parsererror")) return null;
  return collection(kind === "kml" ? kml(parsed) : gpx(parsed));
}

/** GeoJSON of any kind as a collection of features that have a geometry; null where it is something else. */
export function collection(value: unknown): FeatureCollection | null {
  const { type, features, geometry } = (value ?? {}) as Record<string, unknown>;
  const all: unknown[] | null =
    type === "FeatureCollection" && Array.isArray(features)
      ? features
      : type === "Feature" && geometry
        ? [value]
        : typeof type === "string" && isGeometry(value)
          ? [{ type: "Feature", properties: {}, geometry: value }]
          : null;
  if (!all) return null;
  const kept = all.flatMap((one) => {
    const { geometry, properties } = (one ?? {}) as Record<string, unknown>;
    if (!isGeometry(geometry)) return [];
    const { name } = (properties ?? {}) as Record<string, unknown>;
    return [
      { type: "Feature", properties: { name: typeof name === "string" ? name : "" }, geometry },
    ];
  });
  return { type: "FeatureCollection", features: kept as FeatureCollection["features"] };
}

const kinds = ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"];

function isGeometry(value: unknown): boolean {
  const { type, coordinates, geometries } = (value ?? {}) as Record<string, unknown>;
  if (type === "GeometryCollection")
    return Array.isArray(geometries) && geometries.every(isGeometry);
  return typeof type === "string" && kinds.includes(type) && Array.isArray(coordinates);
}
