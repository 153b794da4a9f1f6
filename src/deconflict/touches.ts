import type { Position } from "../domain/geometry.ts";
import { type Chain, chainOf } from "./chain.ts";
import type { Effort } from "./effort.ts";
import { touch } from "./meeting.ts";
import { nearPieces, type Look } from "./near-pieces.ts";
import { throughEarth } from "./wgs84.ts";

const square = throughEarth(touch) ** 2;
const always = { from: -Infinity, until: Infinity };

/** Where a chain touches another, as piece and share of it: 2.5 is the middle of its third piece. In no order. */
export function touchesOf(chain: Chain, other: Chain, slack: number, effort: Effort): number[] {
  const found: number[] = [];
  const look: Look = {
    slack,
    effort,
    tells: (near) => near < square,
    add: ({ i }, { one }) => found.push(i + one),
  };
  nearPieces(chain, other, look);
  return found;
}

export function isTouching(position: Position, chain: Chain, effort: Effort): boolean {
  return touchesOf(chain, chainOf([position], always), 0, effort).length > 0;
}
