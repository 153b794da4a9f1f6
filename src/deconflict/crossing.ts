import type { Position } from "../domain/geometry.ts";
import { type Chain, chainOf } from "./chain.ts";
import type { Effort } from "./effort.ts";
import { onPiece, positionOn } from "./meeting.ts";
import { type Look, nearPieces } from "./near-pieces.ts";
import { isTouching, touchesOf } from "./touches.ts";

const always = { from: -Infinity, until: Infinity };
/** Metres from a touch at which a line is looked at; the further ones are for lines that run along each other. */
const probes = [2, 8, 32, 128, 512, 2048, 8192, 32_768];

/** 1: left of a line as it runs, -1: right of it, 0: neither, because the line ends there. */
type Side = -1 | 0 | 1;

/**
 * Where a line passes from one side of a boundary to the other, both whenever; null where it does not. Touching it, ending
 * at it, running along it and going around its end are no crossing.
 */
export function crossingOf(line: Chain, boundary: Chain, effort: Effort): Position | null {
  const touches = touchesOf(line, boundary, 0, effort).sort((a, b) => a - b);
  let side: Side = 0;
  for (const [index, at] of touches.entries()) {
    side = sideBeside(line, at, touches[index - 1] ?? 0, boundary, effort) || side;
    const after = sideBeside(line, at, touches[index + 1] ?? line.pieces, boundary, effort);
    if (side * after < 0) return positionOn(line, ...pieceAt(line, at));
    side = after || side;
  }
  return null;
}

/** The side on which a line is beside a touch, looked at in the direction of `end` and not beyond it. */
function sideBeside(line: Chain, at: number, end: number, boundary: Chain, effort: Effort): Side {
  for (const metres of probes) {
    const probe = walk(line, at, end, metres, effort);
    if (probe === null) return 0;
    if (!isTouching(probe, boundary, effort)) return sideOf(probe, boundary, effort);
  }
  return 0;
}

/** The position some metres along the line from one place on it towards another; null where that is not so far. */
function walk(
  line: Chain,
  from: number,
  end: number,
  metres: number,
  effort: Effort,
): Position | null {
  const forward = end > from;
  let left = metres;
  for (let at = from; at !== end;) {
    effort.spend(1);
    const piece = forward ? Math.floor(at) : Math.ceil(at) - 1;
    const next = forward ? Math.min(end, piece + 1) : Math.max(end, piece);
    const length = lengthOf(line, piece);
    const stretch = Math.abs(next - at) * length;
    if (stretch > left)
      return positionOn(line, piece, at - piece + (left / length) * Math.sign(end - from));
    left -= stretch;
    at = next;
  }
  return null;
}

/** On which side of a line a position lies, by the piece or the bend that is nearest to it. */
function sideOf(position: Position, line: Chain, effort: Effort): Side {
  const point = chainOf([position], always);
  let square = Infinity;
  let at = 0;
  const look: Look = {
    slack: 0,
    effort,
    tells: (near) => near < square,
    add: ({ j }, nearest) => {
      square = nearest.square;
      at = j + nearest.other;
    },
  };
  nearPieces(point, line, look);
  if (at === 0 || at === line.pieces) return 0;
  // At a bend the middle of both pieces' directions tells: beside a sharp bend either alone may lie.
  const [piece, share] = pieceAt(line, at);
  const pieces = share === 0 ? [piece - 1, piece] : [piece];
  let left = 0;
  for (const each of pieces) left += leftOf(point, line, each, piece, share) / lengthOf(line, each);
  return Math.sign(left) as Side;
}

/** How far, times the piece's length, a point lies left of a piece's direction, from a place on the line. */
function leftOf(point: Chain, line: Chain, each: number, piece: number, share: number): number {
  const [px, py, pz] = point.xyz as unknown as [number, number, number];
  const away = [0, 1, 2].map((side) => point.xyz[side]! - onPiece(line, piece, share, side));
  const [dx, dy, dz] = [0, 1, 2].map(
    (side) => onPiece(line, each, 1, side) - onPiece(line, each, 0, side),
  ) as [number, number, number];
  // Up times ahead is left.
  const left = [py * dz - pz * dy, pz * dx - px * dz, px * dy - py * dx];
  return left.reduce((sum, each, side) => sum + each * away[side]!, 0);
}

function lengthOf({ xyz }: Chain, piece: number): number {
  const at = 3 * piece;
  return Math.hypot(
    xyz[at + 3]! - xyz[at]!,
    xyz[at + 4]! - xyz[at + 1]!,
    xyz[at + 5]! - xyz[at + 2]!,
  );
}

function pieceAt(line: Chain, at: number): [piece: number, share: number] {
  const piece = Math.min(Math.floor(at), line.pieces - 1);
  return [piece, at - piece];
}
