import type { Columns } from "./columns.ts";
import { grown } from "./columns.ts";

/** All slots, ascending by (time, row). Newest first is a walk from the end. */
export interface TimeOrder {
  slots: Int32Array;
  length: number;
}

export function timeOrder(columns: Columns): TimeOrder {
  const slots = new Int32Array(columns.length);
  for (let slot = 0; slot < slots.length; slot++) slots[slot] = slot;
  if (!ascending(columns)) slots.sort((a, b) => compare(columns, a, b));
  return { slots, length: slots.length };
}

/** Merges new slots in one backward pass that touches only what is later than the earliest of them. */
export function merge(order: TimeOrder, columns: Columns, added: number[]): void {
  added.sort((a, b) => compare(columns, a, b));
  const length = order.length + added.length;
  if (length > order.slots.length) {
    order.slots = grown(order.slots, new Int32Array(Math.max(1024, Math.ceil(length * 1.25))));
  }
  const { slots } = order;
  let old = order.length - 1;
  let target = length - 1;
  for (let next = added.length - 1; next >= 0; target--) {
    const slot = added[next]!;
    if (old >= 0 && compare(columns, slots[old]!, slot) > 0) slots[target] = slots[old--]!;
    else {
      slots[target] = slot;
      next--;
    }
  }
  order.length = length;
}

/** Index of the first entry that is not before (at, row). */
export function lowerBound(order: TimeOrder, columns: Columns, at: number, row: number): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const slot = order.slots[middle]!;
    const before = columns.at[slot]! < at || (columns.at[slot] === at && columns.row[slot]! < row);
    if (before) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function compare(columns: Columns, a: number, b: number): number {
  return columns.at[a]! - columns.at[b]! || columns.row[a]! - columns.row[b]!;
}

function ascending(columns: Columns): boolean {
  for (let slot = 1; slot < columns.length; slot++) {
    if (compare(columns, slot - 1, slot) > 0) return false;
  }
  return true;
}
