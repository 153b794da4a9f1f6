import { verifyCheckpoint } from "../proof/checkpoint.ts";
import type { Hash } from "../proof/merkle.ts";
import { servedHead, servedStart } from "../proof/served-log.ts";
import type { LedgerEntry, LedgerName, ServedChain } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { hasServedChain, ownNoteKeys, servedOriginOf } from "./ledger-name.ts";

export type ServedFault = "served-differs" | "served-unsigned";

/** Follows when and under which clauses the leaves of a ledger were served, leaf by leaf. */
export interface ServedVerifier {
  /** The leaves in order, none left out. */
  add(entry: LedgerEntry): void;
  /** `countersigned`: the trees that the partner signed for. Gives how many leaves this node rightly signed for. */
  finish(countersigned: readonly number[]): number;
}

/** `chain`: as it stood before the first leaf was read; null: there is none. */
export function servedVerifier(
  desk: Desk,
  ledger: LedgerName,
  chain: ServedChain | null,
  tell: (fault: ServedFault, where: string) => void,
): ServedVerifier {
  let size = 0;
  let head: Hash | null = chain && servedStart({ ...ledger, unlogged: chain.unlogged });
  const signed = chain && signedHead(desk, ledger, chain);
  let differs = false;
  const meet = (): void => {
    if (!chain || head === null || differs) return;
    differs =
      (size === chain.size && !Buffer.from(chain.head).equals(head)) ||
      (signed?.size === size && !Buffer.from(signed.root).equals(head));
    if (differs) tell("served-differs", `0–${size - 1}`);
  };
  return {
    add({ at, hash, served }) {
      // Without the record its clauses are gone, which is told as a fault of its own.
      head = head && served && servedHead(head, hash, at, served.decidedBy.join("\n"));
      size++;
      meet();
    },
    finish(countersigned) {
      if (!hasServedChain(ledger)) return 0;
      if (!chain) tell("served-unsigned", "0");
      else if (chain.signed > 0 && !signed) tell("served-unsigned", `0–${chain.signed - 1}`);
      else {
        // This node signs in the commit that takes the partner's signature in. Of an earlier ledger a backup may lack the end.
        const held = countersigned.filter((leaves) => leaves <= chain.size);
        const most = held.reduce((a, b) => Math.max(a, b), 0);
        if (most > chain.signed) tell("served-unsigned", `${chain.signed}–${most - 1}`);
      }
      return signed?.size ?? 0;
    },
  };
}

/** null: none, or it is not rightly signed. */
function signedHead(desk: Desk, ledger: LedgerName, { signed, note }: ServedChain) {
  const verified = note === null ? null : verifyCheckpoint(note, ownNoteKeys(desk), 0);
  if (!verified?.ok) return null;
  const { origin, size, root } = verified.checkpoint;
  const isMeant = origin === servedOriginOf(desk.self.id, ledger) && size === signed;
  return isMeant ? { size, root } : null;
}
