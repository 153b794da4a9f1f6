import type {
  ExpressionSpecification,
  LayerSpecification,
  SourceSpecification,
  SymbolLayerSpecification,
} from "maplibre-gl";
import { mapFont } from "./base-style.ts";
import { ofSeveral, partnerColours, severalColour, unknownColour } from "./partner-colours.ts";

const empty = { type: "FeatureCollection", features: [] } as const;
const white = "#ffffff";
const ink = severalColour;

export const overlaySources: Record<string, SourceSpecification> = Object.fromEntries(
  ["shapes", "held", "records", "selected", "draft"].map((id) => [
    id,
    { type: "geojson", data: { ...empty, features: [] } },
  ]),
);

/** `colour` is an index into the colours of partners, or `ofSeveral`. */
const colour = [
  "match",
  ["get", "colour"],
  ...[...partnerColours.flatMap((value, index) => [index, value]), ofSeveral, ink],
  unknownColour,
] as unknown as ExpressionSpecification;

export const clickable = ["record-symbols", "clusters", "held", "shape-lines", "shape-areas"];

const side = 24;
export const roomImage = {
  id: "room",
  image: { width: side, height: side, data: new Uint8Array(side * side * 4) },
};

const single: ExpressionSpecification = ["==", ["get", "count"], 1];
const several: ExpressionSpecification = [">", ["get", "count"], 1];

/** Of an event that several records tell of. */
const told: ExpressionSpecification = [">", ["get", "sources"], 1];

/** Symbols stand above their point, so that a settlement's mark below them stays to be seen. */
const above = 13;

/** Right of the symbol, at its upper edge. */
const corner: [number, number] = [15, -34];

const symbol: SymbolLayerSpecification["layout"] = {
  "icon-image": ["get", "icon"],
  "icon-anchor": "bottom",
  "icon-allow-overlap": true,
};

export const overlayLayers: LayerSpecification[] = [
  {
    id: "shape-areas",
    type: "fill",
    source: "shapes",
    filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": ["get", "colour"], "fill-opacity": 0.12 },
  },
  {
    id: "shape-lines",
    type: "line",
    source: "shapes",
    layout: { "line-join": "round", "line-cap": "round" },
    paint: {
      "line-color": ["get", "colour"],
      "line-width": ["match", ["get", "kind"], "route", 4, 2],
      "line-opacity": 0.85,
    },
  },
  {
    id: "held",
    type: "symbol",
    source: "held",
    layout: {
      "icon-image": ["get", "icon"],
      "icon-size": ["interpolate", ["linear"], ["zoom"], 4, 0.6, 7, 1],
      "icon-allow-overlap": true,
      "icon-padding": 0,
    },
  },
  {
    // Drawn with nothing, as the next: they keep the names of places and countries off dots and circles.
    id: "place-room",
    type: "symbol",
    source: "places",
    filter: ["<=", ["get", "from"], ["zoom"]],
    layout: {
      "icon-image": roomImage.id,
      "icon-size": 0.3,
      "icon-allow-overlap": true,
      "icon-padding": 0,
    },
  },
  {
    id: "record-room",
    type: "symbol",
    source: "records",
    filter: several,
    layout: {
      "icon-image": roomImage.id,
      "icon-offset": [0, -above],
      "icon-allow-overlap": true,
      "icon-padding": 0,
    },
  },
  { id: "record-symbols", type: "symbol", source: "records", filter: single, layout: symbol },
  {
    id: "clusters",
    type: "circle",
    source: "records",
    filter: several,
    paint: {
      "circle-color": colour,
      "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "count"]], 0, 10, 5, 22],
      "circle-stroke-color": white,
      "circle-stroke-width": 2,
      "circle-translate": [0, -above],
    },
  },
  {
    id: "cluster-counts",
    type: "symbol",
    source: "records",
    filter: several,
    layout: {
      "text-field": ["get", "text"],
      "text-font": mapFont,
      "text-size": 12,
      "text-allow-overlap": true,
      "text-ignore-placement": true,
    },
    paint: { "text-color": white, "text-translate": [0, -above] },
  },
  {
    id: "event-rounds",
    type: "circle",
    source: "records",
    filter: told,
    paint: {
      "circle-color": ink,
      "circle-radius": 8,
      "circle-stroke-color": white,
      "circle-stroke-width": 1.5,
      "circle-translate": corner,
    },
  },
  {
    id: "event-counts",
    type: "symbol",
    source: "records",
    filter: told,
    layout: {
      "text-field": ["to-string", ["get", "sources"]],
      "text-font": mapFont,
      "text-size": 11,
      "text-allow-overlap": true,
      "text-ignore-placement": true,
    },
    paint: { "text-color": white, "text-translate": corner },
  },
  {
    id: "selected-ring",
    type: "circle",
    source: "selected",
    paint: {
      "circle-radius": 23,
      "circle-color": white,
      "circle-opacity": 0.8,
      "circle-stroke-color": ink,
      "circle-stroke-width": 3,
      "circle-translate": [0, -above - 10],
    },
  },
  // A record inside a cluster has no symbol of its own: here it gets one.
  {
    id: "selected",
    type: "symbol",
    source: "selected",
    layout: { ...symbol, "icon-ignore-placement": true },
  },
  {
    id: "draft",
    type: "circle",
    source: "draft",
    paint: {
      "circle-radius": 8,
      "circle-color": "#0a6a64",
      "circle-stroke-color": white,
      "circle-stroke-width": 3,
    },
  },
];
