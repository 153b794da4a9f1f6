import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../../test/seed.ts";
import { chartOf } from "../../../test/chart.ts";
import { allTimes, timesWithin } from "./event-times.ts";
import { noFilter } from "./filter.ts";
import {
  stepAlong,
  type Stretch,
  stretchBeyond,
  stretchOf,
  usualStretch,
  wholeStretch,
  zoomed,
} from "./stretch.ts";

const day = 86_400_000;
const at = (time: string) => Date.parse(`${time}T00:00:00Z`);
const sorted = (times: readonly number[]) => Float64Array.from(times).sort().reverse();
const none = sorted([]);
const years = (count: number) =>
  Array.from({ length: count }, (_, n) => at("2013-01-01") + (n * 3 * 365 * day) / (count - 1));
const holds = ({ from, until }: Stretch, time: number) => from <= time && time < until;

test("the whole stretch goes from the first event to the last, and is a month where there is none", () => {
  const times = sorted([5 * day, 90 * day]);
  const { from, until } = wholeStretch(times, 0);
  assert.ok(from < 5 * day && until > 90 * day && until - from < 95 * day);
  assert.deepEqual(wholeStretch(none, 40 * day), { from: 10 * day, until: 41 * day });
  assert.deepEqual(usualStretch(none, 40 * day), { from: 10 * day, until: 41 * day });
});

test("what is reported today does not squash the years in which the rest lies", () => {
  const today = at("2026-11-27");
  const history = years(50);
  const times = sorted([...history, today, today + 1000]);
  const usual = usualStretch(times, today);
  assert.deepEqual(usual, wholeStretch(sorted(history), today));
  assert.ok(holds(wholeStretch(times, today), today));
  const later = stretchBeyond(times, usual, "later")!;
  assert.ok(holds(later, today + 1000) && later.until - later.from <= 4 * day);
  assert.deepEqual(stretchBeyond(times, later, "earlier"), usual, "and back again");
  assert.equal(stretchBeyond(times, usual, "earlier"), null);
  assert.equal(stretchBeyond(times, later, "later"), null);
});

test("what stands alone at both ends is left out at both", () => {
  const [old, today] = [at("1950-01-01"), at("2026-11-27")];
  const times = sorted([old, ...years(50), today]);
  assert.deepEqual(usualStretch(times, today), wholeStretch(sorted(years(50)), today));
});

test("nothing is left out for a gap that is no longer than the rest, is short, or has as much on either side", () => {
  for (const list of [
    [...years(50), at("2018-06-01")],
    [at("2015-01-01"), at("2015-01-01") + 1000, at("2015-01-25")],
    [at("2013-01-01"), at("2026-01-01")],
  ]) {
    const times = sorted(list);
    assert.deepEqual(usualStretch(times, 0), wholeStretch(times, 0));
  }
});

test("from the stretch at first every event is reached, step by step to either end", () => {
  const some = fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(some, (days) => {
      const times = sorted(days.map((n) => n * day));
      const usual = usualStretch(times, 0);
      const shown = [usual];
      for (const end of ["earlier", "later"] as const)
        for (let stretch: Stretch | null = usual; (stretch = stretchBeyond(times, stretch, end));) {
          shown.push(stretch);
          assert.ok(shown.length <= days.length);
        }
      for (const n of days) assert.ok(shown.some((stretch) => holds(stretch, n * day)));
    }),
  );
});

test("what lies beyond is where the events within the filter are, of latest versions alone", () => {
  const [incident, report] = [at("2022-01-01"), at("2040-01-01")];
  const chart = chartOf([
    { n: 1, at: incident },
    { n: 2, at: at("2031-01-01"), kind: "report", replaced: 5 },
    { n: 2, at: report, kind: "report" },
  ]);
  const reports = timesWithin(chart, { ...noFilter, kind: "report", inView: true });
  assert.deepEqual([...reports], [report]);
  const all = allTimes(chart);
  assert.equal(all.length, 3);
  const before: Stretch = { from: at("2013-01-01"), until: at("2016-01-01") };
  assert.ok(holds(stretchBeyond(all, before, "later")!, incident));
  assert.deepEqual(stretchBeyond(reports, before, "later"), wholeStretch(reports, 0));
});

test("a step leads over times without any event, but never to the other side of the time shown", () => {
  const [planned, today] = [at("2027-06-15"), at("2026-11-27")];
  const times = sorted([...years(50), planned]);
  const usual = usualStretch(times, today);
  const step = (stretch: Stretch, shown: number, by: number) =>
    stepAlong(times, stretch, shown, shown + by);
  assert.deepEqual(step(usual, today, -day), { stretch: usual, at: usual.until });
  const ahead = stretchBeyond(times, usual, "later")!;
  assert.deepEqual(step(usual, today, day), { stretch: ahead, at: ahead.from });
  assert.deepEqual(step(usual, usual.until, day), { stretch: ahead, at: ahead.from });
  assert.deepEqual(step(ahead, ahead.from, -day), { stretch: usual, at: usual.until });
  assert.deepEqual(step(ahead, today, -day), { stretch: usual, at: usual.until });
  const early = { from: usual.from, until: usual.from + 30 * day };
  assert.deepEqual(step(early, today, day), { stretch: ahead, at: ahead.from });
  assert.deepEqual(step(early, usual.from + day, day), {
    stretch: early,
    at: usual.from + 2 * day,
  });
  assert.equal(step(ahead, ahead.until, day), null);
  assert.equal(step(usual, usual.from, -day), null);
});

test("forward is forward and back is back, from any time and stretch", () => {
  const time = fc.integer({ min: 0, max: 30_000 }).map((n) => n * day);
  const some = fc.array(time, { maxLength: 30 });
  const by = fc.constantFrom(-30 * day, -day, day, 30 * day);
  fc.assert(
    fc.property(
      some,
      time,
      fc.integer({ min: 1, max: 2000 }),
      time,
      by,
      (list, from, days, shown, way) => {
        const stretch = { from, until: from + days * day };
        const step = stepAlong(sorted(list), stretch, shown, shown + way);
        if (step) assert.ok(way > 0 ? step.at > shown : step.at < shown);
      },
    ),
  );
});

test("the whole that was zoomed out to grows with what comes in; the choice taken back, the usual stretch is there", () => {
  const [today, next] = [at("2026-11-27"), at("2027-06-15")];
  const [times, more] = [sorted([...years(50), today]), sorted([...years(50), today, next])];
  const whole = wholeStretch(times, today);
  const choice = zoomed(usualStretch(times, today), whole, null, 1000);
  assert.equal(choice, "whole");
  const grown = { usual: usualStretch(more, today), whole: wholeStretch(more, today) };
  assert.ok(grown.whole.until > whole.until);
  assert.equal(stretchOf(choice, grown, null), grown.whole);
  assert.equal(stretchOf(null, grown, null), grown.usual);
  assert.equal(stretchOf(null, grown, next), grown.whole);
  const closer = zoomed(whole, whole, today, 0.37) as Stretch;
  assert.deepEqual(stretchOf(closer, grown, null), closer);
  assert.ok(holds(closer, today) && closer.from > whole.from && closer.until <= whole.until);
  assert.deepEqual([closer.from % 60_000, closer.until % 60_000], [0, 0]);
});
