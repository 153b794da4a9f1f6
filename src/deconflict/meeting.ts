import type { Position } from "../domain/geometry.ts";
import type { Chain } from "./chain.ts";
import type { Effort } from "./effort.ts";
import type { Nearest } from "./nearest.ts";
import type { Look, PiecePair } from "./near-pieces.ts";
import { overGround, positionAt, throughEarth } from "./wgs84.ts";

/** Metres below which two things touch: no drawing of a border is finer. */
export const touch = 1;

/** Square of half a metre, straight: pieces that cross dip differently below the ellipsoid, and are as near as that. */
const none = 0.25;

/** What two shapes have to do with each other within a limit: how near, where, and while what. */
export class Meeting implements Look {
  readonly slack: number;
  readonly effort: Effort;
  /** Square of metres straight through the earth: what is not nearer is not seen. */
  readonly limit: number;
  /** Of the least distance found; infinite until something is found. */
  square = Infinity;
  /** While both are there and nearer than the limit, ms UTC; each side reaches half the slack beyond its window. */
  start = Infinity;
  stop = -Infinity;
  #middle: [number, number, number] = [0, 0, 0];

  /** `metres` over ground, `slack` in ms. */
  constructor(metres: number, slack: number, effort: Effort) {
    this.limit = throughEarth(metres) ** 2;
    this.slack = slack;
    this.effort = effort;
  }

  get found(): boolean {
    return this.square < Infinity;
  }

  /** Least distance over ground. */
  get metres(): number {
    return overGround(Math.sqrt(this.square));
  }

  /** Half-way between where they come nearest. */
  get where(): Position {
    return positionAt(...this.#middle);
  }

  tells(square: number, from: number, until: number): boolean {
    if (!(square < this.limit)) return false;
    const reach = this.slack / 2;
    return square < this.square || from - reach < this.start || until + reach > this.stop;
  }

  add({ a, i, b, j, from, until }: PiecePair, { square, one, other }: Nearest): void {
    this.#addTime(from, until);
    if (square >= this.square) return;
    this.square = square < none ? 0 : square;
    for (let side = 0; side < 3; side++)
      this.#middle[side] = (onPiece(a, i, one, side) + onPiece(b, j, other, side)) / 2;
  }

  /** They share the place at this share of a piece. */
  addShared(chain: Chain, piece: number, share: number, from: number, until: number): void {
    this.#addTime(from, until);
    if (this.square === 0) return;
    this.square = 0;
    for (let side = 0; side < 3; side++) this.#middle[side] = onPiece(chain, piece, share, side);
  }

  #addTime(from: number, until: number): void {
    this.start = Math.min(this.start, from - this.slack / 2);
    this.stop = Math.max(this.stop, until + this.slack / 2);
  }
}

/** Coordinate `side` (x, y, z) at a share of a piece's length. */
export function onPiece({ xyz }: Chain, piece: number, share: number, side: number): number {
  const at = 3 * piece + side;
  return xyz[at]! + (xyz[at + 3]! - xyz[at]!) * share;
}

/** The position at a share of a piece's length. */
export function positionOn(chain: Chain, piece: number, share: number): Position {
  return positionAt(
    onPiece(chain, piece, share, 0),
    onPiece(chain, piece, share, 1),
    onPiece(chain, piece, share, 2),
  );
}
