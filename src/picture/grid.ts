import type { Columns } from "./columns.ts";
import { grown, nowhere } from "./columns.ts";

const cellsPerDegree = 4;
const perDegree = 1e7;
const columnsAround = 360 * cellsPerDegree;

interface Cell {
  slots: Int32Array;
  length: number;
}

/** Slots by cells of a quarter of a degree: small boxes need not walk through time. */
export type Grid = Map<number, Cell>;

export function gridOf(columns: Columns): Grid {
  const grid: Grid = new Map();
  const sizes = new Map<number, number>();
  for (let slot = 0; slot < columns.length; slot++) {
    if (columns.lon[slot] === nowhere) continue;
    const key = keyOf(columns.lon[slot]!, columns.lat[slot]!);
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
  }
  for (const [key, size] of sizes) grid.set(key, { slots: new Int32Array(size), length: 0 });
  for (let slot = 0; slot < columns.length; slot++) put(grid, columns, slot);
  return grid;
}

export function put(grid: Grid, columns: Columns, slot: number): void {
  if (columns.lon[slot] === nowhere) return;
  const key = keyOf(columns.lon[slot]!, columns.lat[slot]!);
  let cell = grid.get(key);
  if (!cell) grid.set(key, (cell = { slots: new Int32Array(4), length: 0 }));
  if (cell.length === cell.slots.length) {
    cell.slots = grown(cell.slots, new Int32Array(Math.ceil(cell.length * 1.5)));
  }
  cell.slots[cell.length++] = slot;
}

/**
 * The cells that a box touches, or null where walking through time is the cheaper way.
 * `box` is [west, south, east, north] in degrees; west > east crosses the date line.
 */
export function cellsIn(grid: Grid, box: readonly number[], most: number): Cell[] | null {
  const [west, south, east, north] = box as [number, number, number, number];
  const spans =
    west <= east
      ? [[west, east]]
      : [
          [west, 180],
          [-180, east],
        ];
  const bottom = Math.floor((south + 90) * cellsPerDegree);
  const top = Math.floor((north + 90) * cellsPerDegree);
  const cells: Cell[] = [];
  let found = 0;
  for (const [from, to] of spans as [number, number][]) {
    const left = Math.floor((from + 180) * cellsPerDegree);
    const right = Math.floor((to + 180) * cellsPerDegree);
    if ((right - left + 1) * (top - bottom + 1) > 4096) return null;
    for (let y = bottom; y <= top; y++) {
      for (let x = left; x <= right; x++) {
        const cell = grid.get(y * (columnsAround + 1) + x);
        if (!cell) continue;
        cells.push(cell);
        if ((found += cell.length) > most) return null;
      }
    }
  }
  return cells;
}

function keyOf(lon: number, lat: number): number {
  const x = Math.floor((lon / perDegree + 180) * cellsPerDegree);
  const y = Math.floor((lat / perDegree + 90) * cellsPerDegree);
  return y * (columnsAround + 1) + x;
}
