import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../../test/seed.ts";
import { readSearch, searchOf } from "./address.ts";
import { emptyChart, idAt, placesOf, positionAt, versionAt, withPart } from "./chart.ts";
import { controlAt, type ControlChange } from "./control-at.ts";
import { density } from "./density.ts";
import { timesWithin } from "./event-times.ts";
import { type Filter, noFilter } from "./filter.ts";
import { clocksApart, isKnownAt, type Moment, now } from "./moment.ts";
import { type Look, stateAt } from "./state-at.ts";
import { chartOf, type Version } from "../../../test/chart.ts";

const idOf = (n: number, kind = "incident") =>
  `${kind}--${n.toString(16).padStart(8, "0")}-0000-0000-0000-000000000000`;

test("what the node sends is what the page reads", () => {
  const chart = chartOf([
    { n: 7, at: 5, position: [43.25, -1.5], kind: "report" },
    { n: 8, at: 9, modified: 12 },
  ]);
  assert.equal(idAt(chart, 0), idOf(7, "report"));
  assert.equal(versionAt(chart, 1), `${idOf(8)}@12`);
  assert.deepEqual(positionAt(chart, 0), [43.25, -1.5]);
  assert.equal(positionAt(chart, 1), null);
  assert.deepEqual([...chart.order], [1, 0]);
  assert.deepEqual(placesOf(chart, new Set([idOf(8), idOf(7)])), [1], "a kind is part of the id");
});

test("what came anew stands in the place of what was there, under the names that it needs", () => {
  const chart = chartOf([
    { n: 1, at: 1 },
    { n: 2, at: 2 },
    { n: 2, at: 3 },
    { n: 3, at: 4 },
  ]);
  const part = chartOf([
    { n: 2, at: 9, originator: "amman" },
    { n: 4, at: 5 },
  ]);
  const merged = withPart(chart, part, new Set([idOf(2), idOf(4)]));
  const all = Array.from({ length: merged.length }, (_, place) => [
    idAt(merged, place),
    merged.columns.at[place],
    merged.names.originator[merged.columns.originator[place]!],
  ]);
  assert.deepEqual(all, [
    [idOf(1), 1, "baghdad"],
    [idOf(3), 4, "baghdad"],
    [idOf(2), 9, "amman"],
    [idOf(4), 5, "baghdad"],
  ]);
  const without = withPart(merged, emptyChart, new Set([idOf(1), idOf(4)]));
  assert.deepEqual(
    [...without.order].map((place) => idAt(without, place)),
    [idOf(2), idOf(3)],
  );
  assert.equal(withPart(chart, emptyChart, new Set([idOf(9)])), chart);
});

const version = fc.record(
  {
    n: fc.nat(5),
    at: fc.nat(40),
    until: fc.nat(60),
    known: fc.nat(40),
    replaced: fc.integer({ min: 20, max: 60 }),
    kind: fc.constantFrom("incident", "report"),
    originator: fc.constantFrom("baghdad", "damascus"),
    grade: fc.constantFrom("B2", "F6", "B6"),
    position: fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })),
  },
  { requiredKeys: ["n", "at", "known"] },
);
const look = fc.record({
  moment: fc.record({
    at: fc.option(fc.nat(50)),
    clock: fc.constantFrom("so" as const, "known" as const),
    span: fc.option(fc.integer({ min: 1, max: 30 })),
  }),
  filter: fc.record({
    ...{ q: fc.constant(""), topic: fc.constant(""), classification: fc.constant("") },
    partner: fc.constantFrom("", "damascus"),
    kind: fc.constantFrom("", "report"),
    reliability: fc.constantFrom("", "B"),
    credibility: fc.constantFrom("", "6"),
    inView: fc.boolean(),
  }),
  view: fc.constant([-4, -4, 4, 4] as number[]),
  now: fc.constant(35),
});

/** The same, said in words for one version. */
function isShown(one: Version, { moment, filter, view, now }: Look): boolean {
  const { at, until = -1, known = 0, replaced = Infinity } = one;
  const time = moment.at ?? now;
  if (!isKnownAt(moment, { known, replaced })) return false;
  if (at > (moment.at ?? now + clocksApart)) return false;
  if (moment.span !== null && at <= time - moment.span && until <= time) return false;
  if (filter.partner && (one.originator ?? "baghdad") !== filter.partner) return false;
  if (filter.kind && (one.kind ?? "incident") !== filter.kind) return false;
  if (filter.reliability && (one.grade ?? "B2")[0] !== filter.reliability) return false;
  if (filter.credibility && (one.grade ?? "B2")[1] !== filter.credibility) return false;
  const [west, south, east, north] = view as [number, number, number, number];
  if (!filter.inView) return true;
  if (!one.position) return false;
  const [x, y] = one.position;
  return x >= west && x <= east && y >= south && y <= north;
}

test("the state at a time is what a slow reading of each version says, latest first, with its counts", () => {
  fc.assert(
    fc.property(fc.array(version, { maxLength: 25 }), look, (versions, asked) => {
      const all = versions as Version[];
      const chart = chartOf(all);
      const { versions: shown, byOriginator, byKind } = stateAt(chart, asked);
      const expected = all.flatMap((one, place) => (isShown(one, asked) ? [place] : []));
      assert.deepEqual(
        [...shown].toSorted((a, b) => a - b),
        expected,
      );
      const times = [...shown].map((place) => chart.columns.at[place]!);
      assert.deepEqual(
        times,
        times.toSorted((a, b) => b - a),
      );
      for (const counts of [byOriginator, byKind])
        assert.equal(
          counts.reduce((sum, count) => sum + count, 0),
          shown.length,
        );
    }),
    { numRuns: 500 },
  );
});

test("a change of version is seen by the clock of knowledge, at the moment it was known", () => {
  const chart = chartOf([
    { n: 1, at: 10, known: 15, replaced: 30 },
    { n: 1, at: 12, known: 30 },
  ]);
  const shown = (at: number, clock: Moment["clock"]) => [
    ...stateAt(chart, { moment: { at, clock, span: null }, filter: noFilter, view: null, now: 99 })
      .versions,
  ];
  assert.deepEqual(
    [11, 14, 20, 30].map((at) => shown(at, "known")),
    [[], [], [0], [1]],
  );
  assert.deepEqual(
    [11, 14, 20, 30].map((at) => shown(at, "so")),
    [[], [1], [1], [1]],
  );
});

test("now holds nothing that is only planned: it is counted, and shown when the time is moved there", () => {
  const planned = Array.from({ length: 3 }, (_, n) => ({ n: n + 2, at: 10_000_000 + n }));
  const chart = chartOf([{ n: 1, at: 5 }, ...planned, { n: 9, at: 6, kind: "report" }]);
  const at = (time: number | null, kind = "") =>
    stateAt(chart, {
      moment: { ...now, at: time },
      filter: { ...noFilter, kind },
      view: null,
      now: 10,
    });
  assert.deepEqual([[...at(null).versions], at(null).ahead], [[4, 0], 3]);
  assert.equal(at(null, "report").ahead, 0);
  assert.deepEqual([at(10_000_001).versions.length, at(10_000_001).ahead], [4, 0]);
});

test("the density counts what begins in each part of the stretch and beyond it, of latest versions alone", () => {
  const chart = chartOf([
    { n: 1, at: 0 },
    { n: 2, at: 9, replaced: 50 },
    { n: 2, at: 9 },
    { n: 3, at: 39, kind: "report" },
    { n: 4, at: 40 },
  ]);
  const along = (filter: Filter, from: number) => {
    const { parts, earlier, later } = density(timesWithin(chart, filter), { from, until: 40 }, 4);
    return [earlier, ...parts, later];
  };
  assert.deepEqual(along(noFilter, 0), [0, 2, 0, 0, 1, 1]);
  assert.deepEqual(along(noFilter, 20), [2, 0, 0, 0, 1, 1]);
  const reports = { ...noFilter, kind: "report", inView: true };
  assert.deepEqual(along(reports, 0), [0, 0, 0, 0, 1, 0]);
});

const holder = (id: string) => ({ id, name: { en: id } });
const change = (at: number, over: Partial<ControlChange>): ControlChange => ({
  ...{ id: `incident--${at}`, at, known: at + 1, replaced: Infinity, position: [38.35, 36.89] },
  ...{ place: { en: "Kobani" }, from: [holder("ypg")], to: [holder("ypg")], state: "held" },
  ...over,
});

test("a settlement is whose it last went to, by what was known", () => {
  const kobani = [
    change(10, { to: [holder("ypg"), holder("isil")], state: "contested" }),
    change(20, { from: [holder("ypg"), holder("isil")] }),
    change(15, { position: [40, 35], from: [holder("a"), holder("b")], to: [], state: "unknown" }),
  ];
  const at = (time: number | null, clock: Moment["clock"] = "so") =>
    controlAt(kobani, { ...now, at: time, clock }, 15 - clocksApart).map(
      ({ state, holders, since }) => `${state} ${holders.map(({ id }) => id).join("+")} ${since}`,
    );
  assert.deepEqual(at(5), ["held ypg null", "unknown a+b null"]);
  assert.deepEqual(at(19), ["contested ypg+isil 10", "unknown  15"]);
  assert.deepEqual(at(20), ["held ypg 20", "unknown  15"]);
  // Now is what has begun by now, not what is said to begin later.
  assert.deepEqual(at(null), at(15));
  // Nobody had said so yet.
  assert.deepEqual(at(10, "known"), []);
  assert.deepEqual(at(20, "known"), ["contested ypg+isil 10", "unknown  15"]);
});

test("an address leads back to what it was made of, and means nothing wrong", () => {
  const address = {
    filter: { ...noFilter, q: "طريق & جسر", partner: "damascus", reliability: "B", inView: true },
    moment: { at: Date.UTC(2015, 0, 26), clock: "known", span: 30 * 86_400_000 },
    place: { longitude: 38.35, latitude: 36.89, zoom: 7.25 },
  } as const;
  const text = searchOf(address);
  assert.match(text, /t=2015-01-26T00:00:00Z&clock=known&days=30&map=38\.3500,36\.8900,7\.25$/);
  assert.deepEqual(readSearch(text), address);
  assert.equal(searchOf({ filter: noFilter, moment: now, place: null }), "");
  for (const wrong of [
    "",
    "t=x&days=-1&map=1,2&clock=z",
    "map=1,2,3,4",
    "map=200,1,1",
    "days=Infinity",
  ])
    assert.deepEqual(readSearch(wrong), { filter: noFilter, moment: now, place: null });
});
