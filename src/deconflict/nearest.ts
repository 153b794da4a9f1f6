import { type Chain } from "./chain.ts";

/** Where two pieces come nearest to each other: shares of their lengths, and the square of the distance in metres. */
export interface Nearest {
  square: number;
  one: number;
  other: number;
}

/** Filled by every call: this is the innermost step of all comparisons. */
const nearest: Nearest = { square: 0, one: 0, other: 0 };

/**
 * Where piece `i` of one chain and piece `j` of another come nearest while both are there within `slack` ms of each
 * other; an infinite square where they never are. The result is good until the next call.
 */
export function nearestOf(a: Chain, i: number, b: Chain, j: number, slack: number): Nearest {
  if (a.times === null && b.times === null) return betweenSegments(a.xyz, i, b.xyz, j, wholes);
  if (a.times !== null && b.times !== null) return betweenPassing(a, i, b, j, slack);
  const [oneFrom, oneTo] = spanWithin(a, i, b.from - slack, b.until + slack);
  const [otherFrom, otherTo] = spanWithin(b, j, a.from - slack, a.until + slack);
  if (oneFrom > oneTo || otherFrom > otherTo) return never();
  return betweenSegments(a.xyz, i, b.xyz, j, { oneFrom, oneTo, otherFrom, otherTo });
}

interface Spans {
  oneFrom: number;
  oneTo: number;
  otherFrom: number;
  otherTo: number;
}

const wholes: Spans = { oneFrom: 0, oneTo: 1, otherFrom: 0, otherTo: 1 };

function never(): Nearest {
  nearest.square = Infinity;
  return nearest;
}

/** The shares from which to which a piece is occupied at some time in [from, until]; the first is greater for none. */
export function spanWithin(
  { times, lead, lag }: Chain,
  piece: number,
  from: number,
  until: number,
): [number, number] {
  if (times === null) return [0, 1];
  const began = times[piece]!;
  const took = times[piece + 1]! - began;
  return [Math.max(0, (from - lag - began) / took), Math.min(1, (until + lead - began) / took)];
}

/** The least of |p + x·d − q − y·e|² over a rectangle of x and y: it is convex, so each can be held within bounds in turn. */
function betweenSegments(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  { oneFrom, oneTo, otherFrom, otherTo }: Spans,
): Nearest {
  const s = 3 * i;
  const t = 3 * j;
  const dx = a[s + 3]! - a[s]!;
  const dy = a[s + 4]! - a[s + 1]!;
  const dz = a[s + 5]! - a[s + 2]!;
  const ex = b[t + 3]! - b[t]!;
  const ey = b[t + 4]! - b[t + 1]!;
  const ez = b[t + 5]! - b[t + 2]!;
  const rx = a[s]! - b[t]!;
  const ry = a[s + 1]! - b[t + 1]!;
  const rz = a[s + 2]! - b[t + 2]!;
  const dd = dx * dx + dy * dy + dz * dz;
  const ee = ex * ex + ey * ey + ez * ez;
  const de = dx * ex + dy * ey + dz * ez;
  const dr = dx * rx + dy * ry + dz * rz;
  const er = ex * rx + ey * ry + ez * rz;
  const apart = dd * ee - de * de;
  // Parallel, or a point: any x does that the bounds of y then correct.
  let x = apart > 1e-9 * dd * ee ? hold((de * er - dr * ee) / apart, oneFrom, oneTo) : oneFrom;
  let y = ee > 0 ? (de * x + er) / ee : otherFrom;
  if (!(y >= otherFrom && y <= otherTo)) y = hold(y, otherFrom, otherTo);
  if (dd > 0) {
    x = hold((de * y - dr) / dd, oneFrom, oneTo);
    if (ee > 0) y = hold((de * x + er) / ee, otherFrom, otherTo);
  }
  nearest.one = x;
  nearest.other = y;
  nearest.square =
    (rx + x * dx - y * ex) ** 2 + (ry + x * dy - y * ey) ** 2 + (rz + x * dz - y * ez) ** 2;
  return nearest;
}

/**
 * Two that pass: shares are moments, and the moments may differ by what lead, lag and slack allow. Where the nearest
 * shares break that, the least distance lies where they just keep it, since distance is convex in both.
 */
function betweenPassing(a: Chain, i: number, b: Chain, j: number, slack: number): Nearest {
  const beganA = a.times![i]!;
  const beganB = b.times![j]!;
  const tookA = a.times![i + 1]! - beganA;
  const tookB = b.times![j + 1]! - beganB;
  const found = betweenSegments(a.xyz, i, b.xyz, j, wholes);
  const difference = beganA + found.one * tookA - beganB - found.other * tookB;
  const most = a.lead + b.lag + slack;
  const least = -(b.lead + a.lag + slack);
  if (difference >= least && difference <= most) return found;
  const kept = beganB - beganA + (difference > most ? most : least);
  // x·tookA − y·tookB = kept, and both within 0 to 1.
  const from = Math.max(0, kept / tookA);
  const to = Math.min(1, (kept + tookB) / tookA);
  if (from > to) return never();
  const s = 3 * i;
  const t = 3 * j;
  let along = 0;
  let across = 0;
  for (let side = 0; side < 3; side++) {
    const e = b.xyz[t + side + 3]! - b.xyz[t + side]!;
    const start = a.xyz[s + side]! - b.xyz[t + side]! + (kept / tookB) * e;
    const step = a.xyz[s + side + 3]! - a.xyz[s + side]! - (tookA / tookB) * e;
    along += start * step;
    across += step * step;
  }
  const x = across > 0 ? hold(-along / across, from, to) : from;
  const y = hold((x * tookA - kept) / tookB, 0, 1);
  return betweenSegments(a.xyz, i, b.xyz, j, { oneFrom: x, oneTo: x, otherFrom: y, otherTo: y });
}

function hold(value: number, least: number, most: number): number {
  return value < least ? least : value > most ? most : value;
}
