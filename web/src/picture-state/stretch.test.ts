import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../../test/seed.ts";
import { chartOf } from "../../../test/chart.ts";
import { emptyChart } from "./chart.ts";
import { type Stretch, stretchBeyond, usualStretch, wholeStretch } from "./stretch.ts";

const day = 86_400_000;
const at = (time: string) => Date.parse(`${time}T00:00:00Z`);
const chartAt = (times: readonly number[]) =>
  chartOf(times.map((time, n) => ({ n: n + 1, at: time })));
const years = (count: number) =>
  Array.from({ length: count }, (_, n) => at("2013-01-01") + (n * 3 * 365 * day) / (count - 1));
const holds = ({ from, until }: Stretch, time: number) => from <= time && time < until;

test("the whole stretch goes from the first event to the last, and is a month where there is none", () => {
  const chart = chartAt([5 * day, 90 * day]);
  const { from, until } = wholeStretch(chart, 0);
  assert.ok(from < 5 * day && until > 90 * day && until - from < 95 * day);
  assert.deepEqual(wholeStretch(emptyChart, 40 * day), { from: 10 * day, until: 41 * day });
  assert.deepEqual(usualStretch(emptyChart, 40 * day), { from: 10 * day, until: 41 * day });
});

test("what is reported today does not squash the years in which the rest lies", () => {
  const today = at("2026-11-27");
  const history = years(50);
  const chart = chartAt([...history, today, today + 1000]);
  const usual = usualStretch(chart, today);
  assert.deepEqual(usual, wholeStretch(chartAt(history), today));
  assert.ok(holds(wholeStretch(chart, today), today));
  const later = stretchBeyond(chart, usual, "later")!;
  assert.ok(holds(later, today + 1000) && later.until - later.from <= 4 * day);
  assert.deepEqual(stretchBeyond(chart, later, "earlier"), usual, "and back again");
  assert.equal(stretchBeyond(chart, usual, "earlier"), null);
  assert.equal(stretchBeyond(chart, later, "later"), null);
});

test("what stands alone at both ends is left out at both", () => {
  const [old, today] = [at("1950-01-01"), at("2026-11-27")];
  const chart = chartAt([old, ...years(50), today]);
  assert.deepEqual(usualStretch(chart, today), wholeStretch(chartAt(years(50)), today));
});

test("nothing is left out for a gap that is no longer than the rest, is short, or has as much on either side", () => {
  for (const times of [
    [...years(50), at("2018-06-01")],
    [at("2015-01-01"), at("2015-01-01") + 1000, at("2015-01-25")],
    [at("2013-01-01"), at("2026-01-01")],
  ]) {
    const chart = chartAt(times);
    assert.deepEqual(usualStretch(chart, 0), wholeStretch(chart, 0));
  }
});

test("from the stretch at first every event is reached, step by step to either end", () => {
  const times = fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(times, (days) => {
      const chart = chartAt(days.map((n) => n * day));
      const usual = usualStretch(chart, 0);
      const shown = [usual];
      for (const end of ["earlier", "later"] as const)
        for (let stretch: Stretch | null = usual; (stretch = stretchBeyond(chart, stretch, end));) {
          shown.push(stretch);
          assert.ok(shown.length <= days.length);
        }
      for (const n of days) assert.ok(shown.some((stretch) => holds(stretch, n * day)));
    }),
  );
});
