import type { Bilingual } from "../domain/bilingual.ts";
import type { PartnerId } from "../domain/partner.ts";
import { stixTime } from "../domain/time.ts";
import { AppError, type ErrorParts, problem } from "../errors.ts";
import { ledgerLeafHash } from "../proof/ledger-leaf.ts";
import { openFrontier } from "../proof/merkle.ts";
import { type LedgerEntry, ledgerLevels, type LedgerSize } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { readAll } from "./documents.ts";
import { type LedgerClaim, ledgerClaims } from "./ledger-claims.ts";
import { ledgerFor } from "./ledger-name.ts";
import type { Progress } from "./long-check.ts";
import { type ServedFault, servedVerifier } from "./verify-served.ts";

export interface LedgerFault {
  partner: PartnerId;
  /**
   * leaf-differs: what is stored is not what was logged · leaf-missing: a number without a leaf · row-missing: what a leaf
   * speaks of is gone · never-served: a leaf of what was taken out unserved · unlogged: served and without a leaf ·
   * node-differs: a kept hash · size-differs · checkpoint-differs: a countersigned checkpoint is of another ledger ·
   * ledger-missing: the partner signed for this node's ledger, which is gone · receipt-differs: a stored receipt is not what
   * the partner signed · served-differs: when or under which clauses is not what was logged · served-unsigned: this node's
   * signature under that is missing or wrong · forked: the exchange met two ledgers.
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
    | "ledger-missing"
    | "receipt-differs"
    | "forked"
    | ServedFault;
  /** Which leaf, leaves, node, entry or receipt. */
  where: string;
}

/** What people should know of, and is no fault of what is stored here. */
export interface LedgerRemark {
  partner: PartnerId;
  remark: "ledger-claim-unproven" | "ledger-earlier-gone" | "ledger-served-before" | "ledger-new";
  count: number;
  /** The last of them: which receipt, entry, or when. */
  where: string;
  text: Bilingual;
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
    /** Of how many leaves this node signed when and under which clauses they were served. */
    signed: number;
  }[];
  /** At most 1,000. */
  faults: LedgerFault[];
  /** One for each partner and sort. */
  remarks: LedgerRemark[];
}

const pageSize = 500;
const mostFaults = 1000;

type Proven = Extract<LedgerClaim, { worth: "proven" }>;
type Tell = (partner: PartnerId, fault: LedgerFault["fault"], where: string) => void;
type Remark = (partner: PartnerId, remark: LedgerRemark["remark"], where: string) => void;

/**
 * Computes every ledger of this node anew from what is stored and holds it against its leaves, its kept hashes, the
 * watermarks, what this node signed of when and why, and each checkpoint that came back countersigned. `progress` is told of
 * the leaves. Errors: those of the store.
 */
export async function verifyLedger(
  desk: Desk,
  progress: Progress = () => undefined,
): Promise<LedgerVerified> {
  const ledgers: LedgerVerified["ledgers"] = [];
  const faults: LedgerFault[] = [];
  const remarks = new Map<string, Omit<LedgerRemark, "text">>();
  const tell: Tell = (partner, fault, where) => {
    if (faults.length < mostFaults) faults.push({ partner, fault, where });
  };
  const remark: Remark = (partner, remark, where) => {
    const key = `${partner} ${remark}`;
    const count = (remarks.get(key)?.count ?? 0) + 1;
    remarks.set(key, { partner, remark, count, where });
  };
  const signed = await provenClaims(desk, tell, remark);
  const sizes = await desk.store.ledgers();
  const all = sizes.reduce((sum, { size }) => sum + size, 0);
  let looked = 0;
  for (const ledger of sizes) {
    const { partner, incarnation } = ledger;
    const key = `${partner} ${incarnation}`;
    const claims = signed.get(key) ?? [];
    signed.delete(key);
    ledgers.push(
      await verifyTree(desk, ledger, claims, {
        tell: (...told) => tell(partner, ...told),
        looked: (leaves) => progress((looked += leaves), all),
      }),
    );
  }
  for (const [{ ledger, partner, receipt }] of signed.values()) {
    const isCurrent = ledgerFor(desk, partner).incarnation === ledger.incarnation;
    if (isCurrent) tell(partner, "ledger-missing", receipt);
    else remark(partner, "ledger-earlier-gone", receipt);
  }
  await unlogged(desk, tell, remark);
  for (const key of (await readAll(desk.store, "ledger-fork")).keys()) {
    const [first, second] = key.split(" ") as [string, string];
    tell(first === "own" ? second : first, "forked", key);
  }
  for (const [partner, earlier] of await readAll(desk.store, "ledger-earlier"))
    for (const { until } of earlier.toReversed()) remark(partner, "ledger-new", stixTime(until));
  return { ledgers, faults, remarks: [...remarks.values()].map(inWords) };
}

function inWords(found: Omit<LedgerRemark, "text">): LedgerRemark {
  const { partner, remark, count, where } = found;
  const parts: ErrorParts = { partner, count, where };
  return { ...found, text: problem(new AppError(remark, parts)).detail };
}

async function verifyTree(
  desk: Desk,
  ledger: LedgerSize,
  claims: readonly Proven[],
  {
    tell,
    looked,
  }: {
    tell: (fault: LedgerFault["fault"], where: string) => void;
    looked: (leaves: number) => void;
  },
): Promise<LedgerVerified["ledgers"][number]> {
  const tree = openFrontier();
  const nodes = new Map<string, Uint8Array>();
  const bySize = Map.groupBy(claims, ({ size }) => size);
  const chain = await desk.store.servedChain(ledger);
  const served = servedVerifier(desk, ledger, chain, tell);
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
      served.add(entry);
      meet();
    }
    const last = page.at(-1);
    if (!last) break;
    after = last.leaf;
    looked(page.length);
  }
  // What is served meanwhile is no fault.
  const now = (await desk.store.ledgers()).find(
    ({ partner, incarnation }) => partner === ledger.partner && incarnation === ledger.incarnation,
  );
  if (tree.size < ledger.size || tree.size > (now?.size ?? 0))
    tell("size-differs", `${tree.size} ≠ ${ledger.size}`);
  // Of an earlier incarnation the backup may lack the end.
  const isCurrent = ledgerFor(desk, ledger.partner).incarnation === ledger.incarnation;
  for (const { size, receipt } of claims) {
    if (isCurrent && size > tree.size) tell("checkpoint-differs", `${receipt} (${size})`);
  }
  await verifyNodes(desk, ledger, nodes, tell);
  const sizes = claims.flatMap(({ size, counts }) => (counts ? [size] : []));
  const countersigned = sizes.reduce((most, size) => Math.max(most, size), 0);
  const { partner, incarnation } = ledger;
  return {
    ...{ partner, incarnation, leaves: tree.size, countersigned, checkpoints: claims.length },
    signed: served.finish(sizes),
  };
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

/** By `partner incarnation`; never an empty list. */
async function provenClaims(
  desk: Desk,
  tell: Tell,
  remark: Remark,
): Promise<Map<string, [Proven, ...Proven[]]>> {
  const found = new Map<string, [Proven, ...Proven[]]>();
  for await (const claim of ledgerClaims(desk)) {
    const { partner, receipt } = claim;
    if (claim.worth === "changed") tell(partner, "receipt-differs", receipt);
    else if (claim.worth === "unproven") remark(partner, "ledger-claim-unproven", receipt);
    else {
      const key = `${partner} ${claim.ledger.incarnation}`;
      const known = found.get(key);
      if (known) known.push(claim);
      else found.set(key, [claim]);
    }
  }
  return found;
}

/** Records looked at in one question. */
const rowsAtOnce = 5000;

async function unlogged(desk: Desk, tell: Tell, remark: Remark): Promise<void> {
  const last = await desk.store.lastRow();
  for (let after = 0; after < last; after += rowsAtOnce) {
    const found = await desk.store.servedUnlogged(after, Math.min(last, after + rowsAtOnce));
    for (const { partner, seq, before } of found) {
      if (before) remark(partner, "ledger-served-before", String(seq));
      else tell(partner, "unlogged", String(seq));
    }
  }
}
