import type { DatabaseSync } from "node:sqlite";
import type { StoredRecord } from "../port.ts";
import type { NameReader } from "./names.ts";
import { objectId } from "./object-key.ts";
import * as state from "./state.ts";

/** Columns that `storedRecord` needs, of `record r LEFT JOIN body b LEFT JOIN evidence e`. */
const columns = `r.row, r.local, r.type, r.modified, r.kind, r.originator, r.via, r.label, r.class,
  r.state, coalesce(b.body, '{"sha256":"' || e.sha256 || '"}') AS body`;

const withBody = "LEFT JOIN body b ON b.row = r.row LEFT JOIN evidence e ON e.row = r.row";

/** `SELECT … FROM <from> r …`, to be followed by conditions on `r`. */
export function selectRecords(from = "record r"): string {
  return `SELECT ${columns} FROM ${from} ${withBody}`;
}

/** Condition: the latest version of its id, and not withdrawn. */
export const liveLatest = `r.state & ${state.latest | state.withdrawn} = ${state.latest}`;

/** Condition: not withdrawn. */
export const live = `r.state & ${state.withdrawn} = 0`;

interface Row {
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
  body: string;
}

/** Turns rows of `selectRecords` into records. */
export function storedRecords(
  db: DatabaseSync,
  names: NameReader,
): (rows: readonly unknown[]) => StoredRecord[] {
  const withdrawal = db.prepare(
    `SELECT at, reason FROM withdrawal WHERE local = ? AND type = ? AND through >= ?
     ORDER BY through LIMIT 1`,
  );
  function storedRecord(r: Row): StoredRecord {
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
      body: r.body,
    };
  }
  return (rows) => (rows as Row[]).map(storedRecord);
}
