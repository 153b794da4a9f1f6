import type { FeatureCollection, Point } from "geojson";
import type { Map as MapLibre, MapMouseEvent } from "maplibre-gl";
import type { Lang, ListedRecord } from "../api/shapes.ts";
import { digitsIn } from "../format/locale.ts";
import type { Place } from "../picture-state/address.ts";
import { type Chart, emptyChart, idAt } from "../picture-state/chart.ts";
import type { ControlState, Held } from "../picture-state/control-at.ts";
import { type BaseMap, type Box, makeMap, nothingDrawn } from "./base-map.ts";
import { clusterFeatures, mostOfEvent } from "./cluster-features.ts";
import { type Cluster, clustersOf } from "./clusters.ts";
import { drawingGate } from "./drawing-gate.ts";
import { graticule } from "./graticule.ts";
import { heldFeatures } from "./held-features.ts";
import type { MapTheme } from "./map-colours.ts";
import { layersAbove, layersBelow, ownSources } from "./own-layers.ts";
import { ofSeveral, partnerColours, severalColour, unknownColour } from "./partner-colours.ts";
import { clickable, overlayLayers, overlaySources, roomImage } from "./record-layers.ts";
import { shapeFeatures } from "./shape-features.ts";
import { boxInSight, boxOf, middleOfSight, outOfSight, roomAround, toMiddle } from "./sight.ts";

/** ms from one drawing of the records to the next: more often nobody sees, and the list beside them goes on; without a graphics card drawing would leave no time for anything else. */
const between = { withCard: 100, without: 300 };

/** What a person begins to do something by. */
const acts = ["pointerdown", "keydown"] as const;

/** ms from the end of a movement until what lies there now is reckoned. */
const afterMove = 40;

/** A position as [longitude, latitude], degrees, WGS 84. */
export type Position = [number, number];

export interface MapEvents {
  /** Records by their places in the chart: one, or those that lie on top of each other. */
  chosen(places: number[]): void;
  /** A record with a line or an area, by its id. */
  chosenShape(id: string): void;
  /** A settlement, by its place in the list. */
  chosenHeld(nth: number): void;
  /** Where a person clicked while a position is being picked. */
  picked(position: Position): void;
  /** Where the pointer is; null: not over the map. */
  pointed(position: Position | null): void;
  /** What is drawn each by itself or with few others, by its ids. */
  drawn(ids: string[]): void;
  /** [west, south, east, north] and the middle of what can be seen, after each move and each change of how much that is; `byPerson`: not by the map itself. */
  moved(box: number[], place: Place, byPerson: boolean): void;
}

/** The map as the page uses it; everything about MapLibre stays behind this. */
export interface PictureMap extends BaseMap {
  /** Draws these versions of the chart; `colours`: index of the colour by place in `names.originator`. */
  records(chart: Chart, versions: Int32Array, colours: readonly number[]): void;
  /** `with`: all records of one event with this one, itself among them; what tells of one event is drawn as one. */
  events(eventWith: (id: string) => readonly string[]): void;
  /** Draws settlements; `colour` gives a holder's. */
  held(list: readonly Held[], colour: (holder: string) => string): void;
  /** Draws lines and areas; `colour` gives an originator's. */
  shapes(list: readonly ListedRecord[], colour: (originator: string | null) => string): void;
  /** Draws what a person laid over the map. */
  overlay(features: FeatureCollection): void;
  /** Draws the points that are measured between, and the way from one to the next. */
  measure(features: FeatureCollection): void;
  /** Lines of degrees over the map. */
  grid(on: boolean): void;
  /** What the map shows, as the address of a picture (PNG). */
  image(): Promise<string>;
  /** Rings a record and draws its symbol (see `symbolIcon`); null: none. */
  select(record: { position: Position; icon: string } | null): void;
  draft(position: Position | null): void;
  picking(on: boolean): void;
  flyTo(position: Position): void;
  goTo(place: Place): void;
  /** Moves the map only where the position is not in sight. */
  keepInSight(position: Position): void;
}

/**
 * Draws the map into the container and resolves when it can be used: at `place`, or with the whole `box` in sight.
 * Throws where WebGL 2 is missing.
 */
export async function createPictureMap(
  container: HTMLElement,
  box: Box,
  { place, theme }: { place: Place | null; theme: MapTheme },
  events: MapEvents,
): Promise<PictureMap> {
  const { map, base, set, touch, isUntouched, bySoftware, duration } = await makeMap(
    container,
    box,
    {
      place,
      theme,
    },
  );
  let grid = false;
  map.addImage(roomImage.id, roomImage.image);
  for (const [id, source] of Object.entries(overlaySources)) map.addSource(id, source);
  for (const id of ownSources) map.addSource(id, { type: "geojson", data: nothingDrawn });
  for (const layer of [...layersBelow, ...overlayLayers, ...layersAbove]) map.addLayer(layer);
  drawImagesWhenMissing(map);

  const point = (position: Position | null, properties = {}): FeatureCollection<Point> => ({
    type: "FeatureCollection",
    features: position
      ? [{ type: "Feature", properties, geometry: { type: "Point", coordinates: position } }]
      : [],
  });

  const last = new Map<string, string>();
  /** Draws what is other than before: any drawing draws the whole map. */
  const setNew = (source: string, data: FeatureCollection) => {
    const text = JSON.stringify(data);
    if (last.get(source) === text) return;
    last.set(source, text);
    set(source, data);
  };
  const nothing: [Chart, Int32Array, readonly number[]] = [emptyChart, new Int32Array(0), []];
  let shown = nothing;
  let clusters: Cluster[] = [];
  let eventWith = (id: string): readonly string[] => [id];
  let spoken: Lang = "ar";
  const written = (number: string) => digitsIn(spoken, number);
  const draw = () => {
    const [chart, versions, colours] = shown;
    clusters = clustersOf(
      chart,
      versions,
      Math.round(map.getZoom() * 2) / 2,
      withMargin(boxOf(map)),
    );
    set("records", clusterFeatures(chart, clusters, colours, eventWith, written));
    events.drawn(few(clusters).map((place) => idAt(chart, place)));
  };
  const gate = drawingGate(draw, bySoftware ? between.without : between.withCard);
  const acted = (event: Event) => {
    if (!(event instanceof KeyboardEvent && event.repeat)) gate.acted();
  };
  for (const act of acts) document.addEventListener(act, acted, true);
  map.on("sourcedata", ({ sourceId, isSourceLoaded }) => {
    if (sourceId === "records" && isSourceLoaded) gate.drawn();
  });
  // Out of sight nothing is drawn, and no source says that it is loaded.
  map.on("idle", gate.drawn);

  let picking = false;
  map.on("click", (event) => {
    if (picking) events.picked(round(event));
    else choose(map, event, { clusters, events, offset: offset(), duration });
  });
  map.on("mouseout", () => events.pointed(null));
  map.on("mousemove", (event) => {
    events.pointed([event.lngLat.lng, event.lngLat.lat]);
    const over =
      !picking && map.queryRenderedFeatures(event.point, { layers: clickable }).length > 0;
    map.getCanvas().style.cursor = picking ? "crosshair" : over ? "pointer" : "";
  });
  /** From the middle of the map to the middle of what can be seen of it. */
  const offset = () => toMiddle(outOfSight(container));
  const show = ({ longitude, latitude, zoom }: Place, within: number) =>
    map.easeTo({ center: [longitude, latitude], zoom, offset: offset(), duration: within });
  if (place) show(place, 0);
  /** The middle of what can be seen. */
  let seen = placeOf(map);
  const tellMoved = () => {
    // Behind another view there is no sight of it.
    if (container.clientWidth === 0) return;
    seen = placeOf(map);
    events.moved(boxInSight(map), seen, !isUntouched());
  };
  let moved: ReturnType<typeof setTimeout> | undefined;
  // A map that gets another size moves more than once, and what made the room is to be painted first.
  map.on("moveend", () => {
    clearTimeout(moved);
    moved = setTimeout(() => {
      gate.want();
      drawGrid();
      tellMoved();
    }, afterMove);
  });
  /** Tells first when it begins to watch. */
  const sight = new ResizeObserver(tellMoved);
  sight.observe(container.parentElement!);

  const drawGrid = () => setNew("grid", grid ? graticule(boxOf(map)) : nothingDrawn);
  return {
    ...base,
    remove() {
      clearTimeout(moved);
      gate.close();
      for (const act of acts) document.removeEventListener(act, acted, true);
      sight.disconnect();
      base.remove();
    },
    speak(lang, title) {
      base.speak(lang, title);
      spoken = lang;
      gate.want();
      // Once the page is written the other way, something else may lie over the map's other side.
      const middle = seen;
      requestAnimationFrame(() => offset()[0] !== 0 && show(middle, 0));
    },
    records(chart, versions, colours) {
      shown = [chart, versions, colours];
      gate.want();
    },
    events(given) {
      eventWith = given;
      gate.want();
    },
    held: (list, colour) => setNew("held", heldFeatures(list, colour)),
    shapes: (list, colour) => setNew("shapes", shapeFeatures(list, colour)),
    overlay: (features) => set("overlay", features),
    measure: (features) => setNew("measure", features),
    grid(on) {
      grid = on;
      drawGrid();
    },
    image: () =>
      new Promise((resolve, reject) => {
        // What is drawn can be read only while it is being drawn.
        map.once("idle", () => {
          map.once("render", () => {
            try {
              resolve(map.getCanvas().toDataURL("image/png"));
            } catch (error) {
              reject(error);
            }
          });
          map.triggerRepaint();
        });
        map.triggerRepaint();
      }),
    select: (record) =>
      setNew("selected", point(record && record.position, { icon: record?.icon ?? "" })),
    draft: (position) => setNew("draft", point(position)),
    picking(on) {
      picking = on;
      map.getCanvas().style.cursor = on ? "crosshair" : "";
    },
    flyTo(center) {
      touch();
      map.easeTo({ center, zoom: Math.max(map.getZoom(), 7), offset: offset(), duration });
    },
    goTo(place) {
      touch();
      show(place, duration);
    },
    keepInSight(center) {
      const { x, y } = map.project(center);
      const { left, right, top, bottom } = roomAround(outOfSight(container), document.dir);
      const { clientWidth, clientHeight } = container;
      const isInSight = x > left && x < clientWidth - right && y > top && y < clientHeight - bottom;
      if (!isInSight) map.easeTo({ center, offset: offset(), duration });
    },
  };
}

/** Symbols are drawn when the map first needs them: a few dozen of the thousands there could be. */
function drawImagesWhenMissing(map: MapLibre): void {
  map.setMissingStyleImageResolver(async (id) => {
    const [way, first = "", second = ""] = id.split("/");
    const [{ pixelRatio, symbolImage }, { heldImage }] = await Promise.all([
      import("./symbol-images.ts"),
      import("./held-images.ts"),
    ]);
    // Another tile asked for it meanwhile.
    if (map.hasImage(id)) return;
    if (way === "symbol") {
      const colour =
        Number(second) === ofSeveral
          ? severalColour
          : (partnerColours[Number(second)] ?? unknownColour);
      const image = await symbolImage(first, colour);
      if (!map.hasImage(id)) map.addImage(id, image, { pixelRatio });
    } else if (way === "held") {
      const colours = second.split("+").filter(Boolean);
      map.addImage(id, heldImage(first as ControlState, colours), { pixelRatio });
    }
  });
}

/** Tells what was clicked. A large cluster is opened by zooming in instead. */
function choose(
  map: MapLibre,
  event: MapMouseEvent,
  {
    clusters,
    events,
    ...way
  }: {
    clusters: readonly Cluster[];
    events: MapEvents;
    offset: [number, number];
    duration: number;
  },
): void {
  const [hit] = map.queryRenderedFeatures(event.point, { layers: clickable });
  if (!hit) return;
  const nth = Number(hit.properties["nth"]);
  if (hit.layer.id === "held") return events.chosenHeld(nth);
  if (hit.layer.id.startsWith("shape")) return events.chosenShape(String(hit.properties["id"]));
  const cluster = clusters[nth];
  if (!cluster) return;
  if (cluster.count > 12 && map.getZoom() < 13) {
    map.easeTo({ center: event.lngLat, zoom: map.getZoom() + 1.5, ...way });
    return;
  }
  const isEvent = Number(hit.properties["sources"]) > 0;
  events.chosen(isEvent ? cluster.places.slice(0, 1) : cluster.places);
}

/** Places in the chart of what may be one event. */
function few(clusters: readonly Cluster[]): number[] {
  return clusters.flatMap(({ count, places }) => (count > mostOfEvent ? [] : places));
}

/** The box with half of its size around it, so that something stands there while the map is moved. */
function withMargin([west, south, east, north]: readonly [number, number, number, number]) {
  const [width, height] = [(east - west) / 2, (north - south) / 2];
  return [west - width, south - height, east + width, north + height] as const;
}

function placeOf(map: MapLibre): Place {
  const { lng, lat } = map.unproject(middleOfSight(map.getContainer()));
  return { longitude: lng, latitude: lat, zoom: map.getZoom() };
}

/** Four decimals are about 10 m: finer than a click. */
function round({ lngLat }: MapMouseEvent): Position {
  return [Math.round(lngLat.lng * 1e4) / 1e4, Math.round(lngLat.lat * 1e4) / 1e4];
}
