import { interiorOf } from "./area.ts";
import { chainOf } from "./chain.ts";
import type { Effort } from "./effort.ts";
import { addEntries } from "./entries.ts";
import { Meeting, touch } from "./meeting.ts";
import { nearPieces } from "./near-pieces.ts";
import { chainsOf, type Shape } from "./shape.ts";

/**
 * Where and when two shapes are nearer than `metres`, while they are there within `slack` ms of each other; null where
 * they never are. Asked for no more than a touch they must overlap: points and lines do where they touch, areas only where
 * one enters the other, so that those with a common border do not. To be called within `attempt`.
 */
export function meetingOf(
  a: Shape,
  b: Shape,
  metres: number,
  slack: number,
  effort: Effort,
): Meeting | null {
  const meeting = new Meeting(Math.max(metres, touch), slack, effort);
  const mustOverlap = metres <= touch;
  const [ofA, ofB] = mustOverlap ? [a.lines, b.lines] : [chainsOf(a), chainsOf(b)];
  for (const one of ofA) for (const other of ofB) nearPieces(one, other, meeting);
  for (const one of chainsOf(a)) for (const sector of b.sectors) addEntries(one, sector, meeting);
  for (const other of chainsOf(b))
    for (const sector of a.sectors) addEntries(other, sector, meeting);
  if (mustOverlap && !meeting.found) addSameBorders(a, b, meeting);
  return meeting.found ? meeting : null;
}

/** Areas with the same border do not enter each other. */
function addSameBorders(a: Shape, b: Shape, meeting: Meeting): void {
  for (const { area, rings } of a.sectors) {
    const { from, until } = rings[0]!;
    const inner = chainOf([interiorOf(area)], { from, until });
    for (const other of b.sectors) addEntries(inner, other, meeting);
  }
}
