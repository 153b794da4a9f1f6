import type { Chart } from "./chart.ts";
import { type Filter, within } from "./filter.ts";

/** When the events of all versions begin, latest first; ms UTC. */
export function allTimes({ order, columns: { at } }: Chart): Float64Array {
  return Float64Array.from(order, (place) => at[place]!);
}

/** When those of the latest versions within the filter begin, wherever the map looks; latest first, ms UTC. */
export function timesWithin(chart: Chart, filter: Filter): Float64Array {
  const { at, replaced } = chart.columns;
  const matches = within(chart, { ...filter, inView: false }, null);
  const latest = chart.order.filter((place) => replaced[place] === Infinity && matches(place));
  return Float64Array.from(latest, (place) => at[place]!);
}
