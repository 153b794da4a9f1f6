import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";

import {
  consistencyProof,
  emptyRoot,
  type Hash,
  inclusionProof,
  leafHash,
  mostProofHashes,
  neededNodes,
  nodeHash,
  openFrontier,
  rootAt,
} from "./merkle.ts";
import { verifyConsistency, verifyInclusion } from "./verify-merkle.ts";

/** The test data of the certificate-transparency projects, and the roots of its first 1 to 8 leaves. */
const knownLeaves = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map((text) => Buffer.from(text, "hex"));
const knownRoots = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/** The definitions of RFC 6962 section 2.1, letter by letter, with nothing kept and nothing of ours. */
function mth(leaves: readonly Uint8Array[]): Buffer {
  if (leaves.length === 0) return createHash("sha256").digest();
  if (leaves.length === 1) return createHash("sha256").update("\0").update(leaves[0]!).digest();
  const k = largestPowerBelow(leaves.length);
  const [left, right] = [mth(leaves.slice(0, k)), mth(leaves.slice(k))];
  return createHash("sha256").update("\u0001").update(left).update(right).digest();
}

function path(m: number, leaves: readonly Uint8Array[]): Buffer[] {
  if (leaves.length === 1) return [];
  const k = largestPowerBelow(leaves.length);
  return m < k
    ? [...path(m, leaves.slice(0, k)), mth(leaves.slice(k))]
    : [...path(m - k, leaves.slice(k)), mth(leaves.slice(0, k))];
}

function subproof(m: number, leaves: readonly Uint8Array[], whole: boolean): Buffer[] {
  if (m === leaves.length) return whole ? [] : [mth(leaves)];
  const k = largestPowerBelow(leaves.length);
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), whole), mth(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), mth(leaves.slice(0, k))];
}

function largestPowerBelow(count: number): number {
  return 2 ** (31 - Math.clz32(count - 1));
}

/** A tree as it is kept: only complete nodes can be read, each of them written once. */
function keep(leaves: readonly Uint8Array[]) {
  const nodes = new Map<string, Hash>();
  const frontier = openFrontier();
  const roots: Hash[] = [frontier.root()];
  for (const leaf of leaves) {
    frontier.append(leafHash(leaf), (level, index, node) => {
      assert.ok(!nodes.has(`${level}/${index}`));
      nodes.set(`${level}/${index}`, node);
    });
    roots.push(frontier.root());
  }
  const nodeAt = (level: number, index: number): Hash => {
    const node = nodes.get(`${level}/${index}`);
    assert.ok(node, `node ${level}/${index} is kept`);
    return node;
  };
  return { nodes, nodeAt, roots, frontier };
}

const most = 70;
const leaves = Array.from({ length: most }, (_, index) => Buffer.from(`leaf ${index}`));
const tree = keep(leaves);
const naiveRoots = Array.from({ length: most + 1 }, (_, size) => mth(leaves.slice(0, size)));
const hex = (hashes: readonly Uint8Array[]) =>
  hashes.map((one) => Buffer.from(one).toString("hex"));

test("the roots of the certificate-transparency test data come out", () => {
  assert.deepEqual(hex(keep(knownLeaves).roots), knownRoots);
  for (let size = 0; size <= 8; size++)
    assert.equal(mth(knownLeaves.slice(0, size)).toString("hex"), knownRoots[size]);
});

test("its published proofs come out", () => {
  const { nodeAt } = keep(knownLeaves);
  assert.deepEqual(hex(inclusionProof(0, 8, nodeAt)), [
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
  ]);
  assert.deepEqual(hex(consistencyProof(6, 8, nodeAt)), [
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  ]);
  assert.deepEqual(hex(consistencyProof(2, 5, nodeAt)), [
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
  ]);
});

test(`roots of up to ${most} leaves are those of the definition, grown, read back or opened anew`, () => {
  assert.deepEqual(hex(tree.roots), hex(naiveRoots));
  for (let size = 0; size <= most; size++) {
    assert.deepEqual(hex([rootAt(size, tree.nodeAt)]), hex([naiveRoots[size]!]));
    const opened = openFrontier(size, tree.nodeAt);
    for (const leaf of leaves.slice(size)) opened.append(leafHash(leaf));
    assert.equal(opened.size, most);
    assert.deepEqual(hex([opened.root()]), hex([naiveRoots[most]!]));
  }
});

test("only complete subtrees are kept, n leaves with fewer than 2n nodes", () => {
  for (const key of tree.nodes.keys()) {
    const [level, index] = key.split("/").map(Number) as [number, number];
    assert.ok((index + 1) * 2 ** level <= most, key);
  }
  assert.ok(tree.nodes.size < 2 * most);
});

test("leaves of any length are hashed as defined, one after the other", () => {
  for (const size of [0, 1, 4094, 4095, 4096, 4097, 100_000, 3]) {
    const leaf = Buffer.alloc(size, 7);
    assert.deepEqual(hex([leafHash(leaf)]), hex([mth([leaf])]));
  }
});

test("inclusion: every proof is that of the definition and verifies, for its leaf and place only", () => {
  for (let size = 1; size <= most; size++) {
    const root = naiveRoots[size]!;
    for (let index = 0; index < size; index++) {
      const proof = inclusionProof(index, size, tree.nodeAt);
      assert.deepEqual(hex(proof), hex(path(index, leaves.slice(0, size))));
      const leaf = leafHash(leaves[index]!);
      assert.ok(verifyInclusion(leaf, index, size, proof, root));
      for (const other of [index - 1, index + 1, index ^ 1, size, index + size])
        if (other !== index) assert.ok(!verifyInclusion(leaf, other, size, proof, root));
      assert.ok(!verifyInclusion(leaf, index, size, [...proof, leaf], root));
      assert.ok(!verifyInclusion(leaf, index, size, [leaf, ...proof], root));
      if (proof.length > 0) {
        assert.ok(!verifyInclusion(leaf, index, size, proof.slice(1), root));
        assert.ok(!verifyInclusion(leaf, index, size, proof.slice(0, -1), root));
      }
    }
  }
});

test(`consistency: every proof for m ≤ n ≤ ${most} is that of the definition and verifies, for its sizes only`, () => {
  for (let size = 0; size <= most; size++) {
    const root = naiveRoots[size]!;
    for (let earlier = 0; earlier <= size; earlier++) {
      const before = naiveRoots[earlier]!;
      const proof = consistencyProof(earlier, size, tree.nodeAt);
      if (earlier > 0)
        assert.deepEqual(hex(proof), hex(subproof(earlier, leaves.slice(0, size), true)));
      assert.ok(verifyConsistency(earlier, before, size, root, proof), `${earlier} ≤ ${size}`);
      assert.ok(!verifyConsistency(earlier, before, size, root, [...proof, before]));
      assert.ok(!verifyConsistency(earlier, before, size, root, [root, ...proof]));
      if (proof.length > 0) {
        assert.ok(!verifyConsistency(earlier, before, size, root, proof.slice(1)));
        assert.ok(!verifyConsistency(earlier, before, size, root, proof.slice(0, -1)));
      }
      if (earlier === size) continue;
      assert.ok(!verifyConsistency(size, root, earlier, before, proof), "turned around");
      if (earlier > 0) assert.ok(!verifyConsistency(earlier, root, size, before, proof));
      assert.ok(!verifyConsistency(earlier, naiveRoots[earlier + 1]!, size, root, proof));
    }
  }
});

/** Roots as a proof gives them by the RFC's recursion, from its end; none where it has too few hashes or too many. */
function rootsOf(proof: readonly Uint8Array[], run: (next: () => Buffer) => Buffer[]): string[] {
  const left = proof.map((one) => Buffer.from(one));
  let short = false;
  const roots = run(() => {
    short ||= left.length === 0;
    return left.pop() ?? Buffer.alloc(32);
  });
  return short || left.length > 0 ? [] : hex(roots);
}

function node(left: Buffer, right: Buffer): Buffer {
  return createHash("sha256").update("\u0001").update(left).update(right).digest();
}

function climb(leaf: Buffer, index: number, size: number, next: () => Buffer): Buffer {
  if (size === 1) return leaf;
  const k = largestPowerBelow(size);
  const other = next();
  return index < k
    ? node(climb(leaf, index, k, next), other)
    : node(other, climb(leaf, index - k, size - k, next));
}

function grow(root: Buffer | null, m: number, size: number, next: () => Buffer): [Buffer, Buffer] {
  if (m === size) {
    const same = root ?? next();
    return [same, same];
  }
  const k = largestPowerBelow(size);
  const other = next();
  if (m <= k) {
    const [before, after] = grow(root, m, k, next);
    return [before, node(after, other)];
  }
  const [before, after] = grow(null, m - k, size - k, next);
  return [node(other, before), node(other, after)];
}

test("a proof held against any other place or size is judged as the definition's recursion judges it", () => {
  const upTo = 9;
  let right = 0;
  for (let size = 1; size <= upTo; size++) {
    const root = naiveRoots[size]!;
    for (let at = 0; at < size; at++) {
      const leaf = Buffer.from(leafHash(leaves[at]!));
      const inclusion = inclusionProof(at, size, tree.nodeAt);
      const before = naiveRoots[at + 1]!;
      const consistency = consistencyProof(at + 1, size, tree.nodeAt);
      for (let claimed = 1; claimed <= 2 * upTo; claimed++) {
        for (let place = 0; place < claimed; place++) {
          const [included] = rootsOf(inclusion, (next) => [climb(leaf, place, claimed, next)]);
          const isIn = included === root.toString("hex");
          assert.equal(verifyInclusion(leaf, place, claimed, inclusion, root), isIn);
          const roots = rootsOf(consistency, (next) => grow(before, place + 1, claimed, next));
          const grew = roots.length === 2 && roots.join() === hex([before, root]).join();
          const verified = verifyConsistency(place + 1, before, claimed, root, consistency);
          assert.equal(verified, grew, `${at + 1} ≤ ${size} as ${place + 1} ≤ ${claimed}`);
          right += Number(isIn) + Number(grew);
        }
      }
    }
  }
  assert.ok(right > 2 * 45, `${right} are right`);
});

test("no other history: a tree with one changed leaf is consistent with no later tree that lacks the change", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: most }), fc.nat(), fc.nat(), (size, cut, at) => {
      const earlier = 1 + (cut % size);
      const changed = leaves.slice(0, earlier);
      changed[at % earlier] = Buffer.from("other");
      const other = mth(changed);
      const proof = consistencyProof(earlier, size, tree.nodeAt);
      assert.ok(!verifyConsistency(earlier, other, size, naiveRoots[size]!, proof));
    }),
  );
});

test("any altered bit of a proof, a root or a leaf fails", () => {
  const bit = fc.record({ at: fc.nat(), byte: fc.nat(31), bit: fc.nat(7) });
  const flipped = (hashes: readonly Hash[], where: { at: number; byte: number; bit: number }) => {
    const copies = hashes.map((one) => Uint8Array.from(one));
    copies[where.at % copies.length]![where.byte]! ^= 1 << where.bit;
    return copies;
  };
  const size = fc.integer({ min: 1, max: most });
  fc.assert(
    fc.property(size, fc.nat(), bit, (size, place, where) => {
      const index = place % size;
      const proof = inclusionProof(index, size, tree.nodeAt);
      const given = [leafHash(leaves[index]!), naiveRoots[size]!, ...proof];
      const [leaf, root, ...rest] = flipped(given, where) as [Hash, Hash, ...Hash[]];
      assert.ok(!verifyInclusion(leaf, index, size, rest, root));

      const earlier = 1 + index;
      const parts = [naiveRoots[earlier]!, naiveRoots[size]!];
      const all = [...parts, ...consistencyProof(earlier, size, tree.nodeAt)];
      const [before, after, ...changed] = flipped(all, where) as [Hash, Hash, ...Hash[]];
      assert.ok(!verifyConsistency(earlier, before, size, after, changed));
    }),
    { numRuns: 1000 },
  );
});

test("hostile proofs are false: whatever their sizes and lengths, nothing is thrown", () => {
  const count = fc.oneof(
    fc.nat(80),
    fc.constantFrom(-1, 0.5, NaN, Infinity, 2 ** 53, Number.MAX_SAFE_INTEGER, 2 ** 40),
  );
  const bytes = fc.oneof(
    { weight: 8, arbitrary: fc.uint8Array({ minLength: 32, maxLength: 32 }) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
  );
  const anything = fc.oneof(
    fc.array(bytes, { maxLength: 70 }),
    fc.anything() as fc.Arbitrary<Hash[]>,
  );
  fc.assert(
    fc.property(count, count, anything, bytes, bytes, (left, right, proof, one, other) => {
      assert.equal(verifyInclusion(one, left, right, proof, other), false);
      assert.equal(verifyConsistency(left, one, right, other, proof), false);
    }),
    { numRuns: 2000 },
  );
  // Longer than any proof: it is not even looked at.
  const endless = Array.from({ length: mostProofHashes + 1 }, () => emptyRoot);
  Object.defineProperty(endless, 0, { get: () => assert.fail("read") });
  const size = Number.MAX_SAFE_INTEGER;
  assert.equal(verifyInclusion(emptyRoot, 5, size, endless, emptyRoot), false);
  assert.equal(verifyConsistency(5, emptyRoot, size, emptyRoot, endless), false);
});

test("the empty tree: every tree begins with it, under its one root", () => {
  const root = naiveRoots[3]!;
  assert.ok(verifyConsistency(0, emptyRoot, 3, root, []));
  assert.ok(verifyConsistency(0, emptyRoot, 0, emptyRoot, []));
  assert.ok(!verifyConsistency(0, root, 3, root, []));
  assert.ok(!verifyConsistency(0, root, 0, root, []));
  assert.ok(!verifyConsistency(0, emptyRoot, 0, root, []));
  assert.ok(!verifyInclusion(emptyRoot, 0, 0, [], emptyRoot));
});

test("a leaf's hash is never that of a node with the same bytes", () => {
  const [left, right] = [leafHash(leaves[0]!), leafHash(leaves[1]!)];
  assert.notDeepEqual(leafHash(Buffer.concat([left, right])), nodeHash(left, right));
});

test("the nodes that a proof needs are told beforehand, a few for any size", () => {
  for (const [index, size] of [
    [0, 1],
    [5, 9],
    [69, 70],
    [12, 61],
  ] as const) {
    const proof = inclusionProof(index, size, tree.nodeAt);
    const needed = neededNodes((nodeAt) => inclusionProof(index, size, nodeAt));
    const held = new Map(
      needed.map(({ level, index }) => [`${level}/${index}`, tree.nodeAt(level, index)]),
    );
    const again = inclusionProof(index, size, (level, at) => held.get(`${level}/${at}`)!);
    assert.deepEqual(hex(again), hex(proof));
  }
  const huge = Number.MAX_SAFE_INTEGER;
  for (const index of [0, 1, 2 ** 52 - 1, 2 ** 52, huge - 1]) {
    const proof = inclusionProof(index, huge, () => emptyRoot);
    assert.ok(proof.length <= mostProofHashes);
    assert.ok(neededNodes((nodeAt) => inclusionProof(index, huge, nodeAt)).length <= 110);
    const earlier = consistencyProof(index + 1, huge, () => emptyRoot);
    assert.ok(earlier.length <= mostProofHashes);
  }
});

test("what is asked for outside the tree is a RangeError", () => {
  for (const size of [-1, 0.5, NaN, 2 ** 53]) {
    assert.throws(() => openFrontier(size, tree.nodeAt), RangeError);
    assert.throws(() => rootAt(size, tree.nodeAt), RangeError);
  }
  for (const index of [-1, 0.5, 3, NaN])
    assert.throws(() => inclusionProof(index, 3, tree.nodeAt), RangeError);
  for (const earlier of [-1, 0.5, 4, NaN])
    assert.throws(() => consistencyProof(earlier, 3, tree.nodeAt), RangeError);
});
