import { hash } from "node:crypto";
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { ledgerLeafHash } from "../src/proof/ledger-leaf.ts";
import { formatCheckpoint } from "../src/proof/checkpoint.ts";
import { openFrontier } from "../src/proof/merkle.ts";
import { newKeyPair, signerFrom } from "../src/proof/signature.ts";
import { signNote } from "../src/proof/signed-note.ts";
import type { Change, Store } from "../src/store/port.ts";
import { openStore } from "../src/store/sqlite/open.ts";
import { rounded } from "./statistics.ts";

const limit = 1000;
const incarnation = "0000000000000000";

/** Processor time for each entry, µs. */
export interface LedgerFigures {
  entries: number;
  /** First serving of all entries, page by page: only marked, and with leaves and what goes with each page. */
  servedUs: number;
  loggedUs: number;
  /** What the recipient does: leaves of what it received, and the tree. */
  followedUs: number;
}

/**
 * Serves a partner's whole outbox from two copies of one store, with its ledger and without, in this process: the
 * difference is what the ledger costs the sender. `backup`: writes a copy into a file. `root`: an empty folder.
 */
export async function benchLedger(
  backup: (file: string) => Promise<void>,
  partner: string,
  root: string,
): Promise<LedgerFigures> {
  const copies: Store[] = [];
  for (const name of ["served", "logged"]) {
    const dir = join(root, name);
    await mkdir(dir, { recursive: true });
    const file = join(root, `${name}.backup`);
    await backup(file);
    await rename(file, join(dir, "store.sqlite"));
    copies.push(await openStore(dir));
  }
  const [plain, logging] = copies as [Store, Store];
  try {
    const served = await serveAll(plain, partner, null);
    const logged = await serveAll(logging, partner, await signedBy(logging, partner));
    return {
      entries: logged.entries,
      servedUs: rounded(served.us),
      loggedUs: rounded(logged.us),
      followedUs: rounded(await follow(logging, partner)),
    };
  } finally {
    await Promise.all(copies.map((store) => store.close()));
  }
}

/** What `signServed` does for each page: the node's own note of when and why the pages before were served. */
async function signedBy(store: Store, partner: string): Promise<() => Promise<Change[]>> {
  const { privatePem, publicKey } = newKeyPair();
  const signer = { name: "node", key: publicKey, signer: signerFrom(privatePem) };
  const ledger = { partner, incarnation };
  return async () => {
    const chain = await store.servedChain(ledger);
    if (!chain) return [];
    const { size, head } = chain;
    const text = formatCheckpoint({ origin: "node/served", size, root: Buffer.from(head) });
    return [{ do: "sign-served", ledger, size, note: signNote(text, signer) }];
  };
}

/** `sign`: null: without a ledger. */
async function serveAll(
  store: Store,
  partner: string,
  sign: (() => Promise<Change[]>) | null,
): Promise<{ entries: number; us: number }> {
  const began = process.cpuUsage();
  let [entries, afterSeq] = [0, 0];
  for (;;) {
    const page = await store.outbox({ partner, afterSeq, versions: ["all"], limit });
    const last = page.entries.at(-1);
    if (!last) break;
    const rows = page.entries.map(({ row }) => row);
    const leaves = sign && { ...(await store.unlogged(partner, rows)), incarnation };
    const mark = { do: "served" as const, partner, seq: last.seq, at: Date.now() };
    const changes = [...((await sign?.()) ?? []), { ...mark, ...(leaves && { leaves }) }];
    await store.commit({ priority: "interactive", groups: [changes] });
    await store.bodies(rows);
    const seqs = page.entries.map(({ seq }) => seq);
    if (leaves) await store.ledgerStretch({ partner, incarnation }, seqs, entries);
    entries += page.entries.length;
    afterSeq = last.seq;
  }
  return { entries, us: since(began) / entries };
}

/** Only the hashing is counted, not the reading of what to hash. */
async function follow(store: Store, partner: string): Promise<number> {
  const tree = openFrontier();
  let [us, afterSeq] = [0, 0];
  for (;;) {
    const { entries } = await store.outbox({ partner, afterSeq, versions: ["all"], limit });
    const last = entries.at(-1);
    if (!last) return us / tree.size;
    const records = await store.byRows(entries.map(({ row }) => row));
    const began = performance.now();
    for (const [index, { id, modified, body }] of records.entries()) {
      const added = entries[index]!.dateAdded;
      tree.append(ledgerLeafHash({ id, modified, added, sha256: hash("sha256", body) }));
    }
    us += (performance.now() - began) * 1000;
    afterSeq = last.seq;
  }
}

function since(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
