import type { Person } from "../../desk/people.ts";

/** How the node itself is, for its admin. Times RFC 3339, UTC; sizes in bytes. No secret stands in it. */
export interface NodeHealth {
  version: string;
  /** Of the node's machine, at the answer. */
  clock: string;
  started: string;
  /** The certificate that is in use; null: plain HTTP on this machine alone. */
  certificate: {
    subject: string;
    /** Host names and addresses that browsers accept it for. */
    names: string[];
    from: string;
    until: string;
    /** SHA-256, hexadecimal: what partners compare. */
    pin: string;
    /** What lies in its file. other: it counts once the node is started anew; unreadable: the node would not start again. */
    onDisk: "same" | "other" | "unreadable";
  } | null;
  /** That this node signs, or signed, with; the one in use first. */
  keys: {
    kid: string;
    /** null: longer than the store tells. */
    since: string | null;
    /** null: in use. */
    until: string | null;
  }[];
  /** Of the disk on which the store lies. */
  disk: { free: number; total: number };
  /** Bytes of the store's files, which grow with what not everybody may see: null for who may not. */
  storeSize: number | null;
  /** Versions of records, and lines of the log of reads. Kept whatever their label; null for who may not see everything. */
  counts: { versions: number; readLines: number } | null;
  /** The last that is known here. null: none is. */
  backup: { at: string; by: string; file: string } | null;
}

export interface NodeHealthPort {
  nodeHealth(person: Person): Promise<NodeHealth>;
  /**
   * Copies the store into a new file in the node's own folder for backups and tells of it. Errors: backup-underway, store-full where
   * the disk would become tight by it, those of backUp.
   */
  writeBackup(person: Person): Promise<NonNullable<NodeHealth["backup"]>>;
}
