import type { FeatureCollection } from "geojson";
import type { LayerSpecification } from "maplibre-gl";
import { type BaseMap, type Box, makeMap, nothingDrawn } from "./base-map.ts";
import { mapFont } from "./base-style.ts";
import type { MapTheme } from "./map-colours.ts";

/** A map of what tasks need: areas, routes, lines, clashes and names. */
export interface TaskMap extends BaseMap {
  shapes(drawn: { shapes: FeatureCollection; labels: FeatureCollection }): void;
  clashes(features: FeatureCollection): void;
}

export interface TaskMapEvents {
  chosenPart(id: string): void;
  chosenClash(id: string): void;
  /** Where a person clicked, on a shape or beside: [longitude, latitude]. */
  clicked(position: [number, number]): void;
}

const white = "#ffffff";
const red = "#a4262c";
const ofColour = ["get", "colour"] as unknown as string;
const sources = ["task-shapes", "task-labels", "task-clashes"] as const;

const layers: LayerSpecification[] = [
  {
    ...{ id: "task-areas", type: "fill", source: "task-shapes" },
    filter: ["all", ["==", ["geometry-type"], "Polygon"], ["==", ["get", "line"], "part"]],
    paint: { "fill-color": ofColour, "fill-opacity": ["case", ["get", "on"], 0.4, 0.18] },
  },
  {
    ...{ id: "task-lines", type: "line", source: "task-shapes" },
    filter: ["==", ["get", "line"], "part"],
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": ofColour, "line-width": ["case", ["get", "on"], 5, 2.5] },
  },
  {
    ...{ id: "task-frame", type: "line", source: "task-shapes" },
    filter: ["==", ["get", "line"], "frame"],
    paint: { "line-color": ofColour, "line-width": 1.5, "line-dasharray": [4, 3] },
  },
  {
    ...{ id: "task-boundaries", type: "line", source: "task-shapes" },
    filter: ["in", ["get", "line"], ["literal", ["boundary", "control-line"]]],
    paint: {
      ...{ "line-color": ofColour, "line-dasharray": [6, 2, 1.5, 2] },
      "line-width": ["match", ["get", "line"], "boundary", 3, 1.8],
    },
  },
  {
    ...{ id: "task-points", type: "circle", source: "task-shapes" },
    filter: ["==", ["geometry-type"], "Point"],
    paint: {
      ...{ "circle-color": ofColour, "circle-radius": ["case", ["get", "on"], 8, 5] },
      ...{ "circle-stroke-color": white, "circle-stroke-width": 2 },
    },
  },
  {
    ...{ id: "task-labels", type: "symbol", source: "task-labels" },
    layout: {
      ...{ "text-field": ["get", "text"], "text-font": mapFont, "text-size": 13 },
      ...{ "text-max-width": 12, "text-variable-anchor": ["center", "bottom", "top"] },
    },
    paint: { "text-color": ofColour, "text-halo-color": white, "text-halo-width": 2 },
  },
  {
    ...{ id: "task-clashes", type: "circle", source: "task-clashes" },
    paint: {
      "circle-color": ["case", ["get", "open"], red, "#7d4e00"],
      "circle-radius": ["case", ["get", "on"], 14, 10],
      ...{ "circle-stroke-color": white, "circle-stroke-width": 3 },
    },
  },
  {
    ...{ id: "task-clash-marks", type: "symbol", source: "task-clashes" },
    layout: {
      ...{ "text-field": "!", "text-font": mapFont, "text-size": 15 },
      ...{ "text-allow-overlap": true, "text-ignore-placement": true },
    },
    paint: { "text-color": white },
  },
];
const clickable = ["task-clashes", "task-points", "task-lines", "task-areas"];

/** Draws it into the container, with the whole box in sight. Throws where WebGL 2 is missing. */
export async function createTaskMap(
  container: HTMLElement,
  box: Box,
  theme: MapTheme,
  events: TaskMapEvents,
): Promise<TaskMap> {
  const { map, base, set } = await makeMap(container, box, { place: null, theme });
  for (const id of sources) map.addSource(id, { type: "geojson", data: nothingDrawn });
  for (const layer of layers) map.addLayer(layer);

  map.on("click", (event) => {
    events.clicked([event.lngLat.lng, event.lngLat.lat]);
    const [hit] = map.queryRenderedFeatures(event.point, { layers: clickable });
    if (!hit) return;
    const id = String(hit.properties["id"]);
    if (hit.layer.id === "task-clashes") events.chosenClash(id);
    else if (id) events.chosenPart(id);
  });
  map.on("mousemove", (event) => {
    const over = map.queryRenderedFeatures(event.point, { layers: clickable }).length > 0;
    map.getCanvas().style.cursor = over ? "pointer" : "";
  });
  return {
    ...base,
    shapes({ shapes, labels }) {
      set("task-shapes", shapes);
      set("task-labels", labels);
    },
    clashes: (features) => set("task-clashes", features),
  };
}
