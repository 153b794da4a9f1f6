import { isInside } from "./area.ts";
import { type Chain, pieceFrom, pieceUntil } from "./chain.ts";
import { Meeting, positionOn, touch } from "./meeting.ts";
import { nearPieces } from "./near-pieces.ts";
import { overlapOf } from "./overlap.ts";
import { chainsOf, type Sector, type Shape } from "./shape.ts";

/**
 * Where and when two shapes are nearer than `metres`, while they are there within `slack` ms of each other; null where
 * they never are. Within a metre of nothing they must overlap: areas that share a border do not.
 */
export function meetingOf(a: Shape, b: Shape, metres: number, slack: number): Meeting | null {
  const meeting = metres > touch ? nearness(a, b, metres, slack) : overlapOf(a, b, slack);
  return meeting.found ? meeting : null;
}

function nearness(a: Shape, b: Shape, metres: number, slack: number): Meeting {
  const meeting = new Meeting(metres, slack);
  const ofA = chainsOf(a);
  const ofB = chainsOf(b);
  for (const one of ofA) for (const other of ofB) nearPieces(one, other, meeting);
  for (const one of ofA) for (const sector of b.sectors) addInside(one, sector, meeting);
  for (const other of ofB) for (const sector of a.sectors) addInside(other, sector, meeting);
  return meeting;
}

/** What lies in an area is at no distance from it. A standing chain that does not come near the border is in or out as a whole. */
function addInside(chain: Chain, { area, rings }: Sector, meeting: Meeting): void {
  const { from, until } = rings[0]!;
  const pieces = chain.times === null ? 1 : chain.pieces;
  for (let piece = 0; piece < pieces; piece++) {
    const begin = Math.max(from, pieceFrom(chain, piece));
    const end = Math.min(until, pieceUntil(chain, piece));
    if (!(begin < end + meeting.slack) || !meeting.tells(0, begin, end)) continue;
    if (isInside(area, positionOn(chain, piece, 0))) meeting.addShared(chain, piece, 0, begin, end);
  }
}
