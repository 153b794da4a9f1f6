import { emptyRoot, type Hash, mostProofHashes, nodeHash } from "./merkle.ts";

/* What others hand in: both functions give false for any proof that is not exactly right, and never throw. */

/** Whether the leaf with this hash stands at `index` of the tree of `size` with this root (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(
  leaf: Hash,
  index: number,
  size: number,
  proof: readonly Hash[],
  root: Hash,
): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (!isHash(leaf) || !isHash(root) || !isProof(proof)) return false;
  let node = leaf;
  let own = index;
  let last = size - 1;
  for (const other of proof) {
    if (last === 0) return false;
    if (own % 2 === 1 || own === last) {
      node = nodeHash(other, node);
      [own, last] = upToLeftTurn(own, last);
    } else node = nodeHash(node, other);
    [own, last] = [half(own), half(last)];
  }
  return last === 0 && isSame(node, root);
}

/**
 * Whether the tree of `size` with `root` begins with the tree of `earlier` with `earlierRoot` (RFC 9162 section 2.1.4.2).
 * Every tree begins with the empty one, and with itself; both need no proof and take none.
 */
export function verifyConsistency(
  earlier: number,
  earlierRoot: Hash,
  size: number,
  root: Hash,
  proof: readonly Hash[],
): boolean {
  if (!isCount(earlier) || !isCount(size) || earlier > size) return false;
  if (!isHash(earlierRoot) || !isHash(root) || !isProof(proof)) return false;
  if (earlier === size && !isSame(earlierRoot, root)) return false;
  if (size === 0 && !isSame(root, emptyRoot)) return false;
  if (earlier === 0) return proof.length === 0 && isSame(earlierRoot, emptyRoot);
  if (earlier === size) return proof.length === 0;
  let [own, last] = upToLeftTurn(earlier - 1, size - 1, 1);
  // Complete by itself, the earlier tree is a node of the later one.
  const [first, ...rest] = own === 0 ? [earlierRoot, ...proof] : proof;
  if (!first || proof.length === 0) return false;
  let before = first;
  let after = first;
  for (const other of rest) {
    if (last === 0) return false;
    if (own % 2 === 1 || own === last) {
      before = nodeHash(other, before);
      after = nodeHash(other, after);
      [own, last] = upToLeftTurn(own, last);
    } else after = nodeHash(after, other);
    [own, last] = [half(own), half(last)];
  }
  return last === 0 && isSame(before, earlierRoot) && isSame(after, root);
}

/** Goes up while the node is the right one (`bit` 1) or an only one (0) of its pair, as far as 0. */
function upToLeftTurn(own: number, last: number, bit: 0 | 1 = 0): [number, number] {
  while (own !== 0 && own % 2 === bit) [own, last] = [half(own), half(last)];
  return [own, last];
}

function half(count: number): number {
  return Math.floor(count / 2);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isHash(value: unknown): boolean {
  return value instanceof Uint8Array && value.length === 32;
}

function isProof(proof: unknown): boolean {
  return Array.isArray(proof) && proof.length <= mostProofHashes && proof.every(isHash);
}

function isSame(left: Hash, right: Hash): boolean {
  return Buffer.compare(left, right) === 0;
}
