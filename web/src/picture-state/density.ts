import type { Chart } from "./chart.ts";
import { type Filter, within } from "./filter.ts";

/** The stretch of time that a time line shows: ms UTC, `until` is exclusive. */
export interface Stretch {
  from: number;
  until: number;
}

const day = 86_400_000;

/** From the first event to the last, whole days and a little room; a month up to `now` where there is none. */
export function stretchOf({ order, columns: { at } }: Chart, now: number): Stretch {
  if (order.length === 0) return { from: now - 30 * day, until: now + day };
  const [first, last] = [at[order[order.length - 1]!]!, at[order[0]!]!];
  const room = Math.max(day, (last - first) * 0.02);
  return { from: floor(first - room), until: floor(last + room) + day };
}

const floor = (time: number) => Math.floor(time / day) * day;

/** How many events of the latest versions within the filter begin in each of `count` equal parts of the stretch. */
export function density(
  chart: Chart,
  filter: Filter,
  { from, until }: Stretch,
  count: number,
): Int32Array {
  const parts = new Int32Array(count);
  const { at, replaced } = chart.columns;
  const matches = within(chart, { ...filter, inView: false }, null);
  const size = (until - from) / count;
  for (let place = 0; place < chart.length; place++) {
    if (replaced[place] !== Infinity) continue;
    const part = Math.floor((at[place]! - from) / size);
    if (part >= 0 && part < count && matches(place)) parts[part]!++;
  }
  return parts;
}
