import { LngLatBounds, type Map as MapLibre } from "maplibre-gl";

/** Pixels at the edges of a map. */
export interface Edges {
  left: number;
  right: number;
  bottom: number;
}

/** What its parent cuts off of a map. */
export function outOfSight(container: HTMLElement): Edges {
  const map = container.getBoundingClientRect();
  const sight = container.parentElement!.getBoundingClientRect();
  const px = (over: number) => Math.max(0, Math.round(over));
  return {
    left: px(sight.left - map.left),
    right: px(map.right - sight.right),
    bottom: px(map.bottom - sight.bottom),
  };
}

/** From the middle of a map to the middle of what can be seen of it, in pixels: right, down. */
export function toMiddle({ left, right, bottom }: Edges): [number, number] {
  return [(left - right) / 2, -bottom / 2];
}

/** Pixels from the map's upper left corner. */
export function middleOfSight(container: HTMLElement): [number, number] {
  const [right, down] = toMiddle(outOfSight(container));
  return [container.clientWidth / 2 + right, container.clientHeight / 2 + down];
}

/** Pixels that what is brought in sight keeps from the map's edges: more where the tools lie over it. */
export function roomAround({ left, right, bottom }: Edges, dir: string) {
  const [narrow, wide] = [24, 64];
  return {
    top: narrow,
    bottom: bottom + narrow,
    left: left + (dir === "rtl" ? wide : narrow),
    right: right + (dir === "rtl" ? narrow : wide),
  };
}

/** What the map draws, seen or not: [west, south, east, north], degrees. */
export function boxOf(map: MapLibre): [number, number, number, number] {
  return bounded(map.getBounds());
}

/** What of the map can be seen, likewise. */
export function boxInSight(map: MapLibre): [number, number, number, number] {
  const { left, right, bottom } = outOfSight(map.getContainer());
  const { clientWidth, clientHeight } = map.getContainer();
  const southWest = map.unproject([left, clientHeight - bottom]);
  return bounded(new LngLatBounds(southWest, map.unproject([clientWidth - right, 0])));
}

function bounded(bounds: LngLatBounds): [number, number, number, number] {
  return [
    Math.max(-180, bounds.getWest()),
    Math.max(-90, bounds.getSouth()),
    Math.min(180, bounds.getEast()),
    Math.min(90, bounds.getNorth()),
  ];
}
