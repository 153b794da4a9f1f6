import type { PartnerId } from "../domain/partner.ts";
import { readReceipt } from "../domain/receipt.ts";
import type { StixObject } from "../domain/stix.ts";
import { verifyCheckpoint } from "../proof/checkpoint.ts";
import { verifyObject } from "../proof/signature.ts";
import type { LedgerName, StoredRecord } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { incarnationIn, noteKeysOf, ownNoteKeys } from "./ledger-name.ts";
import { stillSigns } from "./sender-key.ts";

/** What a stored receipt says of a ledger of this node, by what it is worth. */
export type LedgerClaim = { partner: PartnerId; receipt: string } & (
  | {
      /** Both signed the checkpoint. */
      worth: "proven";
      ledger: LedgerName;
      size: number;
      root: Uint8Array;
      /** False: a key signed the receipt that was retired since, or another partner brought it. It vouches for nothing. */
      counts: boolean;
    }
  /** The partner said it, and it proves nothing of a ledger of this node. */
  | { worth: "unproven" }
  /** It is not what the partner signed: it was changed here. */
  | { worth: "changed" }
);

const pageSize = 500;

/** The checkpoints in the receipts of partners, in the order in which they came. Errors: those of the store. */
export async function* ledgerClaims(desk: Desk): AsyncGenerator<LedgerClaim> {
  for (let after = 0; ;) {
    const page = await desk.store.ofKind("receipt", after, pageSize);
    for (const record of page) {
      const claim = claimOf(desk, record);
      if (claim) yield claim;
    }
    const last = page.at(-1);
    if (!last) return;
    after = last.row;
  }
}

function claimOf(
  desk: Desk,
  { id, body, originator, via, withdrawn }: StoredRecord,
): LedgerClaim | null {
  if (via === null || originator === null || withdrawn) return null;
  const object = JSON.parse(body) as StixObject;
  const { checkpoint: note, at, offeredBy } = readReceipt(object);
  if (note === undefined || offeredBy !== desk.self.id) return null;
  const claim = { partner: originator, receipt: id };
  const keys = desk.partners.get(originator)?.keys ?? [];
  const said = verifyObject(object, (kid) => {
    const key = keys.find((one) => one.kid === kid);
    return key && { key, owner: originator };
  });
  if (!said.ok && said.code === "signature-wrong") return { ...claim, worth: "changed" };
  const verified = verifyCheckpoint(
    note,
    [...ownNoteKeys(desk), ...noteKeysOf(desk, originator)],
    at,
  );
  const isByBoth =
    verified.ok && [originator, desk.self.id].every((name) => verified.signedBy.includes(name));
  if (!isByBoth) return { ...claim, worth: "unproven" };
  const { origin, size, root } = verified.checkpoint;
  // Both sign the checkpoints of the partner's ledger too: such a one says nothing of this node's.
  const incarnation = incarnationIn(origin, desk.self.id, originator);
  if (incarnation === null) return { ...claim, worth: "unproven" };
  const counts = via === originator && said.ok && stillSigns(desk, originator, said.kid);
  const ledger = { partner: originator, incarnation };
  return { ...claim, worth: "proven", ledger, size, root, counts };
}
