import { density } from "../picture-state/density.ts";
import { allTimes, timesWithin } from "../picture-state/event-times.ts";
import {
  lies,
  stepAlong,
  stretchBeyond,
  type StretchChoice,
  stretchOf,
  usualStretch,
  wholeStretch,
  zoomed,
} from "../picture-state/stretch.ts";
import { whenForgotten } from "./forget.ts";
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
  chosen: StretchChoice = $state.raw(null);
  times = $derived(allTimes(picture.chart));
  whole = $derived(wholeStretch(this.times, Date.now()));
  usual = $derived(usualStretch(this.times, Date.now()));
  /** Of the events that the line counts. */
  counted = $derived(timesWithin(picture.chart, { ...picture.filter }));
  stretch = $derived(
    stretchOf(this.chosen, { usual: this.usual, whole: this.whole }, picture.moment.at),
  );
  density = $derived(density(this.counted, this.stretch, bars));
}

export const playback = new Playback();
whenForgotten(() => Object.assign(playback, { playing: false, chosen: null }));

/** Shows the picture at this time, kept within the stretch; whole minutes. */
export function showAt(time: number): void {
  const { from, until } = playback.stretch;
  // Where the line is longer for the sake of the time shown, it stays so while that time is moved.
  if (!lies(picture.moment.at, playback.usual)) playback.chosen ??= "whole";
  const minute = 60_000;
  picture.moment.at = Math.round(Math.min(until, Math.max(from, time)) / minute) * minute;
}

/** Moves the line on to what it leaves out at this end; the time shown stays, and where time passes, it goes on from there. */
export function showBeyond(end: "earlier" | "later"): void {
  const beyond = stretchBeyond(playback.counted, playback.stretch, end);
  if (!beyond) return;
  playback.chosen = beyond;
  if (playback.playing) picture.moment.at = beyond.from;
}

/** Shows the picture at this time; where it lies beyond the line, the line goes on there, over times without any event. */
export function stepTo(time: number): void {
  const { counted, stretch } = playback;
  const step = stepAlong(counted, stretch, picture.moment.at ?? Date.now(), time);
  if (!step) return;
  if (step.stretch !== stretch) playback.chosen = step.stretch;
  showAt(step.at);
}

/** Back to now, with what comes in, and to the usual stretch. */
export function showNow(): void {
  playback.playing = false;
  playback.chosen = null;
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
  playback.chosen = zoomed(playback.stretch, playback.whole, picture.moment.at, by);
}
