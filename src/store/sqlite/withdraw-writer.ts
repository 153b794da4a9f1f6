import { hash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Change } from "../port.ts";
import type { FreshRecords } from "./fresh-records.ts";
import type { ObjectKeys } from "./object-keys.ts";
import type { Moves, OutboxWriter } from "./outbox-writer.ts";
import type { SearchIndex } from "./search-index.ts";
import * as state from "./state.ts";

/** Hides versions and leaves their SHA-256 as evidence. Gives the rows hidden now. */
export function withdrawWriter(
  db: DatabaseSync,
  keys: ObjectKeys,
  fresh: FreshRecords,
  search: SearchIndex,
  outbox: OutboxWriter,
): (change: Extract<Change, { do: "withdraw" }>, moves: Moves) => number[] {
  const covering = db.prepare(
    "SELECT 1 FROM withdrawal WHERE local = ? AND type = ? AND through >= ?",
  );
  const insert = db.prepare("INSERT INTO withdrawal VALUES (?, ?, ?, ?, ?)");
  const versions = db.prepare(
    `SELECT r.row, r.state, b.body FROM record r JOIN body b ON b.row = r.row
     WHERE r.local = ? AND r.type = ? AND r.modified <= ?`,
  );
  const setState = db.prepare("UPDATE record SET state = ? WHERE row = ?");
  const deleteBody = db.prepare("DELETE FROM body WHERE row = ?");
  const insertEvidence = db.prepare("INSERT INTO evidence VALUES (?, ?)");

  return ({ id, throughModified, at, reason }, moves) => {
    fresh.delete(id);
    const key = keys.of(id);
    const { local, type } = key;
    if (covering.get(local, type, throughModified)) return [];
    insert.run(local, type, throughModified, at, reason);
    const live = versions.all(local, type, throughModified);
    return (live as { row: number; state: number; body: string }[]).map((version) => {
      const { row } = version;
      setState.run((version.state & ~state.indexed) | state.withdrawn, row);
      insertEvidence.run(row, hash("sha256", version.body));
      deleteBody.run(row);
      if (version.state & state.indexed) search.remove(row);
      outbox.withdraw(row, key, moves);
      return row;
    });
  };
}
