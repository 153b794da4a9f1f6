import type { Position } from "../domain/geometry.ts";
import type { Activity, HeightBand, Window } from "./activity.ts";
import { type Clash, clashOf } from "./clash.ts";
import { meetingOf } from "./compare.ts";
import { crossingOf } from "./crossing.ts";
import { addEntries } from "./entries.ts";
import { Meeting, touch } from "./meeting.ts";
import { alwaysThere, type Prepared, type PreparedPlace, standingShape } from "./prepare.ts";
import type { Shape } from "./shape.ts";
import { overlapOf } from "./window.ts";

const everyHeight: HeightBand = { from: -Infinity, to: Infinity };

/** All clashes of two activities with each other. One unit is never too near to itself, and may use what it uses twice. */
export function clashesBetween(a: Prepared, b: Prepared): Clash[] {
  const unit = a.activity.unitId;
  if (unit !== undefined && unit === b.activity.unitId)
    return [...unitTwice(a.activity, b.activity, unit)];
  return [...spaceTime(a, b), ...sharedUse(a, b)];
}

function* unitTwice(a: Activity, b: Activity, unit: string): Generator<Clash> {
  const when = overlapOf(a.window, b.window);
  if (when !== null) yield clashOf("unit-twice", [a.id, b.id], { when, about: unit }, unit);
}

function* spaceTime(first: Prepared, second: Prepared): Generator<Clash> {
  const [a, b] = inOrder(first, second);
  if (!meetInTime(a, b)) return;
  const [one, other] = [a.activity.separation, b.activity.separation];
  const height = Math.max(one.heightMetres, other.heightMetres);
  if (!nearInHeight(a.activity.heights, b.activity.heights, height)) return;
  const radii = a.radius + b.radius;
  const metres = Math.max(one.metres, other.metres) + radii;
  const meeting = meetingOf(a.shape, b.shape, metres, Math.max(a.slack, b.slack));
  if (meeting !== null)
    yield clashOf("space-time", [a.activity.id, b.activity.id], {
      ...{ when: whenOf(meeting), where: meeting.where },
      metres: beyond(meeting.metres, radii),
    });
}

/** Whether they are anywhere within the minutes that they must keep between them. */
export function meetInTime(a: Prepared, b: Prepared): boolean {
  const slack = Math.max(a.slack, b.slack);
  return a.from < b.until + slack && b.from < a.until + slack;
}

function nearInHeight(a = everyHeight, b = everyHeight, metres: number): boolean {
  return a.from < b.to + metres && b.from < a.to + metres;
}

function* sharedUse(one: Prepared, other: Prepared): Generator<Clash> {
  const [a, b] = inOrder(one, other);
  for (const [key, uses] of a.uses) {
    const shared = uses.flatMap(({ window }) =>
      (b.uses.get(key) ?? []).flatMap((use) => overlapOf(window, use.window) ?? []),
    );
    if (shared.length === 0) continue;
    const start = Math.min(...shared.map((window) => window.start));
    const stop = Math.max(...shared.map((window) => window.stop));
    const about = uses[0]!.resource;
    yield clashOf(
      "shared-use",
      [a.activity.id, b.activity.id],
      { when: { start, stop }, about },
      key,
    );
  }
}

/** In one order always, so that both sides find the same to the last digit. */
function inOrder(one: Prepared, other: Prepared): [Prepared, Prepared] {
  return one.activity.id < other.activity.id ? [one, other] : [other, one];
}

/** The boundaries that an activity crosses and may not. */
export function boundaryClashes({ activity }: Prepared): Clash[] {
  const { boundaries = [], radius = 0, window } = activity;
  if (boundaries.length === 0) return [];
  const shape = standingShape(activity);
  return boundaries.flatMap(({ id, line }) => {
    const boundary = alwaysThere([line]);
    const meeting = radius > touch ? meetingOf(shape, boundary, radius, 0) : null;
    const where = radius > touch ? meeting?.where : crossed(shape, boundary);
    return where
      ? [clashOf("boundary", [activity.id, id], { when: window, where, metres: 0 })]
      : [];
  });
}

/** Where a shape crosses a boundary by itself, without a radius. */
function crossed(shape: Shape, boundary: Shape): Position | null {
  const [line] = boundary.lines;
  const meeting = new Meeting(touch, 0);
  for (const sector of shape.sectors) addEntries(line!, sector, meeting);
  if (meeting.found) return meeting.where;
  for (const each of shape.lines) {
    const where = crossingOf(each, line!);
    if (where !== null) return where;
  }
  return null;
}

/** Whether an activity comes nearer to a protected place than it must. */
export function placeClash(a: Prepared, prepared: PreparedPlace): Clash | null {
  const { place } = prepared;
  prepared.shape ??= alwaysThere([place.geometry]);
  const meeting = meetingOf(a.shape, prepared.shape, place.radius + a.radius, 0);
  if (meeting === null) return null;
  const when = whenOf(meeting);
  const metres = beyond(meeting.metres, a.radius);
  return clashOf("protected-place", [a.activity.id, place.id], {
    when,
    where: meeting.where,
    metres,
  });
}

/** In whole milliseconds, which a pace has not. */
function whenOf({ start, stop }: Meeting): Window {
  return { start: Math.floor(start), stop: Math.ceil(stop) };
}

function beyond(metres: number, radii: number): number {
  return Math.max(0, Math.round(metres - radii));
}
