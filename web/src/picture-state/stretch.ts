import type { Chart } from "./chart.ts";

/** The stretch of time that a time line shows: ms UTC, `until` is exclusive. */
export interface Stretch {
  from: number;
  until: number;
}

const day = 86_400_000;
/** A shorter gap than this between two events leaves nothing out. */
const farGap = 30 * day;

/** From the first event to the last, whole days and a little room; a month up to `now` where there is none. */
export function wholeStretch(chart: Chart, now: number): Stretch {
  return around(chart, 0, chart.order.length) ?? { from: now - 30 * day, until: now + day };
}

/** Where most of the events lie: without what stands alone at an end, behind a gap longer than all the rest. */
export function usualStretch(chart: Chart, now: number): Stretch {
  return around(chart, ...cut(chart, 0, chart.order.length, "larger")) ?? wholeStretch(chart, now);
}

/** Where what the stretch leaves out at this end goes on, up to the next such gap; null: it leaves out nothing there. */
export function stretchBeyond(
  chart: Chart,
  { from, until }: Stretch,
  end: "earlier" | "later",
): Stretch | null {
  const { length } = chart.order;
  return end === "later"
    ? around(chart, ...cut(chart, 0, firstBefore(chart, until), "older"))
    : around(chart, ...cut(chart, firstBefore(chart, from), length, "newer"));
}

/** What is left of a part of the order when at each gap that is longer than all the rest one side is taken away. */
function cut(
  { order, columns: { at } }: Chart,
  from: number,
  to: number,
  keep: "larger" | "newer" | "older",
): [start: number, stop: number] {
  const time = (nth: number) => at[order[nth]!]!;
  let [start, stop] = [from, to];
  for (;;) {
    let [gap, behind] = [farGap, start];
    for (let nth = start + 1; nth < stop; nth++) {
      const apart = time(nth - 1) - time(nth);
      if (apart > gap) [gap, behind] = [apart, nth];
    }
    if (behind === start || gap * 2 <= time(start) - time(stop - 1)) return [start, stop];
    const [newer, older] = [behind - start, stop - behind];
    if (keep === "larger" && newer === older) return [start, stop];
    if (keep === "newer" || (keep === "larger" && newer > older)) stop = behind;
    else start = behind;
  }
}

function around({ order, columns: { at } }: Chart, start: number, stop: number): Stretch | null {
  if (start === stop) return null;
  const [first, last] = [at[order[stop - 1]!]!, at[order[start]!]!];
  const room = Math.max(day, (last - first) * 0.02);
  return { from: floor(first - room), until: floor(last + room) + day };
}

const floor = (time: number) => Math.floor(time / day) * day;

/** The first of the order that lies before `time`. */
function firstBefore({ order, columns: { at } }: Chart, time: number): number {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at[order[middle]!]! >= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
