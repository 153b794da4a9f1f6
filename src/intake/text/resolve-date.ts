import type { DateCandidate } from "../../domain/text-proposals.ts";
import {
  addMonths,
  type Day,
  dayMs,
  dayOf,
  daySpan,
  monthSpan,
  partsOf,
  type Span,
  yearSpan,
} from "./calendar.ts";
import { dateReasons, type DateReason } from "./date-reasons.ts";
import { monthOf, numberOf, ordinalOf, weekdayOf } from "./date-words.ts";

/** What a pattern told, by the names of its groups. */
export type Told = Readonly<Record<string, string | undefined>>;

/** What a date may mean in a text of this day, best first; empty where the calendar has no such date. */
export function resolveDate(told: Told, today: Day): DateCandidate[] {
  return (
    numericDate(told) ??
    monthDate(told, today) ??
    relativeDay(told, today) ??
    relativeStretch(told, today) ??
    weekday(told, today) ??
    ago(told, today) ??
    []
  );
}

const because = (reason: DateReason, span: Span): DateCandidate => ({
  ...span,
  reason: dateReasons[reason],
});

function numericDate(told: Told): DateCandidate[] | null {
  const { isoYear, first, second, numericYear } = told;
  const days: [DateReason, Day | null][] = [];
  if (isoYear)
    days.push(["written", dayOf(+isoYear, Number(told["isoMonth"]), Number(told["isoDay"]))]);
  else if (numericYear) {
    const year = numericYear.length === 2 ? 2000 + Number(numericYear) : Number(numericYear);
    days.push(["dayFirst", dayOf(year, Number(second), Number(first))]);
    if (first !== second) days.push(["monthFirst", dayOf(year, Number(first), Number(second))]);
  } else if (told["bareYear"]) {
    const year = Number(told["bareYear"]);
    return year < 1900 || year > 2100 ? [] : [because("written", yearSpan(year))];
  } else return null;
  return days.flatMap(([reason, day]) => (day === null ? [] : [because(reason, daySpan(day))]));
}

/** A month that is named, with or without day, year, or another one up to which it lasted. */
function monthDate(told: Told, today: Day): DateCandidate[] | null {
  const named = told["month"] ?? told["bareMonth"];
  if (named === undefined) return null;
  const month = monthOf.get(named)!;
  const last = told["lastMonth"] === undefined ? month : monthOf.get(told["lastMonth"])!;
  const day = told["day"] ? Number(told["day"]) : ordinalOf.get(told["ordinal"] ?? "");
  const spanIn = (year: number): Span | null => {
    if (day === undefined) return monthSpan(year, month, last < month ? year + 1 : year, last);
    const first = dayOf(year, month, day);
    const end = told["lastDay"] ? dayOf(year, month, Number(told["lastDay"])) : first;
    return first === null || end === null || end < first ? null : daySpan(first, end);
  };
  return yearsFor(told, today, spanIn).flatMap(([reason, year]) => {
    const span = spanIn(year);
    return span === null ? [] : [because(reason, span)];
  });
}

function yearsFor(
  told: Told,
  today: Day,
  spanIn: (year: number) => Span | null,
): [DateReason, number][] {
  if (told["year"]) return [["written", Number(told["year"])]];
  const { year } = partsOf(today);
  const begun = (one: number) => Date.parse(spanIn(one)?.at ?? "") <= today;
  const over = (one: number) => Date.parse(spanIn(one)?.end ?? "") <= today;
  if (told["now"]) return [["counted", year]];
  if (told["ahead"]) return [["counted", begun(year) ? year + 1 : year]];
  if (told["past"]) return [["counted", over(year) ? year : year - 1]];
  const latest = begun(year) ? year : year - 1;
  const ahead = Date.parse(spanIn(latest + 1)?.at ?? "") - today;
  const behind = today - Date.parse(spanIn(latest)?.end ?? "");
  // What is near needs no year; what happened stands before what is to come.
  const isNearAhead = ahead < 60 * dayMs && behind > 300 * dayMs;
  const nearest: [DateReason, number][] = [
    ["latest", latest],
    ["coming", latest + 1],
  ];
  return [...(isNearAhead ? nearest.reverse() : nearest), ["before", latest - 1]];
}

function relativeDay(told: Told, today: Day): DateCandidate[] | null {
  const away = told["dayBefore"]
    ? -2
    : (told["yesterday"] ?? told["lastNight"])
      ? -1
      : (told["today"] ?? told["bareToday"])
        ? 0
        : told["tomorrow"]
          ? 1
          : null;
  return away === null ? null : [because("counted", daySpan(today + away * dayMs))];
}

function relativeStretch(told: Told, today: Day): DateCandidate[] | null {
  const away = told["past"] ? -1 : told["ahead"] ? 1 : 0;
  if (told["thatWeek"]) {
    // The week begins on Sunday where Arabic is written, on Monday elsewhere.
    const starts = /^[a-z]/.test(told["thatWeek"]) ? 1 : 0;
    const { weekday: number } = partsOf(today);
    const first = today + (away * 7 - ((number - starts + 7) % 7)) * dayMs;
    return [because("counted", daySpan(first, first + 6 * dayMs))];
  }
  const { year, month } = partsOf(today);
  if (told["thatMonth"])
    return [because("counted", monthSpan(year, month + away, year, month + away))];
  return told["thatYear"] ? [because("counted", yearSpan(year + away))] : null;
}

function weekday(told: Told, today: Day): DateCandidate[] | null {
  if (told["weekday"] === undefined) return null;
  const behind = (partsOf(today).weekday - weekdayOf.get(told["weekday"])! + 7) % 7;
  const latest = told["past"] && behind === 0 ? today - 7 * dayMs : today - behind * dayMs;
  const next = latest + 7 * dayMs;
  if (told["ahead"]) return [because("counted", daySpan(next > today ? next : next + 7 * dayMs))];
  const days = told["past"] ? [latest] : [latest, next];
  return days.map((day) => because("counted", daySpan(day)));
}

/** "three days ago"; where it says since when, also from then on. */
function ago(told: Told, today: Day): DateCandidate[] | null {
  const { days, weeks, months, years } = told;
  const unit = days ?? weeks ?? months ?? years;
  if (unit === undefined) return null;
  const written = told["count"];
  const count = written ? (numberOf.get(written) ?? Number(written)) : (numberOf.get(unit) ?? 1);
  if (count > 1000) return [];
  const day = days
    ? today - count * dayMs
    : weeks
      ? today - count * 7 * dayMs
      : addMonths(today, -count * (months ? 1 : 12));
  const then = because("counted", daySpan(day));
  return told["since"] ? [then, because("since", daySpan(day, today))] : [then];
}
