import { type Hash, leafHash } from "./merkle.ts";

/** What one leaf of a ledger says: this version was served. */
export interface LedgerLeaf {
  id: string;
  /** ms UTC. */
  modified: number;
  /** date_added in the recipient's outbox, µs UTC. */
  added: number;
  /** SHA-256 of the canonical text, hexadecimal. */
  sha256: string;
}

/** Hash of a leaf, whose bytes are its canonical JSON (RFC 8785). */
export function ledgerLeafHash({ id, modified, added, sha256 }: LedgerLeaf): Hash {
  // The members in canonical order; numbers are whole and so are written as JCS writes them.
  return leafHash(Buffer.from(JSON.stringify({ added, id, modified, sha256 })));
}
