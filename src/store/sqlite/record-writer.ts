import type { DatabaseSync } from "node:sqlite";
import type { StixId } from "../../domain/stix.ts";
import { type RecordOutcome, type RecordRow, versionMarks } from "../port.ts";
import type { FreshRecords } from "./fresh-records.ts";
import type { NameWriter } from "./names.ts";
import type { NumberedKey, ObjectKeys } from "./object-keys.ts";
import { packCell } from "./picture-cell.ts";
import type { SearchIndex } from "./search-index.ts";
import * as state from "./state.ts";

interface Version {
  row: number;
  modified: number;
  state: number;
}

export interface RecordWriter {
  write(record: RecordRow): RecordOutcome;
  /** `modified` of the latest version; null: there is none, or it was withdrawn. */
  latest(id: StixId): number | null;
  /** After a rollback: row numbers given may be free again. */
  forget(): void;
}

/** Writes record versions. Computes which version is the latest of its id, and which one it replaced. */
export function recordWriter(
  db: DatabaseSync,
  names: NameWriter,
  keys: ObjectKeys,
  fresh: FreshRecords,
  search: SearchIndex,
): RecordWriter {
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
    "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const highestRow = db.prepare("SELECT coalesce(max(row), 0) AS row FROM record");
  const insertBody = db.prepare("INSERT INTO body (row, body) VALUES (?, ?)");
  const insertTranslation = db.prepare(
    "INSERT INTO translation (row, local, type) VALUES (?, ?, ?)",
  );
  const setState = db.prepare("UPDATE record SET state = ? WHERE row = ?");
  const writeRefs = refWriter(db, keys);
  let nextRow: number | null = null;

  function supersede(version: Version): void {
    setState.run(version.state & ~(state.latest | state.indexed), version.row);
    if (version.state & state.indexed) search.remove(version.row);
  }

  function insert(record: RecordRow, { local, type }: NumberedKey, bits: number): number {
    const row = (nextRow ??= (highestRow.get() as { row: number }).row + 1);
    nextRow++;
    const kind = names.number(record.kind);
    const originator = names.number(record.originator);
    const label = names.number(record.label);
    const via = names.number(record.via);
    const { modified, at, position } = record;
    const grade = names.number(record.grade);
    const cell =
      at === null ? null : packCell({ row, at, position, kind, originator, label, grade });
    const who = [originator, via, label] as const;
    const made = [record.created, record.oldest ?? record.created] as const;
    const over = [record.known ?? modified, record.until ?? null, marksOf(record)] as const;
    insertRecord.run(
      ...[row, local, type, modified, kind, ...who, record.class, bits, cell, ...made],
      ...over,
    );
    insertBody.run(row, record.body);
    writeRefs(row, record.refs);
    return row;
  }

  function write(record: RecordRow): RecordOutcome {
    const key = keys.of(record.id);
    const { local, type } = key;
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
    const row = insert(record, key, bits);
    if (before) fresh.delete(record.id);
    else
      fresh.set(record.id, { modified, row, kind: names.number(record.kind), offered: new Set() });
    if (record.kind === "language-content") {
      const target = keys.of((JSON.parse(record.body) as { object_ref: string }).object_ref);
      insertTranslation.run(row, target.local, target.type);
    }
    if (searchable) search.add(row, record.words);
    const replaced = before && isLatest && !(before.state & state.withdrawn) ? before.row : 0;
    return { row, outcome: "written", replaced, latest: isLatest };
  }

  function latest(id: StixId): number | null {
    const { local, type } = keys.of(id);
    const version = latestVersion.get(local, type) as Version | undefined;
    return version && !(version.state & state.withdrawn) ? version.modified : null;
  }

  return { write, latest, forget: () => void (nextRow = null) };
}

function marksOf({ control, shape }: RecordRow): number {
  return (control ? versionMarks.control : 0) | (shape ? versionMarks.shape : 0);
}

function unwritten(outcome: RecordOutcome["outcome"]): RecordOutcome {
  return { row: 0, outcome, replaced: 0, latest: false };
}

/** References in one statement: most of the time goes into calling SQLite. */
const refsAtOnce = 8;

function refWriter(
  db: DatabaseSync,
  keys: ObjectKeys,
): (row: number, refs: readonly StixId[]) => void {
  const inserts = Array.from({ length: refsAtOnce }, (_, index) =>
    db.prepare(
      `INSERT OR IGNORE INTO ref VALUES ${Array(index + 1)
        .fill("(?, ?, ?)")
        .join(", ")}`,
    ),
  );
  return (row, refs) => {
    for (let from = 0; from < refs.length; from += refsAtOnce) {
      const targets = refs.slice(from, from + refsAtOnce).map((ref) => keys.of(ref));
      const values = targets.flatMap(({ local, type }) => [local, type, row]);
      inserts[targets.length - 1]!.run(...values);
    }
  };
}
