import "maplibre-gl/dist/maplibre-gl.css";
import type { FeatureCollection, Point } from "geojson";
import { Map as MapLibre, setWorkerUrl } from "maplibre-gl";
import type { GeoJSONSource, MapMouseEvent } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import type { FoundPlace, Lang, ListedRecord } from "../api/shapes.ts";
import { baseStyle } from "./base-style.ts";
import { loadBorders } from "./borders.ts";
import { countryFeatures, placeFeatures } from "./place-features.ts";
import { recordFeatures } from "./record-features.ts";
import { clickable, overlayLayers, overlaySources, roomImage } from "./record-layers.ts";

setWorkerUrl(workerUrl);

/** A position as [longitude, latitude], degrees, WGS 84. */
export type Position = [number, number];

export interface MapEvents {
  /** One record, or those that lie on top of each other, and where they are. */
  chosen(ids: string[]): void;
  /** Where a person clicked while a position is being picked. */
  picked(position: Position): void;
  /** [west, south, east, north] after each move. */
  moved(box: number[]): void;
}

/** The map as the page uses it; everything about MapLibre stays behind this. */
export interface PictureMap {
  records(list: readonly ListedRecord[], colourIndex: (partner: string | null) => number): void;
  places(list: readonly FoundPlace[]): void;
  /** Labels and the accessible name in this language; place and zoom stay. */
  speak(lang: Lang, title: string): void;
  /** Rings a record, in the colour with this place in the list of colours; null: none. */
  select(record: { position: Position; colour: number } | null): void;
  draft(position: Position | null): void;
  picking(on: boolean): void;
  flyTo(position: Position): void;
  /** Moves the map only where the position is not in sight. */
  keepInSight(position: Position): void;
  fit(box: readonly [number, number, number, number]): void;
  zoomBy(steps: number): void;
  remove(): void;
}

/** Draws the map into the container and resolves when it can be used. Throws where WebGL 2 is missing. */
export async function createPictureMap(
  container: HTMLElement,
  box: readonly [number, number, number, number],
  events: MapEvents,
): Promise<PictureMap> {
  const map = new MapLibre({
    container,
    style: baseStyle(),
    bounds: [...box],
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    maxZoom: 16,
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  await map.once("load");
  map.addImage(roomImage.id, roomImage.image);
  for (const [id, source] of Object.entries(overlaySources)) map.addSource(id, source);
  for (const layer of overlayLayers) map.addLayer(layer);

  const set = (id: string, data: Parameters<GeoJSONSource["setData"]>[0]) =>
    void map.getSource<GeoJSONSource>(id)?.setData(data);
  const point = (position: Position | null, properties = {}): FeatureCollection<Point> => ({
    type: "FeatureCollection",
    features: position
      ? [{ type: "Feature", properties, geometry: { type: "Point", coordinates: position } }]
      : [],
  });

  void loadBorders().then(({ land, lines }) => {
    set("land", land);
    set("borders", lines);
  });

  // Until a person moves the map it shows the whole area, whatever room it has.
  let untouched = true;
  map.on("movestart", (event) => {
    if (event.originalEvent) untouched = false;
  });
  map.on("resize", () => {
    if (untouched) map.fitBounds([...box], { padding: 24, duration: 0 });
  });

  let picking = false;
  map.on("click", (event) => {
    if (picking) events.picked(round(event));
    else void choose(map, event).then((ids) => ids.length > 0 && events.chosen(ids));
  });
  map.on("mousemove", (event) => {
    const over =
      !picking && map.queryRenderedFeatures(event.point, { layers: clickable }).length > 0;
    map.getCanvas().style.cursor = picking ? "crosshair" : over ? "pointer" : "";
  });
  map.on("moveend", () => events.moved(boxOf(map)));
  events.moved(boxOf(map));

  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const duration = still ? 0 : 500;
  return {
    records: (list, colourIndex) => set("records", recordFeatures(list, colourIndex)),
    places(list) {
      set("places", placeFeatures(list));
      set("countries", countryFeatures(list));
    },
    speak(lang, title) {
      const other = lang === "ar" ? "en" : "ar";
      for (const layer of ["places", "countries"])
        map.setLayoutProperty(layer, "text-field", ["coalesce", ["get", lang], ["get", other]]);
      map.getCanvas().setAttribute("aria-label", title);
    },
    select: (record) =>
      set("selected", point(record && record.position, { colour: record?.colour ?? -1 })),
    draft: (position) => set("draft", point(position)),
    picking(on) {
      picking = on;
      map.getCanvas().style.cursor = on ? "crosshair" : "";
    },
    flyTo(center) {
      untouched = false;
      map.easeTo({ center, zoom: Math.max(map.getZoom(), 7), duration });
    },
    keepInSight(center) {
      if (!map.getBounds().contains(center)) map.easeTo({ center, duration });
    },
    fit(to) {
      untouched = true;
      map.fitBounds([...to], { padding: 24, duration });
    },
    zoomBy(steps) {
      untouched = false;
      map.zoomTo(map.getZoom() + steps, { duration: duration / 2 });
    },
    remove: () => map.remove(),
  };
}

/** What was clicked: a record, or those of a cluster. A large cluster is opened by zooming in instead. */
async function choose(map: MapLibre, event: MapMouseEvent): Promise<string[]> {
  const [hit] = map.queryRenderedFeatures(event.point, { layers: clickable });
  if (!hit) return [];
  const clusterId = hit.properties["cluster_id"] as number | undefined;
  if (clusterId === undefined) return [String(hit.properties["id"])];
  const source = map.getSource<GeoJSONSource>("records")!;
  const zoom = await source.getClusterExpansionZoom(clusterId);
  if (Number(hit.properties["point_count"]) > 12 && zoom <= 14) {
    map.easeTo({ center: event.lngLat, zoom: zoom + 0.3 });
    return [];
  }
  const leaves = await source.getClusterLeaves(clusterId, 100, 0);
  return leaves.map((leaf) => String(leaf.properties?.["id"]));
}

function boxOf(map: MapLibre): number[] {
  const bounds = map.getBounds();
  return [
    Math.max(-180, bounds.getWest()),
    Math.max(-90, bounds.getSouth()),
    Math.min(180, bounds.getEast()),
    Math.min(90, bounds.getNorth()),
  ];
}

/** Four decimals are about 10 m: finer than a click. */
function round({ lngLat }: MapMouseEvent): Position {
  return [Math.round(lngLat.lng * 1e4) / 1e4, Math.round(lngLat.lat * 1e4) / 1e4];
}
