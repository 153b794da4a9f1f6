import type { PartnerId } from "../domain/partner.ts";
import { readReceipt } from "../domain/receipt.ts";
import type { StixObject } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import { verifyCheckpoint } from "../proof/checkpoint.ts";
import { ledgerLeafHash } from "../proof/ledger-leaf.ts";
import { openFrontier } from "../proof/merkle.ts";
import { type LedgerEntry, ledgerLevels, type LedgerSize } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { readAll } from "./documents.ts";
import { incarnationIn, ledgerFor, noteKeysOf, ownNoteKeys } from "./ledger-name.ts";

export interface LedgerFault {
  partner: PartnerId;
  /**
   * leaf-differs: what is stored is not what was logged · leaf-missing: a number without a leaf · row-missing: what a leaf
   * speaks of is gone · never-served: a leaf of what was taken out unserved · unlogged: served and without a leaf ·
   * node-differs: a kept hash · size-differs · checkpoint-differs: a countersigned checkpoint is of another ledger ·
   * checkpoint-unsigned: a signature under it is missing or wrong · forked: the exchange met two ledgers.
   */
  fault:
    | "leaf-differs"
    | "leaf-missing"
    | "row-missing"
    | "never-served"
    | "unlogged"
    | "node-differs"
    | "size-differs"
    | "checkpoint-differs"
    | "checkpoint-unsigned"
    | "forked";
  /** Which leaf, node, entry or receipt. */
  where: string;
}

export interface LedgerVerified {
  ledgers: {
    partner: PartnerId;
    incarnation: string;
    leaves: number;
    /** The largest tree that the partner signed for; 0: none. */
    countersigned: number;
    /** Checkpoints that both signed and that were held against it. */
    checkpoints: number;
  }[];
  /** At most 1,000. */
  faults: LedgerFault[];
}

const pageSize = 500;
const mostFaults = 1000;

interface Countersigned {
  size: number;
  root: Uint8Array;
  receipt: string;
}

/**
 * Computes every ledger of this node anew from what is stored and holds it against its leaves, its kept hashes, the
 * watermarks and each checkpoint that came back countersigned. Errors: those of the store.
 */
export async function verifyLedger(desk: Desk): Promise<LedgerVerified> {
  const result: LedgerVerified = { ledgers: [], faults: [] };
  const tell = (partner: PartnerId, fault: LedgerFault["fault"], where: string): void => {
    if (result.faults.length < mostFaults) result.faults.push({ partner, fault, where });
  };
  const signed = await countersigned(desk, tell);
  for (const ledger of await desk.store.ledgers()) {
    const { partner, incarnation } = ledger;
    const checkpoints = signed.get(`${partner} ${incarnation}`) ?? [];
    const leaves = await verifyTree(desk, ledger, checkpoints, (fault, where) =>
      tell(partner, fault, where),
    );
    const sizes = checkpoints.map(({ size }) => size);
    result.ledgers.push({
      ...{ partner, incarnation, leaves, checkpoints: checkpoints.length },
      countersigned: Math.max(0, ...sizes),
    });
  }
  await unlogged(desk, tell);
  for (const key of (await readAll(desk.store, "ledger-fork")).keys()) {
    const [first, second] = key.split(" ") as [string, string];
    tell(first === "own" ? second : first, "forked", key);
  }
  return result;
}

/** Gives the number of leaves. */
async function verifyTree(
  desk: Desk,
  ledger: LedgerSize,
  checkpoints: readonly Countersigned[],
  tell: (fault: LedgerFault["fault"], where: string) => void,
): Promise<number> {
  const tree = openFrontier();
  const nodes = new Map<string, Uint8Array>();
  const bySize = Map.groupBy(checkpoints, ({ size }) => size);
  const meet = (): void => {
    for (const { root, receipt } of bySize.get(tree.size) ?? []) {
      if (!tree.root().every((byte, index) => byte === root[index]))
        tell("checkpoint-differs", `${receipt} (${tree.size})`);
    }
  };
  for (let after = -1; ;) {
    const page = await desk.store.ledgerEntries({ ...ledger, afterLeaf: after, limit: pageSize });
    for (const entry of page) {
      for (; tree.size < entry.leaf; tree.append(missing)) tell("leaf-missing", String(tree.size));
      tree.append(leafOf(entry, tell), (level, position, hash) => {
        if (level > 0 && level % ledgerLevels === 0) nodes.set(`${level}/${position}`, hash);
      });
      meet();
    }
    const last = page.at(-1);
    if (!last) break;
    after = last.leaf;
  }
  // What is served meanwhile is no fault.
  const now = (await desk.store.ledgers()).find(
    ({ partner, incarnation }) => partner === ledger.partner && incarnation === ledger.incarnation,
  );
  if (tree.size < ledger.size || tree.size > (now?.size ?? 0))
    tell("size-differs", `${tree.size} ≠ ${ledger.size}`);
  // Of an earlier incarnation the backup may lack the end.
  const isCurrent = ledgerFor(desk, ledger.partner).incarnation === ledger.incarnation;
  for (const { size, receipt } of checkpoints) {
    if (isCurrent && size > tree.size) tell("checkpoint-differs", `${receipt} (${size})`);
  }
  await verifyNodes(desk, ledger, nodes, tell);
  return tree.size;
}

/** The hash that the leaf must have, made from what is stored. */
function leafOf(
  { leaf, hash, served }: LedgerEntry,
  tell: (fault: LedgerFault["fault"], where: string) => void,
): Uint8Array {
  if (!served) {
    tell("row-missing", String(leaf));
    return hash;
  }
  const made = ledgerLeafHash(served);
  const where = `${leaf} ${served.id} ${stixTime(served.modified)}`;
  if (!Buffer.from(hash).equals(made)) tell("leaf-differs", where);
  if (served.state === "voided") tell("never-served", where);
  return made;
}

const missing = new Uint8Array(32);

async function verifyNodes(
  desk: Desk,
  ledger: LedgerSize,
  made: Map<string, Uint8Array>,
  tell: (fault: LedgerFault["fault"], where: string) => void,
): Promise<void> {
  for (let after = { level: 0, position: 0 }; ;) {
    const page = await desk.store.ledgerNodes(ledger, after, pageSize);
    for (const { level, position, hash } of page) {
      const key = `${level}/${position}`;
      const known = made.get(key);
      made.delete(key);
      // Completed after the leaves were read.
      const isNew = (position + 1) * 2 ** level > ledger.size;
      if (!isNew && !(known && Buffer.from(hash).equals(known))) tell("node-differs", key);
    }
    const last = page.at(-1);
    if (!last) break;
    after = last;
  }
  for (const key of made.keys()) tell("node-differs", key);
}

/** The checkpoints in partners' receipts, by `partner incarnation` of this node's ledgers. */
async function countersigned(
  desk: Desk,
  tell: (partner: PartnerId, fault: LedgerFault["fault"], where: string) => void,
): Promise<Map<string, Countersigned[]>> {
  const found = new Map<string, Countersigned[]>();
  for (let after = 0; ;) {
    const page = await desk.store.ofKind("receipt", after, pageSize);
    for (const { id, body, originator, via, withdrawn } of page) {
      if (via === null || originator === null || withdrawn) continue;
      const { checkpoint: note, at, offeredBy } = readReceipt(JSON.parse(body) as StixObject);
      if (note === undefined || offeredBy !== desk.self.id) continue;
      const keys = [...ownNoteKeys(desk), ...noteKeysOf(desk, originator)];
      const verified = verifyCheckpoint(note, keys, at);
      const isByBoth =
        verified.ok && [originator, desk.self.id].every((name) => verified.signedBy.includes(name));
      if (!isByBoth) {
        tell(originator, "checkpoint-unsigned", id);
        continue;
      }
      const { origin, size, root } = verified.checkpoint;
      const incarnation = incarnationIn(origin, desk.self.id, originator);
      if (incarnation === null) {
        tell(originator, "checkpoint-differs", id);
        continue;
      }
      const key = `${originator} ${incarnation}`;
      if (!found.has(key)) found.set(key, []);
      found.get(key)!.push({ size, root, receipt: id });
    }
    const last = page.at(-1);
    if (!last) return found;
    after = last.row;
  }
}

/** Records looked at in one question. */
const rowsAtOnce = 5000;

async function unlogged(
  desk: Desk,
  tell: (partner: PartnerId, fault: LedgerFault["fault"], where: string) => void,
): Promise<void> {
  const last = await desk.store.lastRow();
  for (let after = 0; after < last; after += rowsAtOnce) {
    const found = await desk.store.servedUnlogged(after, Math.min(last, after + rowsAtOnce));
    for (const { partner, seq } of found) tell(partner, "unlogged", String(seq));
  }
}
