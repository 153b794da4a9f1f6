/** Steps of the grid in one degree: 1e-7 degree is about a centimetre. */
const steps = 1e7;

/** [ax, ay, bx, by] on the grid: whole numbers, so that every predicate here is exact. */
export type Edge = readonly [number, number, number, number];

/** The point (x/w, y/w) with w > 0; `fx`, `fy` are the same to within a millionth of a step. */
export interface Spot {
  x: bigint;
  y: bigint;
  w: bigint;
  fx: number;
  fy: number;
}

/** The nearest whole step. Throws RangeError for what is no longitude or latitude in degrees. */
export function toGrid(degrees: unknown, limit: 90 | 180): number {
  if (typeof degrees !== "number" || !(Math.abs(degrees) <= limit)) {
    throw new RangeError(`not between -${limit} and ${limit} degrees: ${String(degrees)}`);
  }
  return Math.round(degrees * steps);
}

export function spotAt(x: number, y: number): Spot {
  return { x: BigInt(x), y: BigInt(y), w: 1n, fx: x, fy: y };
}

/** Sign of the turn a → b → spot: 1 to the left, -1 to the right, 0 straight. */
export function turn([ax, ay, bx, by]: Edge, spot: Spot): -1 | 0 | 1 {
  const about = (bx - ax) * (spot.fy - ay) - (by - ay) * (spot.fx - ax);
  // Coordinates stay below 4e9, so that rounding stays far below this.
  if (Math.abs(about) > 1e6) return about > 0 ? 1 : -1;
  const { x, y, w } = spot;
  const exact = BigInt(bx - ax) * (y - BigInt(ay) * w) - BigInt(by - ay) * (x - BigInt(ax) * w);
  return exact > 0n ? 1 : exact < 0n ? -1 : 0;
}

/** Whether the spot lies on the edge, its ends included. */
export function isOn(edge: Edge, spot: Spot): boolean {
  const [ax, ay, bx, by] = edge;
  const { fx, fy } = spot;
  if (fx < Math.min(ax, bx) - 1 || fx > Math.max(ax, bx) + 1) return false;
  if (fy < Math.min(ay, by) - 1 || fy > Math.max(ay, by) + 1) return false;
  if (turn(edge, spot) !== 0) return false;
  return isBetween(ax, bx, spot.x, spot.w) && isBetween(ay, by, spot.y, spot.w);
}

/** How many edges a ray upwards from the spot crosses, those through the spot itself left out. */
export function edgesAbove(edges: readonly Edge[], spot: Spot): number {
  let above = 0;
  for (const edge of edges) {
    const [ax, ay, bx, by] = edge;
    if (Math.max(ay, by) < spot.fy - 1) continue;
    // Half open: an end at the ray's own x counts as left of it, so a shared end is counted once.
    const aRight = isRight(ax, spot);
    if (aRight === isRight(bx, spot)) continue;
    if (turn(aRight ? [bx, by, ax, ay] : edge, spot) < 0) above++;
  }
  return above;
}

/** Middles of the pieces into which `others` cut the edge: no end of any other edge is inside a piece. */
export function middlesOfPieces(edge: Edge, others: readonly Edge[]): Spot[] {
  const cuts: Ratio[] = [
    [0n, 1n],
    [1n, 1n],
  ];
  for (const other of others) if (boxesMeet(edge, other)) cuts.push(...cutsOf(edge, other));
  cuts.sort((a, b) => {
    const difference = a[0] * b[1] - b[0] * a[1];
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  });
  const middles: Spot[] = [];
  for (let index = 1; index < cuts.length; index++) {
    const [n1, d1] = cuts[index - 1]!;
    const [n2, d2] = cuts[index]!;
    if (n1 * d2 !== n2 * d1) middles.push(along(edge, n1 * d2 + n2 * d1, 2n * d1 * d2));
  }
  return middles;
}

export function boxesMeet(a: Edge, b: Edge): boolean {
  return (
    Math.max(a[0], a[2]) >= Math.min(b[0], b[2]) &&
    Math.max(b[0], b[2]) >= Math.min(a[0], a[2]) &&
    Math.max(a[1], a[3]) >= Math.min(b[1], b[3]) &&
    Math.max(b[1], b[3]) >= Math.min(a[1], a[3])
  );
}

/** Numerator and denominator > 0. */
type Ratio = [bigint, bigint];

/** Where, as a share of the edge strictly between its ends, the other one touches or crosses it. */
function cutsOf(edge: Edge, other: Edge): Ratio[] {
  const [ax, ay, bx, by] = edge;
  const [cx, cy, dx, dy] = other;
  const c = spotAt(cx, cy);
  const d = spotAt(dx, dy);
  const sideC = turn(edge, c);
  const sideD = turn(edge, d);
  if (sideC === 0 && sideD === 0) {
    const length = dot(bx - ax, by - ay, bx - ax, by - ay);
    return [dot(cx - ax, cy - ay, bx - ax, by - ay), dot(dx - ax, dy - ay, bx - ax, by - ay)]
      .filter((share) => share > 0n && share < length)
      .map((share) => [share, length]);
  }
  if (sideC === sideD) return [];
  const from = cross(dx - cx, dy - cy, ax - cx, ay - cy);
  const to = cross(dx - cx, dy - cy, bx - cx, by - cy);
  const share: Ratio = from > to ? [from, from - to] : [-from, to - from];
  return share[0] > 0n && share[0] < share[1] ? [share] : [];
}

function along([ax, ay, bx, by]: Edge, share: bigint, w: bigint): Spot {
  const x = BigInt(ax) * w + share * BigInt(bx - ax);
  const y = BigInt(ay) * w + share * BigInt(by - ay);
  return { x, y, w, fx: Number(x) / Number(w), fy: Number(y) / Number(w) };
}

function isRight(x: number, spot: Spot): boolean {
  const about = x - spot.fx;
  return about > 1 || (about >= -1 && BigInt(x) * spot.w > spot.x);
}

function isBetween(a: number, b: number, value: bigint, w: bigint): boolean {
  return BigInt(Math.min(a, b)) * w <= value && value <= BigInt(Math.max(a, b)) * w;
}

function dot(ax: number, ay: number, bx: number, by: number): bigint {
  return BigInt(ax) * BigInt(bx) + BigInt(ay) * BigInt(by);
}

function cross(ax: number, ay: number, bx: number, by: number): bigint {
  return BigInt(ax) * BigInt(by) - BigInt(ay) * BigInt(bx);
}
