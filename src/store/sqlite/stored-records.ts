import type { DatabaseSync } from "node:sqlite";
import type { BareRecord, StoredRecord } from "../port.ts";
import type { NameReader } from "./names.ts";
import { objectId } from "./object-key.ts";
import * as state from "./state.ts";

/** Columns that `storedRecord` needs, of `record r LEFT JOIN body b LEFT JOIN evidence e`. */
const bareColumns = `r.row, r.local, r.type, r.modified, r.kind, r.originator, r.via, r.label,
  r.class, r.state`;
const columns = `${bareColumns}, coalesce(b.body, '{"sha256":"' || e.sha256 || '"}') AS body`;

const withBody = "LEFT JOIN body b ON b.row = r.row LEFT JOIN evidence e ON e.row = r.row";

/** `SELECT … FROM <from> r …`, to be followed by conditions on `r`. */
export function selectRecords(from = "record r"): string {
  return `SELECT ${columns} FROM ${from} ${withBody}`;
}

/** `SELECT … FROM <from> …` for `bareRecords`: no text is read. */
export function selectBare(from = "record r"): string {
  return `SELECT ${bareColumns} FROM ${from}`;
}

/** Condition: the latest version of its id, and not withdrawn. */
export const liveLatest = `r.state & ${state.latest | state.withdrawn} = ${state.latest}`;

/** Condition: not withdrawn. */
export const live = `r.state & ${state.withdrawn} = 0`;

interface BareRow {
  row: number;
  local: Uint8Array | string;
  type: number;
  modified: number;
  kind: number;
  originator: number;
  via: number;
  label: number;
  class: number;
  state: number;
}

type Row = BareRow & { body: string };

/** Turns rows of `selectRecords` into records. */
export function storedRecords(
  db: DatabaseSync,
  names: NameReader,
): (rows: readonly unknown[]) => StoredRecord[] {
  const bare = bareRecords(db, names);
  return (rows) =>
    bare(rows).map((record, index) => ({ ...record, body: (rows[index] as Row).body }));
}

/** Turns rows of `selectBare` into records without their texts. */
export function bareRecords(
  db: DatabaseSync,
  names: NameReader,
): (rows: readonly unknown[]) => BareRecord[] {
  const withdrawal = db.prepare(
    `SELECT at, reason FROM withdrawal WHERE local = ? AND type = ? AND through >= ?
     ORDER BY through LIMIT 1`,
  );
  function bareRecord(r: BareRow): BareRecord {
    const taken = r.state & state.withdrawn ? withdrawal.get(r.local, r.type, r.modified) : null;
    return {
      row: r.row,
      id: objectId(names.text(r.type) ?? "", r.local),
      modified: r.modified,
      kind: names.text(r.kind)!,
      originator: names.text(r.originator),
      via: names.text(r.via),
      label: names.text(r.label),
      class: r.class,
      latest: (r.state & state.latest) !== 0,
      revoked: (r.state & state.revoked) !== 0,
      withdrawn: taken ? { at: taken["at"] as number, reason: taken["reason"] as string } : null,
    };
  }
  return (rows) => (rows as BareRow[]).map(bareRecord);
}
