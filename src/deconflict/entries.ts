import type { Position } from "../domain/geometry.ts";
import { isInside } from "./area.ts";
import { type Chain, pieceFrom, pieceUntil } from "./chain.ts";
import type { Effort } from "./effort.ts";
import { type Meeting, positionOn } from "./meeting.ts";
import { spanWithin } from "./nearest.ts";
import type { Sector } from "./shape.ts";
import { isTouching, touchesOf } from "./touches.ts";

/**
 * Adds where a chain is in an area, further than touching its border, while both are there. What lies between two touches
 * is in or out as a whole, and its middle tells.
 */
export function addEntries(chain: Chain, sector: Sector, meeting: Meeting): void {
  if (timeThatTells(chain, 0, chain.pieces - 1, sector, meeting) === null) return;
  // All touches, whenever: where it is in time is looked at for each piece.
  const touches = sector.rings.flatMap((ring) => touchesOf(chain, ring, Infinity, meeting.effort));
  const stops = [0, ...touches.sort((a, b) => a - b), chain.pieces];
  for (let stop = 1; stop < stops.length; stop++) {
    const [from, to] = [stops[stop - 1]!, stops[stop]!];
    const first = Math.floor(from);
    const last = Math.max(first, Math.ceil(to) - 1);
    if (from === to || timeThatTells(chain, first, last, sector, meeting) === null) continue;
    const middle = (from + to) / 2;
    const piece = Math.floor(middle);
    if (!isDeepIn(positionOn(chain, piece, middle - piece), sector, meeting.effort)) continue;
    for (let piece = first; piece <= last; piece++)
      addPiece(chain, piece, from, to, sector, meeting);
  }
}

/** Adds what lies of a piece between two places on its chain. */
function addPiece(
  chain: Chain,
  piece: number,
  from: number,
  to: number,
  sector: Sector,
  meeting: Meeting,
): void {
  const time = timeThatTells(chain, piece, piece, sector, meeting);
  if (time === null) return;
  const { from: begin, until } = sector.rings[0]!;
  const [least, most] = spanWithin(chain, piece, begin - meeting.slack, until + meeting.slack);
  const first = Math.max(from - piece, least);
  const last = Math.min(to - piece, most);
  if (first <= last) meeting.addShared(chain, piece, (first + last) / 2, ...time);
}

/** While some pieces and the area are there, if that can tell the meeting anything new. */
function timeThatTells(
  chain: Chain,
  first: number,
  last: number,
  { rings }: Sector,
  meeting: Meeting,
): [from: number, until: number] | null {
  const from = Math.max(rings[0]!.from, pieceFrom(chain, first));
  const until = Math.min(rings[0]!.until, pieceUntil(chain, last));
  return from < until + meeting.slack && meeting.tells(0, from, until) ? [from, until] : null;
}

/** Touches are found in a tree, being inside by walking round: where borders run along each other that is spared. */
function isDeepIn(position: Position, { area, rings }: Sector, effort: Effort): boolean {
  if (rings.some((ring) => isTouching(position, ring, effort))) return false;
  for (const { pieces } of rings) effort.spend(pieces);
  return isInside(area, position);
}
