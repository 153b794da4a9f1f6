import type { Chart } from "../picture-state/chart.ts";
import { nowhere } from "../picture-state/chart.ts";

/** Records that lie too close together at this zoom to be drawn apart; of one alone `places` is that one. */
export interface Cluster {
  /** Of the world from west to east and from north to south, 0 to 1 (Web Mercator). */
  x: number;
  y: number;
  count: number;
  /** Places in the chart, latest first, at most `mostListed`. */
  places: number[];
  /** Place in `names.originator`; −1 where they are of several. */
  originator: number;
}

/** So many of a cluster can be listed one by one. */
export const mostListed = 100;

/** Apart from each other by so many pixels at least. */
const apart = 40;
const tile = 512;

/**
 * Brings what lies close together into clusters: the world is cut into cells that do not move with the map, so that
 * clusters stay where they are while it is moved, and cells whose middles come too close are put together.
 * `box`: [west, south, east, north], degrees; what lies outside is left out.
 */
export function clustersOf(
  chart: Chart,
  versions: Int32Array,
  zoom: number,
  box: readonly [number, number, number, number],
): Cluster[] {
  const { x, y } = mercator(chart);
  const { lon, originator } = chart.columns;
  const side = apart / (tile * 2 ** zoom);
  const across = Math.ceil(1 / side);
  const [west, east] = [xOf(box[0]), xOf(box[2])];
  const [north, south] = [yOf(box[3]), yOf(box[1])];
  const cells = new Map<number, Cluster>();
  for (const place of versions) {
    if (lon[place] === nowhere) continue;
    const [px, py] = [x[place]!, y[place]!];
    if (px < west || px > east || py < north || py > south) continue;
    const key = Math.floor(py / side) * across + Math.floor(px / side);
    const cell = cells.get(key);
    if (!cell) {
      cells.set(key, { x: px, y: py, count: 1, places: [place], originator: originator[place]! });
      continue;
    }
    cell.count++;
    cell.x += (px - cell.x) / cell.count;
    cell.y += (py - cell.y) / cell.count;
    if (cell.places.length < mostListed) cell.places.push(place);
    if (cell.originator !== originator[place]) cell.originator = -1;
  }
  return joined(cells, side, across);
}

/** Larger cells take those beside them whose middles are nearer than three quarters of a cell. */
function joined(cells: Map<number, Cluster>, side: number, across: number): Cluster[] {
  const inOrder = [...cells].toSorted(([a, one], [b, other]) => other.count - one.count || a - b);
  const taken = new Set<number>();
  const found: Cluster[] = [];
  for (const [key, cell] of inOrder) {
    if (taken.has(key)) continue;
    taken.add(key);
    for (const step of [-across - 1, -across, -across + 1, -1, 1, across - 1, across, across + 1]) {
      const other = cells.get(key + step);
      if (!other || taken.has(key + step)) continue;
      if (Math.hypot(other.x - cell.x, other.y - cell.y) > side * 0.75) continue;
      taken.add(key + step);
      join(cell, other);
    }
    found.push(cell);
  }
  return found;
}

function join(cell: Cluster, other: Cluster): void {
  const count = cell.count + other.count;
  cell.x += ((other.x - cell.x) * other.count) / count;
  cell.y += ((other.y - cell.y) * other.count) / count;
  cell.count = count;
  if (cell.places.length < mostListed)
    cell.places = [...cell.places, ...other.places].slice(0, mostListed);
  if (cell.originator !== other.originator) cell.originator = -1;
}

/** Longitude and latitude, degrees, of a point of the world. */
export function positionOf({ x, y }: Pick<Cluster, "x" | "y">): [number, number] {
  const latitude = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  return [x * 360 - 180, latitude];
}

const xOf = (longitude: number) => (longitude + 180) / 360;

function yOf(latitude: number): number {
  const sine = Math.sin((Math.max(-85.05, Math.min(85.05, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

const projected = new WeakMap<Chart, { x: Float64Array; y: Float64Array }>();

/** Computed once for each chart: time and zoom change more often. */
function mercator(chart: Chart): { x: Float64Array; y: Float64Array } {
  const known = projected.get(chart);
  if (known) return known;
  const { lon, lat } = chart.columns;
  const made = { x: new Float64Array(lon.length), y: new Float64Array(lat.length) };
  // Not `from`, which goes value by value through an iterator: five times as long, in one piece.
  for (let place = 0; place < lon.length; place++) {
    made.x[place] = xOf(lon[place]! / 1e7);
    made.y[place] = yOf(lat[place]! / 1e7);
  }
  projected.set(chart, made);
  return made;
}
