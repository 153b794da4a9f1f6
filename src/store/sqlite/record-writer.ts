import type { DatabaseSync } from "node:sqlite";
import type { RecordOutcome, RecordRow } from "../port.ts";
import type { NameWriter } from "./names.ts";
import { objectKey } from "./object-key.ts";
import { packCell } from "./picture-cell.ts";
import type { SearchIndex } from "./search-index.ts";
import * as state from "./state.ts";

interface Version {
  row: number;
  modified: number;
  state: number;
}

/** Writes record versions. Computes which version is the latest of its id, and which one it replaced. */
export function recordWriter(
  db: DatabaseSync,
  names: NameWriter,
  search: SearchIndex,
): (record: RecordRow) => RecordOutcome {
  const isWithdrawn = db.prepare(
    "SELECT 1 FROM withdrawal WHERE local = ? AND type = ? AND through >= ?",
  );
  const latestVersion = db.prepare(
    "SELECT row, modified, state FROM record WHERE local = ? AND type = ? ORDER BY modified DESC LIMIT 1",
  );
  const bodyOf = db.prepare(
    "SELECT b.body FROM record r JOIN body b ON b.row = r.row WHERE r.local = ? AND r.type = ? AND r.modified = ?",
  );
  const insertRecord = db.prepare(
    `INSERT INTO record (local, type, modified, kind, originator, via, label, class, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertShown = db.prepare(
    `INSERT INTO record (row, local, type, modified, kind, originator, via, label, class, state, cell)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const highestRow = db.prepare("SELECT coalesce(max(row), 0) AS row FROM record");
  const insertBody = db.prepare("INSERT INTO body (row, body) VALUES (?, ?)");
  const insertRef = db.prepare("INSERT OR IGNORE INTO ref (local, type, row) VALUES (?, ?, ?)");
  const insertTranslation = db.prepare(
    "INSERT INTO translation (row, local, type) VALUES (?, ?, ?)",
  );
  const setState = db.prepare("UPDATE record SET state = ? WHERE row = ?");

  function supersede(version: Version): void {
    setState.run(version.state & ~(state.latest | state.indexed), version.row);
    if (version.state & state.indexed) search.remove(version.row);
  }

  function insert(
    record: RecordRow,
    local: Uint8Array | string,
    type: number,
    bits: number,
  ): number {
    const kind = names.number(record.kind);
    const originator = names.number(record.originator);
    const label = names.number(record.label);
    const columns = [
      ...[local, type, record.modified, kind, originator],
      ...[names.number(record.via), label, record.class, bits],
    ] as const;
    if (record.at === null) return Number(insertRecord.run(...columns).lastInsertRowid);
    const row = (highestRow.get() as { row: number }).row + 1;
    const { at, position } = record;
    const grade = names.number(record.grade);
    insertShown.run(
      row,
      ...columns,
      packCell({ row, at, position, kind, originator, label, grade }),
    );
    return row;
  }

  return (record) => {
    const { type: typeName, local } = objectKey(record.id);
    const type = names.number(typeName);
    const { modified } = record;
    if (isWithdrawn.get(local, type, modified)) return unwritten("withdrawn");
    const before = latestVersion.get(local, type) as Version | undefined;
    if (before && before.modified >= modified) {
      const same = bodyOf.get(local, type, modified) as { body: string } | undefined;
      if (same) return unwritten(same.body === record.body ? "duplicate" : "conflict");
    }
    const isLatest = !before || before.modified < modified;
    const searchable = isLatest && record.words !== "";
    const bits =
      (isLatest ? state.latest : 0) |
      (record.revoked ? state.revoked : 0) |
      (searchable ? state.indexed : 0);
    if (before && isLatest) supersede(before);
    const row = insert(record, local, type, bits);
    insertBody.run(row, record.body);
    for (const ref of record.refs) {
      const target = objectKey(ref);
      insertRef.run(target.local, names.number(target.type), row);
    }
    if (record.kind === "language-content") {
      const target = objectKey((JSON.parse(record.body) as { object_ref: string }).object_ref);
      insertTranslation.run(row, target.local, names.number(target.type));
    }
    if (searchable) search.add(row, record.words);
    const replaced = before && isLatest && !(before.state & state.withdrawn) ? before.row : 0;
    return { row, outcome: "written", replaced, latest: isLatest };
  };
}

function unwritten(outcome: RecordOutcome["outcome"]): RecordOutcome {
  return { row: 0, outcome, replaced: 0, latest: false };
}
