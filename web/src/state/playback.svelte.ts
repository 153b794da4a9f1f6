import { density, type Stretch, stretchOf } from "../picture-state/density.ts";
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
  /** The stretch that a person chose; null: from the first event to the last. */
  chosen: Stretch | null = $state.raw(null);
  whole = $derived(stretchOf(picture.chart, Date.now()));
  stretch = $derived(this.chosen ?? this.whole);
  bars = $derived(density(picture.chart, { ...picture.filter }, this.stretch, bars));
}

export const playback = new Playback();

/** Shows the picture at this time, kept within the stretch; whole minutes. */
export function showAt(time: number): void {
  const { from, until } = playback.stretch;
  const minute = 60_000;
  picture.moment.at = Math.round(Math.min(until, Math.max(from, time)) / minute) * minute;
}

/** Back to now, with what comes in. */
export function showNow(): void {
  playback.playing = false;
  picture.moment.at = null;
}

/** Lets time pass until the end of the stretch; from its beginning where there is nothing left of it. */
export function play(): void {
  const { from, until } = playback.stretch;
  if (picture.moment.at === null || picture.moment.at >= until) picture.moment.at = from;
  playback.playing = true;
  // Whole minutes are shown, but what passes in between counts too.
  let time = picture.moment.at;
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
  if (length >= whole.until - whole.from) return void (playback.chosen = null);
  const start = middle - ((middle - from) / (until - from)) * length;
  const kept = Math.min(Math.max(start, whole.from), whole.until - length);
  playback.chosen = { from: kept, until: kept + length };
}
