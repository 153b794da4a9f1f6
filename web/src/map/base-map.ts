import "maplibre-gl/dist/maplibre-gl.css";
import type { FeatureCollection } from "geojson";
import { Map as MapLibre, setWorkerUrl } from "maplibre-gl";
import type { GeoJSONSource } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import type { FoundPlace, Lang } from "../api/shapes.ts";
import type { Place } from "../picture-state/address.ts";
import { land, lines } from "virtual:borders";
import { absolute, baseLayers, baseStyle } from "./base-style.ts";
import { type Basemap, basemapLabels, openBasemap } from "./basemap.ts";
import { mapColours, type MapTheme } from "./map-colours.ts";
import { countryFeatures, placeFeatures } from "./place-features.ts";
import { middleOfSight, outOfSight, roomAround } from "./sight.ts";

setWorkerUrl(workerUrl);

export const nothingDrawn: FeatureCollection = { type: "FeatureCollection", features: [] };

/** [west, south, east, north], degrees, WGS 84. */
export type Box = readonly [number, number, number, number];

/** What every map of the page can do, whatever is drawn on it. */
export interface BaseMap {
  theme(theme: MapTheme): void;
  /** Puts the operator's own map below; resolves to false where it cannot be read. */
  basemap(url: string): Promise<boolean>;
  places(list: readonly FoundPlace[]): void;
  /** Labels and the accessible name in this language; place and zoom stay. */
  speak(lang: Lang, title: string): void;
  fit(box: Box): void;
  zoomBy(steps: number): void;
  remove(): void;
}

export interface MadeMap {
  map: MapLibre;
  base: BaseMap;
  /** Draws this in the source of that name. */
  set(source: string, data: Parameters<GeoJSONSource["setData"]>[0]): void;
  /** From now on the map stays where it is, whatever room it has. */
  touch(): void;
  isUntouched(): boolean;
  /** Whether the processor draws instead of a graphics card: each drawing then keeps all else waiting. */
  bySoftware: boolean;
  /** Of a movement, ms: 0 for who wants none. */
  duration: number;
}

/**
 * Draws land, borders and names into the container and resolves when more can be drawn: at `place`, or with the whole `box` in sight.
 * Throws where WebGL 2 is missing.
 */
export async function makeMap(
  container: HTMLElement,
  box: Box,
  { place, theme: first }: { place: Place | null; theme: MapTheme },
): Promise<MadeMap> {
  let theme = first;
  let spoken: Lang = "ar";
  let basemap: Basemap | null = null;
  const map = new MapLibre({
    container,
    style: baseStyle(mapColours[theme]),
    ...(place
      ? { center: [place.longitude, place.latitude] as [number, number], zoom: place.zoom }
      : {
          bounds: [...box],
          fitBoundsOptions: {
            padding: roomAround(outOfSight(container), document.documentElement.dir),
          },
        }),
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

  const set: MadeMap["set"] = (id, data) => void map.getSource<GeoJSONSource>(id)?.setData(data);
  set("land", absolute(land));
  set("borders", absolute(lines));

  // Until a person moves the map it shows the whole area, whatever size it has; what lies over a part of it moves nothing.
  let whole = box;
  let untouched = place === null;
  map.on("movestart", (event) => {
    if (event.originalEvent) untouched = false;
  });
  map.on("resize", () => {
    if (untouched)
      map.fitBounds([...whole], {
        padding: roomAround(outOfSight(container), document.documentElement.dir),
        duration: 0,
      });
  });

  const sayBasemap = () => {
    if (!map.getLayer(basemapLabels)) return;
    map.setLayoutProperty(basemapLabels, "text-field", [
      "coalesce",
      ["get", `name:${spoken}`],
      ["get", "name:en"],
      ["get", "name"],
    ]);
  };
  const bySoftware = drawsBySoftware(map);
  const still = bySoftware || matchMedia("(prefers-reduced-motion: reduce)").matches;
  const duration = still ? 0 : 500;
  const base: BaseMap = {
    places(list) {
      set("places", placeFeatures(list));
      set("countries", countryFeatures(list));
    },
    theme(next) {
      theme = next;
      for (const layer of [
        ...baseLayers(mapColours[theme]),
        ...(basemap?.layers(mapColours[theme]) ?? []),
      ])
        for (const [name, value] of Object.entries(layer.paint ?? {}))
          map.setPaintProperty(layer.id, name as "fill-color", value as string);
    },
    async basemap(url) {
      try {
        basemap = await openBasemap(url);
        map.addSource("basemap", basemap.source);
        for (const layer of basemap.layers(mapColours[theme]))
          map.addLayer(layer, layer.id === basemapLabels ? "places" : "borders");
        sayBasemap();
        return true;
      } catch {
        return false;
      }
    },
    speak(lang, title) {
      spoken = lang;
      sayBasemap();
      const other = lang === "ar" ? "en" : "ar";
      for (const layer of ["places", "countries"])
        map.setLayoutProperty(layer, "text-field", ["coalesce", ["get", lang], ["get", other]]);
      map.getCanvas().setAttribute("aria-label", title);
    },
    fit(to) {
      whole = to;
      untouched = true;
      map.fitBounds([...to], {
        padding: roomAround(outOfSight(container), document.documentElement.dir),
        duration,
      });
    },
    zoomBy(steps) {
      untouched = false;
      const around = map.unproject(middleOfSight(container));
      map.easeTo({ zoom: map.getZoom() + steps, around, duration: duration / 2 });
    },
    remove: () => map.remove(),
  };
  const touch = () => void (untouched = false);
  return { map, base, set, touch, isUntouched: () => untouched, bySoftware, duration };
}

function drawsBySoftware(map: MapLibre): boolean {
  const context = map.getCanvas().getContext("webgl2");
  const named = context?.getExtension("WEBGL_debug_renderer_info");
  const renderer: unknown = named && context?.getParameter(named.UNMASKED_RENDERER_WEBGL);
  return /swiftshader|llvmpipe|software|basic render/i.test(String(renderer));
}
