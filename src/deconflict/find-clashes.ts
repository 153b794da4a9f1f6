import type { Position } from "../domain/geometry.ts";
import type { Activity, HeightBand, Window } from "./activity.ts";
import { type Clash, clashOf } from "./clash.ts";
import { meetingOf } from "./compare.ts";
import { crossingOf } from "./crossing.ts";
import { attempt, Effort } from "./effort.ts";
import { addEntries } from "./entries.ts";
import { Meeting, touch } from "./meeting.ts";
import { alwaysThere, type Prepared, type PreparedPlace, standingShape } from "./prepare.ts";
import { chainsOf, type Shape } from "./shape.ts";
import { overlapOf } from "./window.ts";

const everyHeight: HeightBand = { from: -Infinity, to: Infinity };

/** Steps that comparing two things may take, at least and for each of their pieces: what people draw takes less. */
const leastSteps = 20_000;
const stepsOfPiece = 100;
/** Steps that comparing one activity with everything may take. */
const stepsOfLook = 5_000_000;

/** A whole look, or none once a round of looks has spent what it may. */
export function effortOfLook(round?: Effort): Effort {
  return new Effort(round && round.left <= 0 ? 0 : stepsOfLook);
}

/**
 * Compares two shapes by `work` as far as the effort allows that is left of `look`, and takes what it took from that. What remains
 * uncertain must be looked at by people.
 */
function compared<T>(
  [a, b]: readonly [Shape, Shape],
  look: Effort,
  work: (effort: Effort) => T,
): T | "too-much" {
  const pieces = [...chainsOf(a), ...chainsOf(b)].reduce((sum, chain) => sum + chain.pieces, 0);
  const effort = new Effort(Math.min(leastSteps + stepsOfPiece * pieces, look.left));
  const found = attempt(effort, work);
  look.left -= effort.spent;
  return found;
}

/**
 * All clashes of two activities with each other, by what is left of `look`. One unit is never too near to itself, and may use what
 * it uses twice.
 */
export function clashesBetween(a: Prepared, b: Prepared, look: Effort): Clash[] {
  const unit = a.activity.unitId;
  if (unit !== undefined && unit === b.activity.unitId)
    return [...unitTwice(a.activity, b.activity, unit)];
  return [...spaceTime(a, b, look), ...sharedUse(a, b)];
}

function* unitTwice(a: Activity, b: Activity, unit: string): Generator<Clash> {
  const when = overlapOf(a.window, b.window);
  if (when !== null) yield clashOf("unit-twice", [a.id, b.id], { when, about: unit }, unit);
}

function* spaceTime(first: Prepared, second: Prepared, look: Effort): Generator<Clash> {
  const [a, b] = inOrder(first, second);
  if (!meetInTime(a, b)) return;
  const [one, other] = [a.activity.separation, b.activity.separation];
  const height = Math.max(one.heightMetres, other.heightMetres);
  if (!nearInHeight(a.activity.heights, b.activity.heights, height)) return;
  const radii = a.radius + b.radius;
  const metres = Math.max(one.metres, other.metres) + radii;
  const slack = Math.max(a.slack, b.slack);
  const meeting = compared([a.shape, b.shape], look, (effort) =>
    meetingOf(a.shape, b.shape, metres, slack, effort),
  );
  const between = [a.activity.id, b.activity.id] as const;
  if (meeting === "too-much") {
    const start = Math.max(a.from, b.from) - slack / 2;
    const stop = Math.min(a.until, b.until) + slack / 2;
    yield clashOf("space-time", between, { when: whenOf({ start, stop }), compared: false });
  } else if (meeting !== null)
    yield clashOf("space-time", between, {
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
export function boundaryClashes({ activity }: Prepared, look: Effort): Clash[] {
  const { boundaries = [], radius = 0, window } = activity;
  if (boundaries.length === 0) return [];
  const shape = standingShape(activity);
  return boundaries.flatMap(({ id, line }) => {
    const boundary = alwaysThere([line]);
    const where = compared([shape, boundary], look, (effort) =>
      radius > touch
        ? (meetingOf(shape, boundary, radius, 0, effort)?.where ?? null)
        : crossed(shape, boundary, effort),
    );
    if (where === null) return [];
    const what = where === "too-much" ? { compared: false } : { where, metres: 0 };
    return [clashOf("boundary", [activity.id, id], { when: window, ...what })];
  });
}

/** Where a shape crosses a boundary by itself, without a radius. */
function crossed(shape: Shape, boundary: Shape, effort: Effort): Position | null {
  const [line] = boundary.lines;
  const meeting = new Meeting(touch, 0, effort);
  for (const sector of shape.sectors) addEntries(line!, sector, meeting);
  if (meeting.found) return meeting.where;
  for (const each of shape.lines) {
    const where = crossingOf(each, line!, effort);
    if (where !== null) return where;
  }
  return null;
}

/** Whether an activity comes nearer to a protected place than it must. */
export function placeClash(a: Prepared, prepared: PreparedPlace, look: Effort): Clash | null {
  const { place } = prepared;
  const shape = (prepared.shape ??= alwaysThere([place.geometry]));
  const meeting = compared([a.shape, shape], look, (effort) =>
    meetingOf(a.shape, shape, place.radius + a.radius, 0, effort),
  );
  if (meeting === null) return null;
  const between = [a.activity.id, place.id] as const;
  if (meeting === "too-much") {
    const when = { start: a.from, stop: a.until };
    return clashOf("protected-place", between, { when, compared: false });
  }
  const metres = beyond(meeting.metres, a.radius);
  return clashOf("protected-place", between, {
    ...{ when: whenOf(meeting), where: meeting.where, metres },
  });
}

/** In whole milliseconds, which a pace has not. */
function whenOf({ start, stop }: Window): Window {
  return { start: Math.floor(start), stop: Math.ceil(stop) };
}

function beyond(metres: number, radii: number): number {
  return Math.max(0, Math.round(metres - radii));
}
