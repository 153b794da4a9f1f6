import type { ListedRecord } from "../api/shapes.ts";
import { wayFrom } from "./area.ts";
import { particulars, texts } from "./record.ts";
import type { Precision } from "./time.ts";

/** What sources of one event say of it beside each other; null: fewer than two say anything of that. */
export type Mark = "agree" | "contradict" | null;

export interface Compared {
  when: Mark;
  where: Mark;
  control: Mark;
  numbers: Mark;
}

/** Nearer than this, two sources mean the same place and the same time: people estimate both. */
const sameMetres = 5000;
const sameMs = 3_600_000;
const hour = 3_600_000;
const lasts: Record<Precision, number> = {
  instant: 0,
  day: 24 * hour,
  month: 31 * 24 * hour,
  year: 366 * 24 * hour,
};

/** Where sources of one event agree and where they contradict each other, as far as that can be told without judging. */
export function compareSources(records: readonly ListedRecord[]): Compared {
  return {
    when: mark(
      records.flatMap((record) => spanOf(record) ?? []),
      meet,
    ),
    where: mark(
      records.flatMap(({ position }) => (position ? [position] : [])),
      near,
    ),
    control: mark(
      records.flatMap((record) => controlOf(record) ?? []),
      same,
    ),
    numbers: mark(
      records.map((record) => numbersOf(record).toSorted().join(" ")).filter(Boolean),
      same,
    ),
  };
}

/** Numbers in what a record says, in its original language: digits of both kinds alike, each once, in their order. */
export function numbersOf(record: ListedRecord): string[] {
  const { name = "", description = "" } =
    texts(record)[record.record.lang === "ar" ? "ar" : "en"] ?? {};
  const found = `${name} ${description}`.match(/[\d٠-٩]+(?:[.,:٫٬][\d٠-٩]+)*/gu) ?? [];
  return [...new Set(found.map(plain))];
}

function plain(number: string): string {
  return number
    .replace(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[,٬](?=\d{3})/gu, "")
    .replaceAll("٫", ".");
}

function mark<T>(said: readonly T[], alike: (one: T, other: T) => boolean): Mark {
  if (said.length < 2) return null;
  const agree = said.every((one, nth) => said.slice(nth + 1).every((other) => alike(one, other)));
  return agree ? "agree" : "contradict";
}

type Span = readonly [from: number, until: number];

function spanOf({ at, record }: ListedRecord): [Span] | null {
  if (at === null) return null;
  const { until, precision } = particulars(record);
  const from = Date.parse(at);
  return [[from, Math.max(until === null ? from : Date.parse(until), from + lasts[precision])]];
}

function meet(one: Span, other: Span): boolean {
  return Math.max(one[0] - other[1], other[0] - one[1]) <= sameMs;
}

function near(one: readonly [number, number], other: readonly [number, number]): boolean {
  return wayFrom(one, other).metres <= sameMetres;
}

function controlOf({ record }: ListedRecord): string | null {
  const { control } = particulars(record);
  return (
    control &&
    `${control.state} ${control.to
      .map(({ id }) => id)
      .toSorted()
      .join(" ")}`
  );
}

function same(one: string, other: string): boolean {
  return one === other;
}
