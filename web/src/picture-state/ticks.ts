import type { Stretch } from "./stretch.ts";

export interface Tick {
  /** ms UTC. */
  at: number;
  /** "2015", or the codes "JAN15" and "26JAN", which are the same in both languages. */
  label: string;
}

const day = 86_400_000;
const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/** Marks at round times within the stretch, about `most` of them at most: hours, days, months or years, UTC. */
export function ticks({ from, until }: Stretch, most: number): Tick[] {
  const days = (until - from) / day;
  if (days <= 1.5) return every(from, until, 6 * 3_600_000, hourLabel);
  if (days <= most) return every(from, until, day, dayLabel);
  if (days <= most * 7) return every(from, until, 7 * day, dayLabel);
  const inMonths = days / 30.4;
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((size) => inMonths / size <= most) ?? 240;
  const found: Tick[] = [];
  const first = new Date(from);
  const start = first.getUTCFullYear() * 12 + first.getUTCMonth();
  for (let month = Math.ceil(start / step) * step; ; month += step) {
    const at = Date.UTC(Math.floor(month / 12), month % 12);
    if (at >= until) return found;
    if (at >= from) found.push({ at, label: step >= 12 ? yearLabel(at) : monthLabel(at) });
  }
}

function every(from: number, until: number, step: number, label: (at: number) => string): Tick[] {
  const found: Tick[] = [];
  for (let at = Math.ceil(from / step) * step; at < until; at += step)
    found.push({ at, label: label(at) });
  return found;
}

const two = (value: number) => String(value).padStart(2, "0");
const monthOf = (at: number) => months[new Date(at).getUTCMonth()]!;
const yearLabel = (at: number) => String(new Date(at).getUTCFullYear());
const monthLabel = (at: number) => `${monthOf(at)}${two(new Date(at).getUTCFullYear() % 100)}`;
const dayLabel = (at: number) => `${two(new Date(at).getUTCDate())}${monthOf(at)}`;
const hourLabel = (at: number) => `${two(new Date(at).getUTCHours())}00Z`;
