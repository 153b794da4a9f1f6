import arabicFont from "@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal.woff2?url";
import latinFont from "@fontsource/noto-sans/files/noto-sans-latin-600-normal.woff2?url";
import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { FeatureCollection } from "geojson";
import type { MapColours } from "./map-colours.ts";

export const mapFont = ["Tansiq Map"];

/** Where a country's name may stand instead of in its middle, in ems, so that it covers no place. */
const roomForCountry: (string | [number, number])[] = [
  "center",
  [0, 0],
  "top",
  [0, 1.5],
  "bottom",
  [0, -1.5],
  "right",
  [-3, 0],
  "left",
  [3, 0],
  "top-right",
  [-2.5, 2.5],
  "top-left",
  [2.5, 2.5],
];

const empty: FeatureCollection = { type: "FeatureCollection", features: [] };
/** The map's worker has no address of its own to start from. */
export const absolute = (url: string) => new URL(url, location.href).href;

/**
 * The map without anything from elsewhere: borders and labels are GeoJSON, and letters are drawn in
 * the browser from our own font files (there is no `glyphs` address).
 */
export function baseStyle(colours: MapColours): StyleSpecification {
  return {
    version: 8,
    "font-faces": {
      [mapFont[0]!]: [
        {
          url: absolute(arabicFont),
          "unicode-range": ["U+0600-06FF", "U+0750-077F", "U+FB50-FDFF", "U+FE70-FEFC"],
        },
        { url: absolute(latinFont), "unicode-range": ["U+0000-00FF", "U+2000-206F"] },
      ],
    },
    sources: {
      land: { type: "geojson", data: empty },
      borders: { type: "geojson", data: empty },
      countries: { type: "geojson", data: empty },
      places: { type: "geojson", data: empty },
    },
    layers: baseLayers(colours),
  };
}

/** The layers of the base in these colours; their order and names do not depend on them. */
export function baseLayers(colours: MapColours): LayerSpecification[] {
  return [
    { id: "water", type: "background", paint: { "background-color": colours.water } },
    { id: "land", type: "fill", source: "land", paint: { "fill-color": colours.land } },
    {
      id: "borders",
      type: "line",
      source: "borders",
      layout: { "line-join": "round" },
      paint: {
        "line-color": colours.border,
        "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.8, 8, 2],
        "line-dasharray": [5, 2],
      },
    },
    {
      id: "countries",
      type: "symbol",
      source: "countries",
      maxzoom: 7.5,
      layout: {
        "text-font": mapFont,
        "text-size": ["interpolate", ["linear"], ["zoom"], 3, 11, 6, 17],
        "text-max-width": 7,
        "text-variable-anchor-offset": roomForCountry,
      },
      paint: {
        "text-color": colours.country,
        "text-halo-color": colours.halo,
        "text-halo-width": 1.4,
        "text-opacity": 0.8,
      },
    },
    {
      id: "place-dots",
      type: "circle",
      source: "places",
      filter: ["<=", ["get", "from"], ["zoom"]],
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 5, 2.2, 9, 3.2],
        "circle-color": colours.place,
        "circle-stroke-color": colours.halo,
        "circle-stroke-width": 1,
      },
    },
    {
      id: "places",
      type: "symbol",
      source: "places",
      filter: ["<=", ["get", "from"], ["zoom"]],
      layout: {
        "text-font": mapFont,
        "text-size": ["get", "size"],
        "text-variable-anchor": ["top", "bottom", "left", "right"],
        "text-radial-offset": 1.1,
        "text-max-width": 9,
        "symbol-sort-key": ["get", "rank"],
      },
      paint: {
        "text-color": colours.place,
        "text-halo-color": colours.halo,
        "text-halo-width": 1.5,
      },
    },
  ];
}
