import type { LocalLabel } from "../domain/journal.ts";
import type { ConsentState } from "../domain/consent.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { QuarantineEntry } from "../store/port.ts";

/** What changed in this node, told to its own people and to the links. Only ever sent after the commit. */
export type NodeEvent = Told & {
  /** What it tells of: only who may see that is told. Left out: what everybody of the role may know. */
  about?: About;
  /** These people alone, by the names under which the log of reads has them. */
  to?: readonly string[];
};

/**
 * A record by its own label and its release class, or by their ids; what a partner sent and waits in quarantine; a text of this
 * node's own, with what it links.
 */
export type About =
  | { label: StixId | null; class: number }
  | { records: StixId[] }
  | { held: Pick<QuarantineEntry, "body"> }
  | { local: LocalLabel; links: StixId[] };

type Told =
  | { type: "notice"; data: Record<string, never> }
  | { type: "record"; data: { id: StixId; modified: string; kind: string; originator: PartnerId } }
  /** What was said of these records, or which others tell of one event with them, changed. */
  | { type: "related"; data: { records: StixId[]; kind: string; originator: PartnerId } }
  | { type: "recall"; data: { id: StixId; by: PartnerId; reason: string } }
  /** A record of a joint task, of a request, of a unit, or a warning, came or changed. */
  | {
      type: "task" | "request" | "unit" | "warning";
      data: {
        id: StixId;
        kind: string;
        originator: PartnerId;
        /** Left out: it came or changed. A part is late, or depends on one that was suspended. */
        because?: "late" | "suspended";
      };
    }
  /** Two things that cannot both be as they are: found, accepted by all concerned, or found no more. */
  | { type: "clash"; data: { id: string; kind: string; state: "open" | "accepted" | "solved" } }
  /** An own record, derived here, rests on one that was taken back. */
  | { type: "source-recalled"; data: { id: StixId; source: StixId } }
  | { type: "agreement"; data: { id: StixId } }
  | { type: "partner"; data: { partner: PartnerId; state: string } }
  /** Somebody was added, may now something else, or is signed out. */
  | { type: "people"; data: Record<string, never> }
  | { type: "journal"; data: Record<string, never> }
  /** The watch was handed over or taken over, or an open point was added or closed. */
  | { type: "handover"; data: { id: string } }
  /** An originator's consent was asked for or answered; `id`: of the ask. */
  | { type: "consent"; data: { id: StixId; record: StixId; state: ConsentState } }
  /** What waits for a second person changed. */
  | { type: "waiting"; data: object }
  | { type: "quarantine"; data: { key: string; partner: PartnerId; code: string } }
  /** Two ledgers under one name: this node's for the partner (`own`), or the partner's for this node. */
  /** The partner goes on in another ledger for this node, as after a restore. */
  | { type: "ledger-new"; data: { partner: PartnerId } }
  | { type: "ledger-fork"; data: { partner: PartnerId; own: boolean } };

export interface NodeEvents {
  /** Returns the function that ends the subscription. */
  on(listener: (event: NodeEvent) => void): () => void;
  emit(event: NodeEvent): void;
}

export function nodeEvents(): NodeEvents {
  const listeners = new Set<(event: NodeEvent) => void>();
  return {
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(event) {
      for (const listener of listeners) listener(event);
    },
  };
}
