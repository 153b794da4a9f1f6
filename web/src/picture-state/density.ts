import type { Chart } from "./chart.ts";
import { type Filter, within } from "./filter.ts";
import type { Stretch } from "./stretch.ts";

export interface Density {
  /** How many events begin in each of the equal parts of the stretch, from the first part on. */
  parts: Int32Array;
  /** How many begin before the stretch, and how many after it. */
  earlier: number;
  later: number;
}

/** Counts the events of the latest versions within the filter along the stretch, in `count` equal parts. */
export function density(
  chart: Chart,
  filter: Filter,
  { from, until }: Stretch,
  count: number,
): Density {
  const parts = new Int32Array(count);
  const { at, replaced } = chart.columns;
  const matches = within(chart, { ...filter, inView: false }, null);
  const size = (until - from) / count;
  let [earlier, later] = [0, 0];
  for (let place = 0; place < chart.length; place++) {
    if (replaced[place] !== Infinity || !matches(place)) continue;
    const part = Math.floor((at[place]! - from) / size);
    if (part < 0) earlier++;
    else if (part >= count) later++;
    else parts[part]!++;
  }
  return { parts, earlier, later };
}
