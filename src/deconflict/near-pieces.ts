import { type Chain, leafPieces, nodeSize, pieceFrom, pieceUntil } from "./chain.ts";
import type { Effort } from "./effort.ts";
import { type Nearest, nearestOf } from "./nearest.ts";

/** Two pieces that are there within the slack of each other. */
export interface PiecePair {
  a: Chain;
  i: number;
  b: Chain;
  j: number;
  /** While both are there, ms UTC; `from` may lie behind `until` by less than the slack. */
  from: number;
  until: number;
}

/** Somebody who looks for pieces that come near each other. */
export interface Look {
  /** ms by which either piece may be there later than the other. */
  readonly slack: number;
  readonly effort: Effort;
  /** Whether pairs whose distance has at least this square, within this time, can still tell anything new. */
  tells(square: number, from: number, until: number): boolean;
  /** Called for every pair of pieces of which `tells` said so. */
  add(pair: PiecePair, nearest: Nearest): void;
}

/** Shows the looker all pieces of two chains that it may want to see, the nearest first as far as boxes tell. */
export function nearPieces(a: Chain, b: Chain, look: Look): void {
  visit(a, 1, b, 1, look);
}

function visit(a: Chain, m: number, b: Chain, n: number, look: Look): void {
  look.effort.spend(1);
  const from = Math.max(a.nodes[m * nodeSize + 6]!, b.nodes[n * nodeSize + 6]!);
  const until = Math.min(a.nodes[m * nodeSize + 7]!, b.nodes[n * nodeSize + 7]!);
  if (!(from < until + look.slack) || !look.tells(squareBetween(a, m, b, n), from, until)) return;
  const oneIsLeaf = m >= a.leaves;
  const otherIsLeaf = n >= b.leaves;
  if (oneIsLeaf && otherIsLeaf) {
    visitPieces(a, m, b, n, look);
  } else if (otherIsLeaf || (!oneIsLeaf && extent(a, m) >= extent(b, n))) {
    const [near, far] = nearFirst(a, m, b, n);
    visit(a, near, b, n, look);
    visit(a, far, b, n, look);
  } else {
    const [near, far] = nearFirst(b, n, a, m);
    visit(a, m, b, near, look);
    visit(a, m, b, far, look);
  }
}

function visitPieces(a: Chain, m: number, b: Chain, n: number, look: Look): void {
  const beginA = (m - a.leaves) * leafPieces;
  const endA = Math.min(a.pieces, beginA + leafPieces);
  const beginB = (n - b.leaves) * leafPieces;
  const endB = Math.min(b.pieces, beginB + leafPieces);
  look.effort.spend((endA - beginA) * (endB - beginB));
  for (let i = beginA; i < endA; i++) {
    const fromA = pieceFrom(a, i);
    const untilA = pieceUntil(a, i);
    for (let j = beginB; j < endB; j++) {
      const from = Math.max(fromA, pieceFrom(b, j));
      const until = Math.min(untilA, pieceUntil(b, j));
      if (!(from < until + look.slack)) continue;
      const nearest = nearestOf(a, i, b, j, look.slack);
      if (look.tells(nearest.square, from, until)) look.add({ a, i, b, j, from, until }, nearest);
    }
  }
}

/** Square of the least distance between two nodes' boxes. */
function squareBetween(a: Chain, m: number, b: Chain, n: number): number {
  let square = 0;
  for (let side = 0; side < 3; side++) {
    const before = b.nodes[n * nodeSize + side]! - a.nodes[m * nodeSize + side + 3]!;
    const behind = a.nodes[m * nodeSize + side]! - b.nodes[n * nodeSize + side + 3]!;
    const gap = Math.max(before, behind, 0);
    square += gap * gap;
  }
  return square;
}

function extent({ nodes }: Chain, node: number): number {
  const at = node * nodeSize;
  let sum = 0;
  for (let side = at; side < at + 3; side++) sum += nodes[side + 3]! - nodes[side]!;
  return sum;
}

function nearFirst(a: Chain, m: number, b: Chain, n: number): [number, number] {
  const left = squareBetween(a, 2 * m, b, n);
  return squareBetween(a, 2 * m + 1, b, n) < left ? [2 * m + 1, 2 * m] : [2 * m, 2 * m + 1];
}
