/** The stretch of time that a time line shows: ms UTC, `until` is exclusive. */
export interface Stretch {
  from: number;
  until: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** A shorter gap than this between two events leaves nothing out. */
const farGap = 30 * day;

/** What a person chose to see of it; "whole" goes on with what comes in; null: nothing was chosen. */
export type StretchChoice = Stretch | "whole" | null;

/** When events begin, latest first; ms UTC. */
type Times = Float64Array;

/** From the first event to the last, whole days and a little room; a month up to `now` where there is none. */
export function wholeStretch(times: Times, now: number): Stretch {
  return around(times, 0, times.length) ?? { from: now - 30 * day, until: now + day };
}

/** Where most of the events lie: without what stands alone at an end, behind a gap longer than all the rest. */
export function usualStretch(times: Times, now: number): Stretch {
  return around(times, ...cut(times, 0, times.length, "larger")) ?? wholeStretch(times, now);
}

/** The one chosen; without any where most events lie, or the whole where the time shown (ms UTC; null: now) lies elsewhere. */
export function stretchOf(
  choice: StretchChoice,
  { usual, whole }: { usual: Stretch; whole: Stretch },
  at: number | null,
): Stretch {
  if (choice !== null && choice !== "whole") return choice;
  return choice === null && lies(at, usual) ? usual : whole;
}

/** Whether the time shown is on the line; null, now, is shown at its end wherever that is. */
export function lies(at: number | null, { from, until }: Stretch): boolean {
  return at === null || (from <= at && at <= until);
}

/** `by` times (below 1: less) as much around the time shown, never more than the whole; whole minutes. */
export function zoomed(
  stretch: Stretch,
  whole: Stretch,
  at: number | null,
  by: number,
): StretchChoice {
  const { from, until } = stretch;
  const middle = Math.min(until, Math.max(from, at ?? until));
  const length = Math.max(6 * hour, Math.round(((until - from) * by) / minute) * minute);
  if (length >= whole.until - whole.from) return "whole";
  const start = middle - ((middle - from) / (until - from)) * length;
  const kept = Math.min(
    Math.max(Math.round(start / minute) * minute, whole.from),
    whole.until - length,
  );
  return { from: kept, until: kept + length };
}

/** Where what the stretch leaves out at this end goes on, up to the next such gap; null: it leaves out nothing there. */
export function stretchBeyond(
  times: Times,
  { from, until }: Stretch,
  end: "earlier" | "later",
): Stretch | null {
  return end === "later"
    ? around(times, ...cut(times, 0, firstBefore(times, until), "older"))
    : around(times, ...cut(times, firstBefore(times, from), times.length, "newer"));
}

/**
 * The step from the time shown to another (ms UTC): over times without any event, but never to the other side of the
 * time shown; null: that way nothing is left to show.
 */
export function stepAlong(
  times: Times,
  stretch: Stretch,
  shown: number,
  to: number,
): { stretch: Stretch; at: number } | null {
  const forward = to > shown;
  let next: Stretch | null = stretch;
  while (next && (forward ? next.until <= shown : next.from >= shown))
    next = stretchBeyond(times, next, forward ? "later" : "earlier");
  return next && { stretch: next, at: Math.min(next.until, Math.max(next.from, to)) };
}

/** What is left of a part of the order when at each gap that is longer than all the rest one side is taken away. */
function cut(
  times: Times,
  from: number,
  to: number,
  keep: "larger" | "newer" | "older",
): [start: number, stop: number] {
  let [start, stop] = [from, to];
  for (;;) {
    let [gap, behind] = [farGap, start];
    for (let nth = start + 1; nth < stop; nth++) {
      const apart = times[nth - 1]! - times[nth]!;
      if (apart > gap) [gap, behind] = [apart, nth];
    }
    if (behind === start || gap * 2 <= times[start]! - times[stop - 1]!) return [start, stop];
    const [newer, older] = [behind - start, stop - behind];
    if (keep === "larger" && newer === older) return [start, stop];
    if (keep === "newer" || (keep === "larger" && newer > older)) stop = behind;
    else start = behind;
  }
}

function around(times: Times, start: number, stop: number): Stretch | null {
  if (start === stop) return null;
  const [first, last] = [times[stop - 1]!, times[start]!];
  const room = Math.max(day, (last - first) * 0.02);
  return { from: floor(first - room), until: floor(last + room) + day };
}

const floor = (time: number) => Math.floor(time / day) * day;

/** The first that lies before `time`. */
function firstBefore(times: Times, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! >= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
