import type { Columns } from "./columns.ts";
import { compare } from "./time-order.ts";

/** Keeps the `limit` newest of the slots it is shown, newest first. */
export interface Newest {
  /** False: as many newer ones are held already. */
  wants(slot: number): boolean;
  offer(slot: number): void;
  readonly slots: number[];
}

export function newest(columns: Columns, limit: number): Newest {
  const slots: number[] = [];
  return {
    slots,
    wants: (slot) => slots.length < limit || compare(columns, slot, slots[limit - 1]!) > 0,
    offer(slot) {
      let low = 0;
      let high = slots.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (compare(columns, slots[middle]!, slot) > 0) low = middle + 1;
        else high = middle;
      }
      slots.splice(low, 0, slot);
      if (slots.length > limit) slots.pop();
    },
  };
}
