import type { LayerSpecification } from "maplibre-gl";
import { mapFont } from "./base-style.ts";

/** A grid, what a person laid over the map, and what is being measured: sources of these names, drawn in these layers. */
export const ownSources = ["grid", "overlay", "measure"] as const;

const colour = "#b3134b";
const white = "#ffffff";

/** Below the records. */
export const layersBelow: LayerSpecification[] = [
  {
    ...{ id: "grid", type: "line", source: "grid" },
    paint: { "line-color": "#5b6f7d", "line-width": 0.7, "line-opacity": 0.7 },
  },
  {
    ...{ id: "grid-labels", type: "symbol", source: "grid" },
    layout: {
      ...{ "symbol-placement": "line", "symbol-spacing": 400, "text-field": ["get", "label"] },
      ...{ "text-font": mapFont, "text-size": 10.5 },
    },
    paint: { "text-color": "#3d4f5b", "text-halo-color": white, "text-halo-width": 1.5 },
  },
  {
    ...{ id: "overlay-areas", type: "fill", source: "overlay" },
    filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": colour, "fill-opacity": 0.12 },
  },
  {
    ...{ id: "overlay-lines", type: "line", source: "overlay" },
    paint: { "line-color": colour, "line-width": 2, "line-dasharray": [3, 1.5] },
  },
  {
    ...{ id: "overlay-points", type: "circle", source: "overlay" },
    filter: ["==", ["geometry-type"], "Point"],
    paint: {
      ...{ "circle-radius": 5, "circle-color": colour },
      ...{ "circle-stroke-color": white, "circle-stroke-width": 1.5 },
    },
  },
];

/** Above everything. */
export const layersAbove: LayerSpecification[] = [
  {
    ...{ id: "measure-line", type: "line", source: "measure" },
    paint: { "line-color": "#2f7de1", "line-width": 2.5, "line-dasharray": [2, 1] },
  },
  {
    ...{ id: "measure-points", type: "circle", source: "measure" },
    filter: ["==", ["geometry-type"], "Point"],
    paint: {
      ...{ "circle-radius": 5, "circle-color": "#2f7de1" },
      ...{ "circle-stroke-color": white, "circle-stroke-width": 2 },
    },
  },
];
