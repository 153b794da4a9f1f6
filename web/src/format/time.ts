import type { Lang } from "../api/shapes.ts";
import { localeOf } from "./locale.ts";

export const precisions = ["instant", "day", "month", "year"] as const;
/** How exactly a time is known. */
export type Precision = (typeof precisions)[number];

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

const shapes: Record<Precision, Intl.DateTimeFormatOptions> = {
  instant: { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" },
  day: { day: "numeric", month: "long", year: "numeric" },
  month: { month: "long", year: "numeric" },
  year: { year: "numeric" },
};

/** A time in words, in UTC, no finer than it is known. Empty for what is no time. */
export function timeInWords(
  iso: string | null,
  lang: Lang,
  precision: Precision = "instant",
): string {
  const date = readTime(iso);
  if (!date) return "";
  return formatOf(localeOf(lang), precision).format(date);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once: to make one costs a hundred times as much as to write a time with it. */
function formatOf(locale: string, precision: Precision): Intl.DateTimeFormat {
  const key = `${locale} ${precision}`;
  const known = formats.get(key);
  if (known) return known;
  const shape = { ...shapes[precision], timeZone: "UTC", hourCycle: "h23" } as const;
  const made = new Intl.DateTimeFormat(locale, shape);
  formats.set(key, made);
  return made;
}

/** From its beginning to its end, where it lasted, as `timeInWords`. */
export function spanInWords(
  { at, until, precision }: { at: string; until: string | null; precision: Precision },
  lang: Lang,
): string {
  const from = timeInWords(at, lang, precision);
  return until === null ? from : `${from} – ${timeInWords(until, lang, precision)}`;
}

/** Date-time group in Zulu ("110930ZMAR15"), no finer than it is known; the same in both languages. */
export function dateTimeGroup(iso: string | null, precision: Precision = "instant"): string {
  const date = readTime(iso);
  if (!date) return "";
  const two = (value: number) => String(value).padStart(2, "0");
  const month = months[date.getUTCMonth()]!;
  const year = two(date.getUTCFullYear() % 100);
  if (precision === "year") return String(date.getUTCFullYear());
  if (precision === "month") return `${month}${year}`;
  const day = two(date.getUTCDate());
  if (precision === "day") return `${day}${month}${year}`;
  return `${day}${two(date.getUTCHours())}${two(date.getUTCMinutes())}Z${month}${year}`;
}

/** A duration in ms as "3 min" in the language of the page: its largest unit only. */
export function durationInWords(ms: number, lang: Lang): string {
  const [unit, size] = (
    [
      ["day", 86_400_000],
      ["hour", 3_600_000],
      ["minute", 60_000],
      ["second", 1000],
    ] as const
  ).find(([, length]) => ms >= length) ?? ["second", 1000];
  const value = unit === "second" ? Math.round(ms / 100) / 10 : Math.floor(ms / size);
  return new Intl.NumberFormat(localeOf(lang), {
    style: "unit",
    unit,
    unitDisplay: lang === "ar" ? "long" : "short",
  }).format(value);
}

/** The value of a datetime-local field ("2015-03-11T09:30") taken as UTC; null where it is none. */
export function fieldToTime(value: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)) return null;
  const date = readTime(`${value.slice(0, 16)}:00.000Z`);
  return date ? date.toISOString() : null;
}

/** ms since 1970 as the value of a datetime-local field, in UTC. */
export function timeToField(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16);
}

function readTime(iso: string | null): Date | null {
  if (!iso) return null;
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? null : date;
}
