import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Polygon } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import bordersUrl from "world-atlas/countries-50m.json?url";

export interface Borders {
  land: FeatureCollection<Polygon | MultiPolygon>;
  lines: Feature<MultiLineString>;
}

/** Land and borders from Natural Earth at 1:50 million (world-atlas), served with the page. */
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
  };
}
