import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from "maplibre-gl";
import { mapFont } from "./base-style.ts";
import { partnerColours, unknownColour } from "./partner-colours.ts";

const empty = { type: "FeatureCollection", features: [] } as const;
const white = "#ffffff";
const ink = "#16232d";

/** A cluster keeps the least and the greatest colour in it: where they are equal it has one originator. */
export const overlaySources: Record<string, SourceSpecification> = {
  records: {
    type: "geojson",
    data: { ...empty, features: [] },
    cluster: true,
    clusterRadius: 20,
    clusterMaxZoom: 17,
    maxzoom: 18,
    clusterProperties: {
      low: ["min", ["get", "colour"]],
      high: ["max", ["get", "colour"]],
    },
  },
  selected: { type: "geojson", data: { ...empty, features: [] } },
  draft: { type: "geojson", data: { ...empty, features: [] } },
};

const low: ExpressionSpecification = ["coalesce", ["get", "low"], ["get", "colour"]];
const high: ExpressionSpecification = ["coalesce", ["get", "high"], ["get", "colour"]];
const colour = [
  "case",
  ["!=", low, high],
  ink,
  ["match", low, ...partnerColours.flatMap((value, index) => [index, value]), unknownColour],
] as unknown as ExpressionSpecification;

export const clickable = ["records"];

const side = 24;
export const roomImage = {
  id: "room",
  image: { width: side, height: side, data: new Uint8Array(side * side * 4) },
};

export const overlayLayers: LayerSpecification[] = [
  {
    id: "records",
    type: "circle",
    source: "records",
    paint: {
      "circle-color": colour,
      "circle-radius": ["case", ["has", "point_count"], 12, 7.5],
      "circle-stroke-color": white,
      "circle-stroke-width": 2,
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
    layout: {
      "icon-image": roomImage.id,
      "icon-size": ["case", ["has", "point_count"], 1, 0.7],
      "icon-allow-overlap": true,
      "icon-padding": 0,
    },
  },
  {
    id: "record-counts",
    type: "symbol",
    source: "records",
    filter: ["has", "point_count"],
    layout: {
      "text-field": ["to-string", ["get", "point_count_abbreviated"]],
      "text-font": mapFont,
      "text-size": 12.5,
      "text-allow-overlap": true,
      "text-ignore-placement": true,
    },
    paint: { "text-color": white },
  },
  {
    id: "selected-ring",
    type: "circle",
    source: "selected",
    paint: {
      "circle-radius": 15,
      "circle-color": white,
      "circle-opacity": 0.75,
      "circle-stroke-color": ink,
      "circle-stroke-width": 3,
    },
  },
  {
    // A record inside a cluster has no dot of its own: here it gets one.
    id: "selected",
    type: "circle",
    source: "selected",
    paint: { "circle-color": colour, "circle-radius": 8 },
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
