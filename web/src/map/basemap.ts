import { addProtocol } from "maplibre-gl";
import type { LayerSpecification, SourceSpecification } from "maplibre-gl";
import { FetchSource, PMTiles, Protocol, TileType } from "pmtiles";
import { mapFont } from "./base-style.ts";
import type { MapColours } from "./map-colours.ts";

/** The operator's own map, read in ranges from our node. */
export interface Basemap {
  source: SourceSpecification;
  /** In these colours; of a picture there is one layer in its own. Those before `label` lie below the borders. */
  layers(colours: MapColours): LayerSpecification[];
}

const id = "basemap";
/** Layers of Protomaps and of OpenMapTiles that mean the same. */
const meanings: Record<string, readonly string[]> = {
  earth: ["earth"],
  green: ["landuse", "landcover"],
  water: ["water"],
  roads: ["roads", "transportation"],
  buildings: ["buildings", "building"],
};
export const basemapLabels = "basemap-places";
const labels = ["places", "place"];

/** Reads what kind of map it is. Throws where there is none, or it cannot be read. */
export async function openBasemap(url: string): Promise<Basemap> {
  const archive = new PMTiles(new FetchSource(url));
  const { tileType, minZoom, maxZoom } = await archive.getHeader();
  const protocol = new Protocol();
  protocol.add(archive);
  addProtocol("pmtiles", protocol.tile);
  const tiles = { url: `pmtiles://${url}` } as const;
  if (tileType !== TileType.Mvt) {
    const layer: LayerSpecification = { id, type: "raster", source: id };
    return {
      source: { type: "raster", tileSize: 256, minzoom: minZoom, maxzoom: maxZoom, ...tiles },
      layers: () => [layer],
    };
  }
  const { vector_layers: known = [] } = (await archive.getMetadata()) as {
    vector_layers?: { id: string }[];
  };
  const names = known.map((layer) => layer.id);
  return {
    source: { type: "vector", ...tiles },
    layers: (colours) => vectorLayers(names, colours),
  };
}

function vectorLayers(names: readonly string[], colours: MapColours): LayerSpecification[] {
  const of = (meaning: string) => meanings[meaning]!.filter((name) => names.includes(name));
  const fill = (meaning: string, colour: string, minzoom = 0) =>
    of(meaning).map((name): LayerSpecification => ({
      ...{ id: `basemap-${name}`, type: "fill", source: id, "source-layer": name, minzoom },
      filter: ["match", ["geometry-type"], ["Polygon", "MultiPolygon"], true, false],
      paint: { "fill-color": colour },
    }));
  const roads = of("roads").map((name): LayerSpecification => ({
    ...{ id: `basemap-${name}`, type: "line", source: id, "source-layer": name },
    filter: ["match", ["geometry-type"], ["LineString", "MultiLineString"], true, false],
    paint: {
      "line-color": colours.road,
      "line-width": ["interpolate", ["exponential", 1.6], ["zoom"], 5, 0.4, 10, 1.2, 16, 7],
    },
  }));
  const towns = labels
    .filter((name) => names.includes(name))
    .map((name): LayerSpecification => ({
      ...{ id: basemapLabels, type: "symbol", source: id, "source-layer": name, minzoom: 8.5 },
      layout: { "text-font": mapFont, "text-size": 11.5, "text-field": ["get", "name"] },
      paint: {
        "text-color": colours.place,
        "text-halo-color": colours.halo,
        "text-halo-width": 1.2,
      },
    }));
  return [
    ...fill("earth", colours.land),
    ...fill("green", colours.green),
    ...fill("water", colours.water),
    ...fill("buildings", colours.building, 13),
    ...roads,
    ...towns.slice(0, 1),
  ];
}
