import type { Chart } from "./chart.ts";
import { type Filter, within } from "./filter.ts";
import type { Moment } from "./moment.ts";

/** What the picture shows at a moment: map, list and counts all read this. */
export interface State {
  /** Places in the chart, latest event first. */
  versions: Int32Array;
  /** By place in `chart.names.originator` and `chart.names.kind`. */
  byOriginator: Int32Array;
  byKind: Int32Array;
}

export interface Look {
  moment: Moment;
  filter: Filter;
  /** The map's box, [west, south, east, north], degrees. */
  view: readonly number[] | null;
  /** ms UTC: what "now" means for spans. */
  now: number;
}

/**
 * The versions that hold at the moment and are within the filter. An event is shown from its beginning on, for the span
 * after it, and as long as it goes on. Now shows what is announced for later too.
 */
export function stateAt(chart: Chart, { moment, filter, view, now }: Look): State {
  const { order, columns, names } = chart;
  const { at, until, known, replaced, originator, kind } = columns;
  const time = moment.at ?? Infinity;
  const since = moment.span === null ? -Infinity : (moment.at ?? now) - moment.span;
  const knownBy = moment.clock === "known" ? time : Infinity;
  const matches = within(chart, filter, view);
  const versions = new Int32Array(order.length);
  const byOriginator = new Int32Array(names.originator.length);
  const byKind = new Int32Array(names.kind.length);
  let count = 0;
  for (let nth = firstNotAfter(chart, time); nth < order.length; nth++) {
    const place = order[nth]!;
    if (
      knownBy === Infinity
        ? replaced[place] !== Infinity
        : !(known[place]! <= knownBy && knownBy < replaced[place]!)
    )
      continue;
    // What is over and began before the span is past; NaN, no end, is never greater.
    if (at[place]! <= since && !(until[place]! > (moment.at ?? now))) continue;
    if (!matches(place)) continue;
    versions[count++] = place;
    byOriginator[originator[place]!]!++;
    byKind[kind[place]!]!++;
  }
  return { versions: versions.subarray(0, count), byOriginator, byKind };
}

/** The first of the order that does not lie after `time`. */
function firstNotAfter({ order, columns: { at } }: Chart, time: number): number {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at[order[middle]!]! > time) low = middle + 1;
    else high = middle;
  }
  return low;
}
