import type { DatabaseSync } from "node:sqlite";
import { AppError } from "../../errors.ts";
import { type Hash, type NodeAt, nodeHash } from "../../proof/merkle.ts";
import { ledgerLevels } from "../port.ts";

/** The hashes of complete subtrees of one ledger; what lies between kept levels is made from at most 8 of them. A hole in what was kept is `store-corrupt`. */
export function ledgerTree(db: DatabaseSync): (log: number) => NodeAt {
  const leaf = db.prepare("SELECT hash FROM ledger_leaf WHERE log = ? AND leaf = ?");
  const node = db.prepare(
    "SELECT hash FROM ledger_node WHERE log = ? AND level = ? AND position = ?",
  );
  return (log) => {
    function nodeAt(level: number, index: number): Hash {
      if (level % ledgerLevels !== 0) {
        return nodeHash(nodeAt(level - 1, 2 * index), nodeAt(level - 1, 2 * index + 1));
      }
      const found = level === 0 ? leaf.get(log, index) : node.get(log, level, index);
      if (!found) throw new AppError("store-corrupt");
      return found["hash"] as Hash;
    }
    return nodeAt;
  };
}
