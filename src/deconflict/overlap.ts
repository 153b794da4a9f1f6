import type { Position } from "../domain/geometry.ts";
import { interiorOf, isInside } from "./area.ts";
import { type Chain, chainOf, pieceFrom, pieceUntil } from "./chain.ts";
import { Meeting, positionOn, touch } from "./meeting.ts";
import { nearPieces } from "./near-pieces.ts";
import { isTouching, touchesOf } from "./touches.ts";
import { chainsOf, type Sector, type Shape } from "./shape.ts";

/** Where and when two shapes overlap. Points and lines do where they touch, areas only where one enters the other. */
export function overlapOf(a: Shape, b: Shape, slack: number): Meeting {
  const meeting = new Meeting(touch, slack);
  for (const one of a.lines) for (const other of b.lines) nearPieces(one, other, meeting);
  for (const one of chainsOf(a)) for (const sector of b.sectors) addEntries(one, sector, meeting);
  for (const other of chainsOf(b))
    for (const sector of a.sectors) addEntries(other, sector, meeting);
  // Areas with the same border do not enter each other.
  for (const one of a.sectors)
    for (const other of b.sectors) {
      const { from, until } = one.rings[0]!;
      addEntries(chainOf([interiorOf(one.area)], { from, until }), other, meeting);
    }
  return meeting;
}

/**
 * Adds where a chain enters an area further than touching its border. It is cut where it touches the border: each part
 * between is in or out as a whole, and its middle tells.
 */
export function addEntries(chain: Chain, sector: Sector, meeting: Meeting): void {
  const { from, until } = sector.rings[0]!;
  const { slack } = meeting;
  const cuts = sector.rings.flatMap((ring) => touchesOf(chain, ring, slack)).sort((a, b) => a - b);
  let cut = 0;
  for (let piece = 0; piece < chain.pieces; piece++) {
    const begin = Math.max(from, pieceFrom(chain, piece));
    const end = Math.min(until, pieceUntil(chain, piece));
    const stops = [0];
    for (; cut < cuts.length && cuts[cut]! <= piece + 1; cut++) stops.push(cuts[cut]! - piece);
    stops.push(1);
    if (!(begin < end + slack) || !meeting.tells(0, begin, end)) continue;
    for (let stop = 1; stop < stops.length; stop++) {
      const share = (stops[stop - 1]! + stops[stop]!) / 2;
      if (isDeepIn(positionOn(chain, piece, share), sector)) {
        meeting.addShared(chain, piece, share, begin, end);
        break;
      }
    }
  }
}

function isDeepIn(position: Position, { area, rings }: Sector): boolean {
  return isInside(area, position) && !rings.some((ring) => isTouching(position, ring));
}
