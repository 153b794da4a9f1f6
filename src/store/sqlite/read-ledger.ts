import { hash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { ledgerLeafHash } from "../../proof/ledger-leaf.ts";
import { consistencyProof, type Hash, neededNodes, rootAt } from "../../proof/merkle.ts";
import type { LedgerEntry, LedgerName, LedgerQuery, LedgerServed, ServedChain } from "../port.ts";
import { ledgerTree } from "./ledger-tree.ts";
import type { NameReader } from "./names.ts";
import { localAsText, objectIdOfText } from "./object-key.ts";
import * as state from "./state.ts";
import type { Reader } from "./thread-messages.ts";

type LedgerReader = Pick<
  Reader,
  | "unlogged"
  | "ledgerStretch"
  | "ledgerRoot"
  | "ledgers"
  | "ledgerEntries"
  | "ledgerNodes"
  | "servedChain"
  | "servedUnlogged"
  | "lastRow"
>;

interface Unlogged {
  seq: number;
  added: number;
  modified: number;
  type: number;
  local: string;
  clauses: number;
  body: Uint8Array;
}

interface LeafRow {
  leaf: number;
  seq: number;
  at: number;
  hash: Uint8Array;
  /** null: no such offer, or it is of another sequence. */
  added: number | null;
  state: number;
  clauses: number;
  type: number | null;
  local: string;
  modified: number;
  kind: number;
  label: number;
  class: number;
  sha256: string | null;
  body: Uint8Array | null;
}

interface MissingRow {
  partner: number;
  seq: number;
  before: number;
}

/** ms UTC, later than any leaf. */
const never = 253_402_300_799_999;

/** Questions about what was served to whom. Hashes of leaves are computed here, where the bodies are. */
export function ledgerReader(db: DatabaseSync, names: NameReader): LedgerReader {
  const tree = ledgerTree(db);
  const findLog = db.prepare("SELECT log, size FROM ledger WHERE partner = ? AND incarnation = ?");
  const all = db.prepare("SELECT partner, incarnation, size FROM ledger ORDER BY log");
  const withoutLeaf = db.prepare(
    `SELECT f.seq, f.added, f.clauses, r.modified, r.type, ${localAsText} AS local, CAST(b.body AS BLOB) AS body
     FROM json_each(?2) e
     CROSS JOIN offer f ON f.row = e.value AND f.partner = ?1
     CROSS JOIN record r ON r.row = e.value
     CROSS JOIN body b ON b.row = e.value
     WHERE NOT EXISTS (
       SELECT 1 FROM ledger g JOIN ledger_leaf l ON l.log = g.log AND l.seq = f.seq WHERE g.partner = ?1
     ) ORDER BY e.key`,
  );
  const leavesOf = db.prepare(
    "SELECT leaf, seq FROM ledger_leaf WHERE log = ? AND seq BETWEEN ? AND ? ORDER BY seq LIMIT ?",
  );
  const leafAt = db.prepare("SELECT at FROM ledger_leaf WHERE log = ? AND leaf = ?");
  const entries = db.prepare(
    `SELECT l.leaf, l.seq, l.at, l.hash, o.added, o.state, o.clauses, r.type, ${localAsText} AS local,
       r.modified, r.kind, r.label, r.class, e.sha256, CAST(b.body AS BLOB) AS body
     FROM ledger_leaf l LEFT JOIN offer o ON o.row = l.row AND o.partner = ? AND o.seq = l.seq
     LEFT JOIN record r ON r.row = l.row LEFT JOIN body b ON b.row = l.row
     LEFT JOIN evidence e ON e.row = l.row
     WHERE l.log = ? AND l.leaf > ? ORDER BY l.leaf LIMIT ?`,
  );
  const nodes = db.prepare(
    `SELECT level, position, hash FROM ledger_node
     WHERE log = ? AND (level, position) > (?, ?) ORDER BY level, position LIMIT ?`,
  );
  const chain = db.prepare(
    `SELECT g.size, g.head, g.signed, g.note, coalesce(p.unlogged, 0) AS unlogged
     FROM ledger g LEFT JOIN recipient p ON p.partner = g.partner
     WHERE g.log = ? AND g.head IS NOT NULL`,
  );
  const missing = db.prepare(
    `SELECT o.partner, o.seq, o.seq <= p.unlogged AND o.added <= 1000 * coalesce((
       SELECT min(l.at) FROM ledger g JOIN ledger_leaf l ON l.log = g.log AND l.leaf = 0
     ), ?3) AS before
     FROM offer o JOIN recipient p ON p.partner = o.partner JOIN record r ON r.row = o.row
     WHERE o.row > ?1 AND o.row <= ?2
     AND (o.control = 0 OR NOT EXISTS (
       SELECT 1 FROM record n JOIN offer f ON f.row = n.row AND f.partner = o.partner
       WHERE n.local = r.local AND n.type = r.type AND n.modified > r.modified
     ))
     AND o.state IN (${state.open}, ${state.recalled})
     AND (o.seq <= p.served
       OR EXISTS (SELECT 1 FROM served_only s WHERE s.partner = o.partner AND s.seq = o.seq))
     AND NOT EXISTS (
       SELECT 1 FROM ledger g JOIN ledger_leaf l ON l.log = g.log AND l.seq = o.seq
       WHERE g.partner = o.partner
     ) ORDER BY o.partner, o.seq`,
  );
  const lastRow = db.prepare("SELECT coalesce(max(row), 0) AS row FROM record");

  function logOf({ partner, incarnation }: LedgerName): { log: number; size: number } | null {
    const number = names.number(partner);
    if (number === null) return null;
    return (findLog.get(number, incarnation) as { log: number; size: number } | undefined) ?? null;
  }

  function idOf({ type, local }: { type: number; local: string }): string {
    return objectIdOfText(names.text(type) ?? "", local);
  }

  /** The last leaf that was appended before `from`; -1: none. Times ascend, so halving the range finds it. */
  function leafBefore(log: number, size: number, from: number): number {
    let [low, high] = [0, size];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const at = leafAt.get(log, middle)?.["at"] as number | undefined;
      if (at === undefined || at < from) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  function served(r: LeafRow): LedgerServed | null {
    if (r.added === null || r.type === null) return null;
    const sha256 = r.body ? hash("sha256", r.body) : r.sha256;
    if (sha256 === null) return null;
    const { modified, added } = r;
    const decidedBy = names.text(r.clauses)?.split("\n") ?? [];
    const kind = names.text(r.kind) ?? "";
    const states = { [state.open]: "open", [state.recalled]: "recalled" } as const;
    const standing = states[r.state as keyof typeof states] ?? "voided";
    return {
      ...{ id: idOf({ type: r.type, local: r.local }), modified, kind, added, sha256 },
      ...{ label: names.text(r.label), class: r.class, decidedBy, state: standing },
    };
  }

  return {
    unlogged(partner, rows) {
      const number = names.number(partner);
      const found = number === null ? [] : withoutLeaf.all(number, JSON.stringify(rows));
      const entries = found as unknown as Unlogged[];
      const hashes = entries.map(({ added, modified, body, type, local }) =>
        ledgerLeafHash({
          id: idOf({ type, local }),
          modified,
          added,
          sha256: hash("sha256", body),
        }),
      );
      return {
        seqs: entries.map(({ seq }) => seq),
        hashes: joined(hashes),
        clauses: entries.map(({ clauses }) => names.text(clauses) ?? ""),
      };
    },
    ledgerStretch(ledger, seqs, earlier) {
      const found = logOf(ledger);
      const [from, through] = [seqs[0], seqs.at(-1)];
      if (!found || from === undefined || through === undefined) return null;
      const rows = leavesOf.all(found.log, from, through, seqs.length + 1);
      const leaves = rows as { leaf: number; seq: number }[];
      const first = leaves[0]?.leaf ?? 0;
      const inOneRow =
        leaves.length === seqs.length &&
        leaves.every(({ leaf, seq }, index) => seq === seqs[index] && leaf === first + index);
      if (!inOneRow) return null;
      const size = first + seqs.length;
      const nodeAt = tree(found.log);
      const begin = neededNodes((at) => rootAt(first, at));
      return {
        ...{ first, size },
        frontier: joined(begin.map(({ level, index }) => nodeAt(level, index))),
        root: new Uint8Array(rootAt(size, nodeAt)),
        proof: joined(consistencyProof(Math.min(earlier, first), first, nodeAt)),
      };
    },
    ledgerRoot(ledger, size) {
      const found = logOf(ledger);
      if (!found || size > found.size) return null;
      // A hash may lie in memory that others use too: that cannot be handed over.
      return new Uint8Array(rootAt(size, tree(found.log)));
    },
    ledgers: () =>
      (all.all() as { partner: number; incarnation: string; size: number }[]).map(
        ({ partner, ...rest }) => ({ partner: names.text(partner)!, ...rest }),
      ),
    ledgerEntries(query: LedgerQuery) {
      const { partner, afterLeaf, limit, from, until = Infinity } = query;
      const found = logOf(query);
      if (!found) return [];
      const before = from === undefined ? -1 : leafBefore(found.log, found.size, from);
      const after = Math.max(afterLeaf, before);
      const rows = entries.all(names.number(partner), found.log, after, limit);
      return (rows as unknown as LeafRow[])
        .filter(({ at }) => at < until)
        .map((r): LedgerEntry => {
          const { leaf, seq, at, hash } = r;
          return { leaf, seq, at, hash, served: served(r) };
        });
    },
    ledgerNodes(ledger, { level, position }, limit) {
      const found = logOf(ledger);
      if (!found) return [];
      const rows = nodes.all(found.log, level, position, limit);
      return rows as { level: number; position: number; hash: Uint8Array }[];
    },
    servedChain(ledger) {
      const found = logOf(ledger);
      return found && ((chain.get(found.log) as unknown as ServedChain | undefined) ?? null);
    },
    servedUnlogged: (afterRow, throughRow) =>
      (missing.all(afterRow, throughRow, never) as unknown as MissingRow[]).map(
        ({ partner, seq, before }) => ({
          partner: names.text(partner)!,
          seq,
          before: before === 1,
        }),
      ),
    lastRow: () => (lastRow.get() as { row: number }).row,
  };
}

function joined(hashes: readonly Hash[]): Uint8Array {
  const all = new Uint8Array(32 * hashes.length);
  hashes.forEach((hash, index) => all.set(hash, 32 * index));
  return all;
}
