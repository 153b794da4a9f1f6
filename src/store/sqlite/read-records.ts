import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { StixId } from "../../domain/stix.ts";
import type { BareRecord, Head, StoredRecord } from "../port.ts";
import type { NameReader } from "./names.ts";
import { objectId, objectKey } from "./object-key.ts";
import * as state from "./state.ts";
import {
  bareRecords,
  live,
  liveLatest,
  selectBare,
  selectRecords,
  storedRecords,
} from "./stored-records.ts";
import type { Reader } from "./thread-messages.ts";

type RecordReader = Pick<
  Reader,
  | "record"
  | "versions"
  | "history"
  | "byRows"
  | "bare"
  | "bareRows"
  | "withdrawals"
  | "heads"
  | "ofKind"
  | "scan"
  | "newestBy"
  | "referrers"
  | "newestReferrers"
  | "translations"
  | "bodies"
>;

interface Top {
  row: number;
  modified: number;
  originator: number;
  class: number;
  state: number;
}

/** A scan brings no more than this at once, and one more. */
const scanOctets = 16 * 1024 * 1024;

/** In the order of the JSON array: the cross join keeps json_each outside. */
const rowsAsked = "json_each(?) j CROSS JOIN record r ON r.row = j.value";

/** Questions about record versions. */
export function recordReader(db: DatabaseSync, names: NameReader): RecordReader {
  const toRecords = storedRecords(db, names);
  const toBare = bareRecords(db, names);
  const ofObject = `${selectRecords()} WHERE r.local = ? AND r.type = ?`;
  const versions = db.prepare(`${ofObject} ORDER BY r.modified DESC LIMIT ?`);
  const version = db.prepare(`${ofObject} AND r.modified = ?`);
  const older = db.prepare(
    `SELECT r.row, r.modified FROM record r WHERE r.local = ? AND r.type = ? AND ${live}
     AND (r.modified, r.row) < (?, ?) ORDER BY r.modified DESC LIMIT ?`,
  );
  const rows = db.prepare(`${selectRecords(rowsAsked)} WHERE ${live}`);
  const bareOfObject = `${selectBare()} WHERE r.local = ? AND r.type = ?`;
  const bareLatest = db.prepare(`${bareOfObject} ORDER BY r.modified DESC LIMIT 1`);
  const bareVersion = db.prepare(`${bareOfObject} AND r.modified = ?`);
  const bareRows = db.prepare(`${selectBare(rowsAsked)} WHERE ${live}`);
  const head = db.prepare(
    `SELECT row, modified, originator, class, state FROM record WHERE local = ? AND type = ?
     ORDER BY modified DESC LIMIT 1`,
  );
  const goneThrough = db.prepare(
    "SELECT max(through) AS through FROM withdrawal WHERE local = ? AND type = ?",
  );
  const withdrawals = db.prepare(
    `SELECT local, type, at, reason FROM withdrawal WHERE at >= ? AND at < ? ORDER BY at LIMIT ?`,
  );
  const ofKind = db.prepare(
    `${selectRecords()} WHERE r.kind = ? AND r.row > ?
     AND (${liveLatest} OR (r.class = 0 AND ${live})) ORDER BY r.row LIMIT ?`,
  );
  const newestBy = db.prepare("SELECT max(modified) AS newest FROM record WHERE originator = ?");
  const scan = db.prepare(
    `${selectRecords()} WHERE r.row > ? AND ${liveLatest} ORDER BY r.row LIMIT ?`,
  );
  const referrers = db.prepare(
    `${selectRecords("ref f JOIN record r ON r.row = f.row")}
     WHERE f.local = ? AND f.type = ? AND f.row > ? AND (? IS NULL OR r.originator = ?)
     AND ${liveLatest} ORDER BY f.row LIMIT ?`,
  );
  const newestReferrers = db.prepare(
    `${selectRecords("ref f JOIN record r ON r.row = f.row")}
     WHERE f.local = ? AND f.type = ? AND r.kind = ? AND ${liveLatest} ORDER BY f.row DESC LIMIT ?`,
  );
  const translations = db.prepare(
    `${selectRecords("translation t JOIN record r ON r.row = t.row")}
     WHERE t.local = ? AND t.type = ? AND ${liveLatest}`,
  );
  // One string built inside SQLite: the million small strings of JavaScript would cost ten times as much.
  const bodies = db.prepare(
    `SELECT CAST(group_concat(b.body, ',') AS BLOB) AS joined
     FROM json_each(?) j CROSS JOIN body b ON b.row = j.value`,
  );

  /** null: an object of this type was never heard of. */
  function key(id: StixId): [Uint8Array | string, number] | null {
    const { type, local } = objectKey(id);
    const number = names.number(type);
    return number === null ? null : [local, number];
  }

  function ofId(
    id: StixId,
    statement: { all(...values: SQLInputValue[]): unknown[] },
    ...more: (number | null)[]
  ): StoredRecord[] {
    const found = key(id);
    return found ? toRecords(statement.all(...found, ...more)) : [];
  }

  return {
    record: (id, modified) =>
      (modified === undefined ? ofId(id, versions, 1) : ofId(id, version, modified))[0] ?? null,
    versions: (id, limit) => ofId(id, versions, limit),
    history(ids, before, limit) {
      const { modified = Number.MAX_SAFE_INTEGER, row = 0 } = before ?? {};
      const found = ids.flatMap((id) => {
        const asked = key(id);
        const all = asked ? older.all(...asked, modified, row, limit) : [];
        return all as unknown as { row: number; modified: number }[];
      });
      found.sort((a, b) => b.modified - a.modified || b.row - a.row);
      const page = found.slice(0, limit).map((one) => one.row);
      return toRecords(rows.all(JSON.stringify(page)));
    },
    byRows: (asked) => toRecords(rows.all(JSON.stringify(asked))),
    bare(id, modified): BareRecord | null {
      const found = key(id);
      if (!found) return null;
      const row =
        modified === undefined ? bareLatest.get(...found) : bareVersion.get(...found, modified);
      return row ? toBare([row])[0]! : null;
    },
    bareRows: (asked) => toBare(bareRows.all(JSON.stringify(asked))),
    withdrawals(from, until, limit) {
      const found = withdrawals.all(from, until, limit) as unknown as {
        local: Uint8Array | string;
        type: number;
        at: number;
        reason: string;
      }[];
      return found.map(({ local, type, at, reason }) => ({
        ...{ id: objectId(names.text(type) ?? "", local), at, reason },
      }));
    },
    heads(ids) {
      const heads = new Map<StixId, Head>();
      for (const id of ids) {
        const found = key(id);
        const top = found && (head.get(...found) as Top | undefined);
        if (!top) continue;
        const { row, modified, class: number } = top;
        const alive = (top.state & state.withdrawn) === 0;
        const originator = names.text(top.originator);
        const gone = alive ? 0 : (goneThrough.get(...found) as { through: number }).through;
        heads.set(id, {
          ...{ row, modified, originator, class: number },
          ...{ live: alive, goneThrough: gone },
        });
      }
      return heads;
    },
    ofKind(kind, afterRow, limit) {
      const number = names.number(kind);
      return number === null ? [] : toRecords(ofKind.all(number, afterRow, limit));
    },
    newestBy(originator) {
      const number = names.number(originator);
      if (number === null) return 0;
      return (newestBy.get(number) as { newest: number | null }).newest ?? 0;
    },
    scan(afterRow, limit) {
      const found: unknown[] = [];
      let octets = 0;
      for (const row of scan.iterate(afterRow, limit)) {
        found.push(row);
        octets += (row["body"] as string).length;
        if (octets > scanOctets) break;
      }
      return toRecords(found);
    },
    referrers(id, limit, { originator, afterRow = 0 } = {}) {
      const by = originator === undefined ? null : names.number(originator);
      // Nobody of that name ever originated anything.
      if (originator !== undefined && by === null) return [];
      return ofId(id, referrers, afterRow, by, by, limit);
    },
    newestReferrers(id, kind, limit) {
      const number = names.number(kind);
      return number === null ? [] : ofId(id, newestReferrers, number, limit);
    },
    translations: (ids) =>
      ids.flatMap((id) => ofId(id, translations)).sort((a, b) => b.modified - a.modified),
    bodies(asked) {
      const { joined } = bodies.get(JSON.stringify(asked)) as { joined: Uint8Array | null };
      return joined ?? new Uint8Array();
    },
  };
}
