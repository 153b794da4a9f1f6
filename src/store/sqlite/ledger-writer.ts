import type { DatabaseSync } from "node:sqlite";
import type { PartnerId } from "../../domain/partner.ts";
import { type Frontier, type Hash, openFrontier } from "../../proof/merkle.ts";
import { servedHead, servedStart } from "../../proof/served-log.ts";
import { type LedgerName, ledgerLevels, type Leaves } from "../port.ts";
import { ledgerTree } from "./ledger-tree.ts";
import type { NameWriter } from "./names.ts";
import type { Recipients } from "./recipients.ts";

/** Appends to the ledgers inside the transaction that the caller opened. */
export interface LedgerWriter {
  /** `at`: ms UTC. What has a leaf, or stands in the outbox no more, is skipped. */
  append(partner: PartnerId, leaves: Leaves, at: number): void;
  /** This node's note of the chain after `size` leaves. */
  sign(ledger: LedgerName, size: number, note: string): void;
  /** Writes down how far the ledgers came. */
  flush(): void;
  /** After a rollback. */
  forget(): void;
}

interface Log {
  log: number;
  frontier: Frontier;
  /** Of the chain over when and under which clauses each leaf was served; null: from before there were such chains. */
  head: Hash | null;
  /** When the last leaf was appended: a clock that was put back does not put leaves out of order. */
  at: number;
  /** The highest sequence with a leaf. */
  top: number;
  grew: boolean;
}

export function ledgerWriter(
  db: DatabaseSync,
  names: NameWriter,
  recipients: Recipients,
): LedgerWriter {
  const tree = ledgerTree(db);
  const find = db.prepare(
    "SELECT log, size, at, head FROM ledger WHERE partner = ? AND incarnation = ?",
  );
  const create = db.prepare(
    "INSERT INTO ledger (partner, incarnation, size, at, head) VALUES (?, ?, 0, 0, ?)",
  );
  const topOf = db.prepare(
    `SELECT coalesce(max(l.seq), 0) AS top FROM ledger g JOIN ledger_leaf l ON l.log = g.log
     AND l.seq = (SELECT max(seq) FROM ledger_leaf m WHERE m.log = g.log) WHERE g.partner = ?`,
  );
  const hasLeaf = db.prepare(
    `SELECT 1 FROM ledger g JOIN ledger_leaf l ON l.log = g.log AND l.seq = ? WHERE g.partner = ?`,
  );
  const insert = db.prepare(
    `INSERT INTO ledger_leaf (log, leaf, seq, row, at, hash)
     SELECT ?1, ?2, seq, row, ?3, ?4 FROM outbox WHERE partner = ?5 AND seq = ?6
     UNION ALL
     SELECT ?1, ?2, seq, row, ?3, ?4 FROM outbox_earlier WHERE partner = ?5 AND seq = ?6`,
  );
  const insertNode = db.prepare("INSERT INTO ledger_node VALUES (?, ?, ?, ?)");
  const setClauses = db.prepare(
    `UPDATE offer SET clauses = ? WHERE partner = ? AND row =
       (SELECT row FROM ledger_leaf WHERE log = ? AND leaf = ?)`,
  );
  const setSize = db.prepare("UPDATE ledger SET size = ?, at = ?, head = ? WHERE log = ?");
  const setNote = db.prepare(
    `UPDATE ledger SET signed = ?1, note = ?2
     WHERE partner = ?3 AND incarnation = ?4 AND signed < ?1`,
  );
  const open = new Map<string, Log>();

  function begun(id: PartnerId, partner: number, incarnation: string) {
    const { unlogged } = recipients.of(partner);
    const head = servedStart({ partner: id, incarnation, unlogged });
    const log = Number(create.run(partner, incarnation, head).lastInsertRowid);
    return { log, size: 0, at: 0, head };
  }

  function logOf(id: PartnerId, partner: number, incarnation: string): Log {
    const key = `${partner} ${incarnation}`;
    let found = open.get(key);
    if (!found) {
      const row =
        (find.get(partner, incarnation) as ReturnType<typeof begun> | undefined) ??
        begun(id, partner, incarnation);
      const { top } = topOf.get(partner) as { top: number };
      const { log, size, at, head } = row;
      found = { log, frontier: openFrontier(size, tree(log)), at, head, top, grew: false };
      open.set(key, found);
    }
    return found;
  }

  return {
    append(id, { incarnation, seqs, hashes, clauses, decidedBy }, at) {
      const partner = names.number(id);
      const log = logOf(id, partner, incarnation);
      log.at = Math.max(log.at, at);
      seqs.forEach((seq, index) => {
        if (seq <= log.top && hasLeaf.get(seq, partner)) return;
        const hash = hashes.subarray(32 * index, 32 * (index + 1));
        const { size } = log.frontier;
        if (insert.run(log.log, size, log.at, hash, partner, seq).changes === 0) return;
        const others = decidedBy?.get(seq)?.join("\n");
        if (others !== undefined) setClauses.run(names.number(others), partner, log.log, size);
        log.head &&= servedHead(log.head, hash, log.at, others ?? clauses[index]!);
        log.grew = true;
        log.top = Math.max(log.top, seq);
        log.frontier.append(hash, (level, position, node) => {
          if (level > 0 && level % ledgerLevels === 0)
            insertNode.run(log.log, level, position, node);
        });
      });
    },
    sign({ partner, incarnation }, size, note) {
      setNote.run(size, note, names.number(partner), incarnation);
    },
    flush() {
      for (const log of open.values()) {
        if (log.grew) setSize.run(log.frontier.size, log.at, log.head, log.log);
        log.grew = false;
      }
    },
    forget: () => open.clear(),
  };
}
