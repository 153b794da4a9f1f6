import type { Chart } from "./chart.ts";
import { type Filter, within } from "./filter.ts";
import { type Moment, shownUntil } from "./moment.ts";

/** What the picture shows at a moment: map, list and counts all read this. */
export interface State {
  /** Places in the chart, latest event first. */
  versions: Int32Array;
  /** By place in `chart.names.originator` and `chart.names.kind`. */
  byOriginator: Int32Array;
  byKind: Int32Array;
  /** How many within the filter lie ahead of now; 0 at any other moment. */
  ahead: number;
}

export interface Look {
  moment: Moment;
  filter: Filter;
  /** The map's box, [west, south, east, north], degrees. */
  view: readonly number[] | null;
  /** ms UTC. */
  now: number;
}

/**
 * The versions that hold at the moment and are within the filter. An event is shown from its beginning on, for the span
 * after it, and as long as it goes on. What is planned or announced for later is not so now: it is counted alone.
 */
export function stateAt(chart: Chart, { moment, filter, view, now }: Look): State {
  const { order, columns, names } = chart;
  const { at, until, known, replaced, originator, kind } = columns;
  const time = shownUntil(moment, now);
  const since = moment.span === null ? -Infinity : (moment.at ?? now) - moment.span;
  const knownBy = moment.clock === "known" && moment.at !== null ? moment.at : Infinity;
  const matches = within(chart, filter, view);
  const versions = new Int32Array(order.length);
  const byOriginator = new Int32Array(names.originator.length);
  const byKind = new Int32Array(names.kind.length);
  let count = 0;
  const first = firstNotAfter(chart, time);
  let ahead = 0;
  for (let nth = 0; nth < first && moment.at === null; nth++) {
    const place = order[nth]!;
    if (replaced[place] === Infinity && matches(place)) ahead++;
  }
  for (let nth = first; nth < order.length; nth++) {
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
  return { versions: versions.subarray(0, count), byOriginator, byKind, ahead };
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
