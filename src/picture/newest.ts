import type { Columns } from "./columns.ts";
import { compare } from "./time-order.ts";

/** Keeps the `limit` newest of the slots it is shown, newest first. */
export interface Newest {
  offer(slot: number): void;
  readonly slots: number[];
}

export function newest(columns: Columns, limit: number): Newest {
  const slots: number[] = [];
  return {
    slots,
    offer(slot) {
      if (slots.length === limit && compare(columns, slot, slots[limit - 1]!) < 0) return;
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
