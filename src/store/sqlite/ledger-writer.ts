import type { DatabaseSync } from "node:sqlite";
import { type Frontier, openFrontier } from "../../proof/merkle.ts";
import { ledgerLevels, type Leaves } from "../port.ts";
import { ledgerTree } from "./ledger-tree.ts";
import type { NameWriter } from "./names.ts";

/** Appends to the ledgers inside the transaction that the caller opened. */
export interface LedgerWriter {
  /** `at`: ms UTC. What has a leaf, or stands in the outbox no more, is skipped. */
  append(partner: number, leaves: Leaves, at: number): void;
  /** Writes down how far the ledgers came. */
  flush(): void;
  /** After a rollback. */
  forget(): void;
}

interface Log {
  log: number;
  frontier: Frontier;
  /** When the last leaf was appended: a clock that was put back does not put leaves out of order. */
  at: number;
  /** The highest sequence with a leaf. */
  top: number;
  grew: boolean;
}

export function ledgerWriter(db: DatabaseSync, names: NameWriter): LedgerWriter {
  const tree = ledgerTree(db);
  const find = db.prepare("SELECT log, size, at FROM ledger WHERE partner = ? AND incarnation = ?");
  const create = db.prepare(
    "INSERT INTO ledger (partner, incarnation, size, at) VALUES (?, ?, 0, 0)",
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
  const setSize = db.prepare("UPDATE ledger SET size = ?, at = ? WHERE log = ?");
  const open = new Map<string, Log>();

  function logOf(partner: number, incarnation: string): Log {
    const key = `${partner} ${incarnation}`;
    let found = open.get(key);
    if (!found) {
      let row = find.get(partner, incarnation) as
        | { log: number; size: number; at: number }
        | undefined;
      row ??= {
        log: Number(create.run(partner, incarnation).lastInsertRowid),
        ...{ size: 0, at: 0 },
      };
      const { top } = topOf.get(partner) as { top: number };
      const { log, size, at } = row;
      found = { log, frontier: openFrontier(size, tree(log)), at, top, grew: false };
      open.set(key, found);
    }
    return found;
  }

  return {
    append(partner, { incarnation, seqs, hashes, decidedBy }, at) {
      const log = logOf(partner, incarnation);
      log.at = Math.max(log.at, at);
      seqs.forEach((seq, index) => {
        if (seq <= log.top && hasLeaf.get(seq, partner)) return;
        const hash = hashes.subarray(32 * index, 32 * (index + 1));
        const { size } = log.frontier;
        if (insert.run(log.log, size, log.at, hash, partner, seq).changes === 0) return;
        const clauses = decidedBy?.get(seq);
        if (clauses) setClauses.run(names.number(clauses.join("\n")), partner, log.log, size);
        log.grew = true;
        log.top = Math.max(log.top, seq);
        log.frontier.append(hash, (level, position, node) => {
          if (level > 0 && level % ledgerLevels === 0)
            insertNode.run(log.log, level, position, node);
        });
      });
    },
    flush() {
      for (const log of open.values()) {
        if (log.grew) setSize.run(log.frontier.size, log.at, log.log);
        log.grew = false;
      }
    },
    forget: () => open.clear(),
  };
}
