import { createHash } from "node:crypto";
import type { PartnerId } from "../domain/partner.ts";
import type { NoteKey, NoteSigner } from "../proof/signed-note.ts";
import type { LedgerName } from "../store/port.ts";
import type { Desk } from "./desk.ts";

/** This node's ledger for a partner: a restored store has another token key, and so begins a ledger of its own. */
export function ledgerFor(desk: Desk, partner: PartnerId): LedgerName {
  const sum = createHash("sha256").update("ledger ").update(desk.tokenKey);
  return { partner, incarnation: `s${sum.digest("hex").slice(0, 16)}` };
}

/**
 * Whether this node signs when and under which clauses the leaves of this ledger were served. The name says so, which the
 * partner signed for too: whoever takes the signatures out cannot make it a ledger from before there were any.
 */
export function hasServedChain({ incarnation }: LedgerName): boolean {
  return incarnation.startsWith("s");
}

/** The first line of its checkpoints; `by`: whose ledger it is. */
export function originOf(by: PartnerId, { partner, incarnation }: LedgerName): string {
  return `tansiq/${by}/${partner}/${incarnation}`;
}

/** The first line of this node's own notes of when and why its leaves were served. They never leave it. */
export function servedOriginOf(by: PartnerId, ledger: LedgerName): string {
  return `${originOf(by, ledger)}/served`;
}

/** The incarnation in an origin of `by`'s ledger for `partner`; null: it is of another. */
export function incarnationIn(origin: string, by: PartnerId, partner: PartnerId): string | null {
  const start = originOf(by, { partner, incarnation: "" });
  const rest = origin.startsWith(start) ? origin.slice(start.length) : "";
  return /^s?[0-9a-f]{16}$/.test(rest) ? rest : null;
}

export function noteSigner({ self, signer }: Pick<Desk, "self" | "signer">): NoteSigner {
  return { name: self.id, key: self.keys[0]!, signer };
}

/** This node's keys, retired ones too: what it signed before stays its own. */
export function ownNoteKeys({ self }: Pick<Desk, "self">): NoteKey[] {
  return self.keys.map(({ kty, crv, x, kid }) => ({ name: self.id, key: { kty, crv, x, kid } }));
}

export function noteKeysOf(desk: Desk, partner: PartnerId): NoteKey[] {
  const keys = desk.partners.get(partner)?.keys ?? [];
  return keys.map((key) => ({ name: partner, key }));
}
