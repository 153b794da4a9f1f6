import { type Hash, leafHash } from "./merkle.ts";

/** Which ledger a chain goes along, and up to which sequence it takes entries as served before there were ledgers. */
export interface ServedStart {
  partner: string;
  incarnation: string;
  unlogged: number;
}

/**
 * Beside the leaves of a ledger, which the recipient can make too, goes a chain over what the sender alone knows: when each
 * was served and under which clauses. This is its head before the first leaf.
 */
export function servedStart({ partner, incarnation, unlogged }: ServedStart): Hash {
  return leafHash(Buffer.from(JSON.stringify({ incarnation, partner, unlogged })));
}

/**
 * The head after one leaf more. `at`: ms UTC; `clauses`: `agreement-id/clause-id`, one in each line, empty for none. Head and
 * leaf are 32 bytes each, so that no two entries have the same bytes.
 */
export function servedHead(head: Hash, leaf: Hash, at: number, clauses: string): Hash {
  return leafHash(Buffer.concat([head, leaf, Buffer.from(`${at}\n${clauses}`)]));
}
