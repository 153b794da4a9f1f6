import type { PartnerId } from "../domain/partner.ts";
import type { Receipt } from "../domain/receipt.ts";
import { formatCheckpoint, verifyCheckpoint } from "../proof/checkpoint.ts";
import { signNote } from "../proof/signed-note.ts";
import type { Policy } from "../release/types.ts";
import type { Change, Leaves, LedgerName, OutboxEntry } from "../store/port.ts";
import { closureOf } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { put, read } from "./documents.ts";
import {
  incarnationIn,
  ledgerFor,
  noteKeysOf,
  noteSigner,
  originOf,
  ownNoteKeys,
  servedOriginOf,
} from "./ledger-name.ts";
import { hashesOf, writeLedgerPart } from "./ledger-part.ts";
import { clausesFor, oneOffClause } from "./plan-release.ts";

/** Leaves for those of these entries that have none yet, with the clauses under which they leave now. */
export async function leavesFor(
  desk: Desk,
  policy: Policy,
  partner: PartnerId,
  entries: readonly OutboxEntry[],
): Promise<Leaves> {
  const { seqs, hashes, clauses } = await desk.store.unlogged(
    partner,
    entries.map(({ row }) => row),
  );
  const { incarnation } = ledgerFor(desk, partner);
  const stand = standing(policy);
  const decidedBy = new Map<number, readonly string[]>();
  for (const [index, text] of clauses.entries()) {
    if (text === "" || stand(text)) continue;
    const { id, modified } = entries.find(({ seq }) => seq === seqs[index])!;
    const closure = await closureOf(desk, id, modified);
    decidedBy.set(seqs[index]!, clausesFor(desk, policy, partner, closure));
  }
  return { incarnation, seqs, hashes, clauses, ...(decidedBy.size > 0 && { decidedBy }) };
}

/** Whether all of these clauses, one in each line, are in force: what was offered under them leaves under them. */
function standing({ agreements }: Policy): (text: string) => boolean {
  const inForce = new Set(
    agreements.flatMap(({ id, grantsInForce }) => grantsInForce.map((grant) => `${id}/${grant}`)),
  ).add(oneOffClause);
  const known = new Map<string, boolean>();
  return (text) => {
    const stand = known.get(text) ?? text.split("\n").every((clause) => inForce.has(clause));
    known.set(text, stand);
    return stand;
  };
}

/**
 * Signs, for this node alone, when and under which clauses all was served that has a leaf by now: who changes it afterwards
 * needs the node's key. For the commit that comes next; empty where all of it is signed for.
 */
export async function signServed(
  desk: Pick<Desk, "store" | "self" | "signer">,
  ledger: LedgerName,
): Promise<Change[]> {
  const chain = await desk.store.servedChain(ledger);
  if (!chain || chain.signed >= chain.size) return [];
  const { size, head } = chain;
  const origin = servedOriginOf(desk.self.id, ledger);
  const text = formatCheckpoint({ origin, size, root: Buffer.from(head) });
  return [{ do: "sign-served", ledger, size, note: signNote(text, noteSigner(desk)) }];
}

/** What goes with a page that was served, in one line; null: its entries are no row of leaves. */
export async function ledgerPartOf(
  desk: Desk,
  partner: PartnerId,
  entries: readonly OutboxEntry[],
): Promise<string | null> {
  const ledger = ledgerFor(desk, partner);
  const origin = originOf(desk.self.id, ledger);
  const known = await read(desk.store, "ledger-cosigned", partner);
  const earlier = known?.origin === origin ? known.size : 0;
  const seqs = entries.map(({ seq }) => seq);
  const stretch = await desk.store.ledgerStretch(ledger, seqs, earlier);
  if (!stretch) return null;
  const { first, size, frontier, root, proof } = stretch;
  const text = formatCheckpoint({ origin, size, root: Buffer.from(root) });
  return writeLedgerPart({
    ...{ first, frontier: hashesOf(frontier), added: entries.map(({ dateAdded }) => dateAdded) },
    proof: earlier > 0 && earlier < first ? { from: earlier, hashes: hashesOf(proof) } : null,
    note: signNote(text, noteSigner(desk)),
  });
}

/**
 * What a partner's receipt says of this node's ledger for it. A checkpoint that both signed and that is not of the ledger as
 * it lies here is a fork: one of the two was changed.
 */
export async function cosigned(
  desk: Desk,
  from: PartnerId,
  { checkpoint: note, at }: Receipt,
): Promise<Change[]> {
  if (note === undefined) return [];
  const keys = [...ownNoteKeys(desk), ...noteKeysOf(desk, from)];
  const verified = verifyCheckpoint(note, keys, at);
  if (!verified.ok || ![from, desk.self.id].every((name) => verified.signedBy.includes(name))) {
    desk.log.warn({ partner: from }, "a receipt with a checkpoint that not both signed");
    return [];
  }
  const { origin, size, root } = verified.checkpoint;
  const incarnation = incarnationIn(origin, desk.self.id, from);
  if (incarnation === null) return [];
  const ledger = { partner: from, incarnation };
  const own = await desk.store.ledgerRoot(ledger, size);
  const isCurrent = origin === originOf(desk.self.id, ledgerFor(desk, from));
  // Of an earlier incarnation the backup may lack the end.
  if (own === null && !isCurrent) return [];
  if (own === null || !Buffer.from(own).equals(root)) {
    return [put("ledger-fork", `own ${from} ${incarnation}`, { at, known: null, claimed: note })];
  }
  const changes = await signServed(desk, ledger);
  const known = await read(desk.store, "ledger-cosigned", from);
  const isNew = isCurrent && !(known?.origin === origin && known.size >= size);
  return isNew ? [...changes, put("ledger-cosigned", from, { origin, size, note, at })] : changes;
}
