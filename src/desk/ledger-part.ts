import type { Hash } from "../proof/merkle.ts";

/**
 * What goes with a page whose entries are the leaves [first, first + added.length) of the sender's ledger, in one line of
 * ASCII. The recipient makes the leaves of what it received, and so can sign for exactly that.
 */
export interface LedgerPart {
  first: number;
  /** Roots of the complete subtrees left of `first`, larger ones first. */
  frontier: Hash[];
  /** That the tree of `first` begins with the tree of `from` leaves, which the recipient signed for; null: none is needed. */
  proof: { from: number; hashes: Hash[] } | null;
  /** date_added of each entry, µs UTC. */
  added: number[];
  /** Signed checkpoint of the first + added.length leaves. */
  note: string;
}

/** Both sides of a connection take headers of 16 KiB in all. */
const mostLength = 12_000;
const mostEntries = 1_000;
const mostHashes = 54;

/** null: it would be too long for a header; the next page makes up for it. */
export function writeLedgerPart(part: LedgerPart): string | null {
  const { first, frontier, proof, added, note } = part;
  const text = JSON.stringify({
    first,
    frontier: Buffer.concat(frontier).toString("base64"),
    ...(proof && { from: proof.from, proof: Buffer.concat(proof.hashes).toString("base64") }),
    added: writeAscending(added).toString("base64"),
    note: Buffer.from(note, "utf8").toString("base64"),
  });
  return text.length > mostLength ? null : text;
}

/** null for whatever is not written so. Never throws. */
export function readLedgerPart(text: string): LedgerPart | null {
  if (text.length > mostLength) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const { first, frontier, from, proof, added, note } = Object(value) as Record<string, unknown>;
  const begin = hashesIn(frontier);
  const proven = from === undefined ? null : hashesIn(proof);
  const dates = typeof added === "string" ? readAscending(Buffer.from(added, "base64")) : null;
  if (!isCount(first) || !begin || !dates || typeof note !== "string") return null;
  if (from !== undefined && (!isCount(from) || !proven)) return null;
  return {
    ...{ first, frontier: begin, added: dates },
    proof: proven && { from: from as number, hashes: proven },
    note: Buffer.from(note, "base64").toString("utf8"),
  };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function hashesIn(base64: unknown): Hash[] | null {
  if (typeof base64 !== "string") return null;
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length % 32 !== 0 || bytes.length > 32 * mostHashes) return null;
  return hashesOf(bytes);
}

/** The hashes that stand one behind the other. */
export function hashesOf(bytes: Uint8Array): Hash[] {
  const hashes: Hash[] = [];
  for (let from = 0; from < bytes.length; from += 32)
    hashes.push(Buffer.from(bytes.subarray(from, from + 32)));
  return hashes;
}

/** Differences in groups of seven bits: entries made together are a microsecond apart. */
function writeAscending(numbers: readonly number[]): Buffer {
  const bytes: number[] = [];
  let before = 0;
  for (const number of numbers) {
    let rest = number - before;
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
    bytes.push(rest);
    before = number;
  }
  return Buffer.from(bytes);
}

function readAscending(bytes: Uint8Array): number[] | null {
  const numbers: number[] = [];
  let [number, difference, scale] = [0, 0, 1];
  for (const byte of bytes) {
    difference += (byte % 128) * scale;
    scale *= 128;
    if (byte >= 128) continue;
    number += difference;
    if (!Number.isSafeInteger(number) || numbers.length === mostEntries) return null;
    numbers.push(number);
    [difference, scale] = [0, 1];
  }
  return scale === 1 && numbers.length > 0 ? numbers : null;
}
