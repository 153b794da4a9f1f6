import { density } from "../picture-state/density.ts";
import {
  type Stretch,
  stretchBeyond,
  usualStretch,
  wholeStretch,
} from "../picture-state/stretch.ts";
import { picture } from "./picture.svelte.ts";

const hour = 3_600_000;
const day = 24 * hour;
/** How much of the picture's time passes in a second, ms. */
export const speeds = [hour, day, 7 * day, 30 * day] as const;

const bars = 120;
/** ms between two times that are shown. The map paints as often as it can; list, counts and clock do not wait for it. */
const pace = 40;

class Playback {
  playing = $state(false);
  speed: number = $state(7 * day);
  /** The stretch that a person chose; null: where most events lie, or all of them where the time shown lies elsewhere. */
  chosen: Stretch | null = $state.raw(null);
  whole = $derived(wholeStretch(picture.chart, Date.now()));
  usual = $derived(usualStretch(picture.chart, Date.now()));
  stretch = $derived(
    this.chosen ?? (lies(picture.moment.at, this.usual) ? this.usual : this.whole),
  );
  density = $derived(density(picture.chart, { ...picture.filter }, this.stretch, bars));
}

const lies = (at: number | null, { from, until }: Stretch) =>
  at === null || (from <= at && at <= until);

export const playback = new Playback();

/** Shows the picture at this time, kept within the stretch; whole minutes. */
export function showAt(time: number): void {
  const { from, until } = playback.stretch;
  // Where the line is longer for the sake of the time shown, it stays so while that time is moved.
  if (!lies(picture.moment.at, playback.usual)) playback.chosen ??= playback.stretch;
  const minute = 60_000;
  picture.moment.at = Math.round(Math.min(until, Math.max(from, time)) / minute) * minute;
}

/** Moves the line on to what it leaves out at this end; the time shown stays. */
export function showBeyond(end: "earlier" | "later"): void {
  const beyond = stretchBeyond(picture.chart, playback.stretch, end);
  if (beyond) playback.chosen = beyond;
}

/** Shows the picture at this time; where it lies beyond the line, the line goes on there, over times without any event. */
export function stepTo(time: number): void {
  const { from, until } = playback.stretch;
  if (time > until) showBeyond("later");
  else if (time < from) showBeyond("earlier");
  showAt(time);
}

/** Back to now, with what comes in. */
export function showNow(): void {
  playback.playing = false;
  picture.moment.at = null;
}

/** Lets time pass until the end of the stretch; from its beginning where there is nothing left of it. */
export function play(): void {
  const { from, until } = playback.stretch;
  const { at } = picture.moment;
  // Whole minutes are shown, but what passes in between counts too.
  let time = at === null || at < from || at >= until ? from : at;
  picture.moment.at = time;
  playback.playing = true;
  let last = performance.now();
  let due = last + pace;
  const step = () => {
    if (!playback.playing || picture.moment.at === null) return;
    const now = performance.now();
    const shown = picture.moment.at;
    if (Math.abs(shown - time) > 60_000) time = shown;
    time += ((now - last) / 1000) * playback.speed;
    last = now;
    showAt(time);
    if (time >= playback.stretch.until) playback.playing = false;
    else {
      // What came late is made up for, but by no more than one.
      due = Math.max(now, due + pace);
      setTimeout(step, due - now);
    }
  };
  setTimeout(step, pace);
}

/** Shows less (below 1) or more of time around what is shown now, never more than the whole. */
export function zoomTime(by: number): void {
  const { from, until } = playback.stretch;
  const { whole } = playback;
  const middle = Math.min(until, Math.max(from, picture.moment.at ?? until));
  const length = Math.max(6 * hour, (until - from) * by);
  if (length >= whole.until - whole.from) return void (playback.chosen = whole);
  const start = middle - ((middle - from) / (until - from)) * length;
  const kept = Math.min(Math.max(start, whole.from), whole.until - length);
  playback.chosen = { from: kept, until: kept + length };
}
