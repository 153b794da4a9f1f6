import { stixTime } from "../../domain/time.ts";

/** A day of the calendar as ms UTC of its midnight. */
export type Day = number;

export const dayMs = 86_400_000;

/** The day of "2015-03-11"; null where there is none. */
export function readDay(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match && dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** `month` from 1. null where the calendar has no such day, or the year is not within 1900 to 2100. */
export function dayOf(year: number, month: number, day: number): Day | null {
  if (year < 1900 || year > 2100) return null;
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time : null;
}

export function partsOf(day: Day): { year: number; month: number; day: number; weekday: number } {
  const date = new Date(day);
  return {
    ...{ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 },
    ...{ day: date.getUTCDate(), weekday: date.getUTCDay() },
  };
}

/** A stretch of the calendar as a record would have it, without why. */
export interface Span {
  at: string;
  until: string | null;
  precision: "day" | "month" | "year";
  end: string;
}

export function daySpan(first: Day, last: Day = first): Span {
  return spanOf("day", first, last, last + dayMs);
}

/** Months from the beginning of one to the end of another; `month` counts on past 12. */
export function monthSpan(year: number, month: number, lastYear = year, lastMonth = month): Span {
  const first = Date.UTC(year, month - 1, 1);
  const last = Date.UTC(lastYear, lastMonth - 1, 1);
  return spanOf("month", first, last, Date.UTC(lastYear, lastMonth, 1));
}

export function yearSpan(year: number): Span {
  const first = Date.UTC(year, 0, 1);
  return spanOf("year", first, first, Date.UTC(year + 1, 0, 1));
}

function spanOf(precision: Span["precision"], first: number, last: number, end: number): Span {
  const until = last > first ? stixTime(last) : null;
  return { at: stixTime(first), until, precision, end: stixTime(end) };
}

/** The same day some months later or earlier, or the last one of that month. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, day: number } = partsOf(day);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return Date.UTC(year, month - 1 + months, Math.min(number, last));
}
