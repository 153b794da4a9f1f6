import type { Position } from "../domain/geometry.ts";
import { eastward, writeEcef } from "./wgs84.ts";

/** Pieces that a leaf of the tree holds. */
export const leafPieces = 8;
/** Numbers that a node of the tree holds: least x, y, z, greatest x, y, z, from, until. */
export const nodeSize = 8;

/** No piece is longer, so that none dips more than a decimetre below the ellipsoid. */
const longestPiece = 2000;
/** How far, in metres, a straight piece may leave the line that is straight in longitude and latitude. */
const greatestSag = 0.1;
const earthRadius = 6_378_137;
const radians = Math.PI / 180;

/** When what a chain stands for is there: always the same, or passing along it with its tail and head. */
export interface Presence {
  /** ms UTC, half-open. */
  from: number;
  until: number;
  /** ms; what passes along occupies a position from `lead` before it is there until `lag` after. Absent: it stands. */
  passing?: { lead: number; lag: number; longestPieceMs: number };
}

/**
 * A point, a line or a ring as straight pieces in earth-centred metres, under a tree of boxes in space and time. Distances
 * between pieces know neither dateline nor poles.
 */
export interface Chain {
  /** Three numbers for each of `pieces + 1` vertices. */
  xyz: Float64Array;
  pieces: number;
  /** When it is at each vertex, ms UTC; null: it stands there all of [from, until). */
  times: Float64Array | null;
  lead: number;
  lag: number;
  from: number;
  until: number;
  /** Node 1 is the root, nodes 2n and 2n + 1 lie below n, the leaves begin at `leaves`. */
  nodes: Float64Array;
  leaves: number;
}

/** Makes a chain of one position or more. */
export function chainOf(positions: readonly Position[], presence: Presence): Chain {
  const { from, until, passing } = presence;
  const xyz = cut(positions, passing ? (until - from) / passing.longestPieceMs : 0);
  const pieces = xyz.length / 3 - 1;
  const leaves = 2 ** Math.ceil(Math.log2(Math.ceil(pieces / leafPieces)));
  const chain: Chain = {
    ...{ xyz, pieces, from, until, leaves },
    times: passing ? timesAlong(xyz, from, until) : null,
    lead: passing?.lead ?? 0,
    lag: passing?.lag ?? 0,
    nodes: new Float64Array(2 * leaves * nodeSize),
  };
  growTree(chain);
  return chain;
}

/** When the piece is occupied: ms UTC, half-open. */
export function pieceFrom(chain: Chain, piece: number): number {
  return chain.times === null ? chain.from : chain.times[piece]! - chain.lead;
}

export function pieceUntil(chain: Chain, piece: number): number {
  return chain.times === null ? chain.until : chain.times[piece + 1]! + chain.lag;
}

/** How many pieces an edge is cut into. */
export function piecesOf([lon, lat]: Position, [toLon, toLat]: Position): number {
  const east = eastward(lon, toLon) * radians;
  const north = (toLat - lat) * radians;
  const [low, high] = [Math.abs(lat), Math.abs(toLat)].sort((a, b) => a - b) as [number, number];
  const widest = lat * toLat < 0 ? 1 : Math.cos(low * radians);
  const length = earthRadius * Math.hypot(east * widest, north);
  const steepest = Math.sin(high * radians);
  // What a line straight in longitude and latitude turns away from the straight one, by its second derivative.
  const turn =
    earthRadius * steepest * Math.abs(east) * (widest * Math.abs(east) + 2 * Math.abs(north));
  return Math.max(
    1,
    Math.ceil(length / longestPiece),
    Math.ceil(Math.sqrt(turn / 8 / greatestSag)),
  );
}

function cut(positions: readonly Position[], leastPieces: number): Float64Array {
  const line = positions.filter(
    (each, index) => index === 0 || !isSame(each, positions[index - 1]!),
  );
  // Only a point is a piece without length.
  if (line.length === 1) line.push(line[0]!);
  const counts = line.slice(1).map((to, index) => piecesOf(line[index]!, to));
  const pieces = counts.reduce((sum, count) => sum + count, 0);
  const finer = Math.max(1, Math.ceil(leastPieces / pieces));
  const xyz = new Float64Array(3 * (pieces * finer + 1));
  let at = 0;
  for (const [index, count] of counts.entries()) {
    const [lon, lat] = line[index]!;
    const [toLon, toLat] = line[index + 1]!;
    const east = eastward(lon, toLon);
    for (let step = 0; step < count * finer; step++, at += 3) {
      const share = step / (count * finer);
      writeEcef(xyz, at, lon + east * share, lat + (toLat - lat) * share);
    }
  }
  writeEcef(xyz, at, ...line.at(-1)!);
  return xyz;
}

function isSame([lon, lat]: Position, [toLon, toLat]: Position): boolean {
  return lat === toLat && (eastward(lon, toLon) === 0 || Math.abs(lat) === 90);
}

function timesAlong(xyz: Float64Array, from: number, until: number): Float64Array {
  const times = new Float64Array(xyz.length / 3);
  for (let vertex = 1; vertex < times.length; vertex++) {
    const at = 3 * vertex;
    times[vertex] =
      times[vertex - 1]! +
      Math.hypot(xyz[at]! - xyz[at - 3]!, xyz[at + 1]! - xyz[at - 2]!, xyz[at + 2]! - xyz[at - 1]!);
  }
  const length = times.at(-1)!;
  for (let vertex = 0; vertex < times.length; vertex++)
    times[vertex] = from + ((until - from) * times[vertex]!) / length;
  return times;
}

function growTree(chain: Chain): void {
  const { nodes, leaves, pieces, xyz } = chain;
  for (let node = 0; node < 2 * leaves; node++)
    for (let side = 0; side < 4; side++) {
      nodes[node * nodeSize + (side < 3 ? side : 6)] = Infinity;
      nodes[node * nodeSize + (side < 3 ? side + 3 : 7)] = -Infinity;
    }
  for (let piece = 0; piece < pieces; piece++) {
    const node = (leaves + Math.floor(piece / leafPieces)) * nodeSize;
    for (let end = 0; end < 2; end++)
      for (let side = 0; side < 3; side++) {
        const value = xyz[3 * (piece + end) + side]!;
        nodes[node + side] = Math.min(nodes[node + side]!, value);
        nodes[node + 3 + side] = Math.max(nodes[node + 3 + side]!, value);
      }
    nodes[node + 6] = Math.min(nodes[node + 6]!, pieceFrom(chain, piece));
    nodes[node + 7] = Math.max(nodes[node + 7]!, pieceUntil(chain, piece));
  }
  for (let node = leaves - 1; node >= 1; node--)
    for (let side = 0; side < nodeSize; side++) {
      const one = nodes[2 * node * nodeSize + side]!;
      const other = nodes[(2 * node + 1) * nodeSize + side]!;
      const least = side < 3 || side === 6;
      nodes[node * nodeSize + side] = least ? Math.min(one, other) : Math.max(one, other);
    }
}
