import type { DatabaseSync } from "node:sqlite";
import type { InventoryGroup } from "../port.ts";
import type { NameReader } from "./names.ts";
import { objectKey } from "./object-key.ts";
import { liveLatest } from "./stored-records.ts";
import type { Reader } from "./thread-messages.ts";

type InventoryReader = Pick<Reader, "inventory" | "openRows" | "dependents">;

/** The values of one column of all rows, joined: SQLite then makes one text instead of a value for each. */
const listOf = (column: string) => `json_group_array(${column}) AS ${column}`;

/** Questions about everything at once, without bodies. */
export function inventoryReader(db: DatabaseSync, names: NameReader): InventoryReader {
  const columns = ["row", "class", "kind", "label", "originator", "created", "oldest"] as const;
  const page = db.prepare(
    `SELECT ${columns.map(listOf).join(", ")} FROM (
       SELECT ${columns.join(", ")} FROM record r WHERE row > ? AND class <> 0 AND ${liveLatest}
       ORDER BY row LIMIT ?
     )`,
  );
  const open = db.prepare(
    `SELECT ${listOf("row")}, max(seq) AS last FROM (
       SELECT seq, row FROM outbox WHERE partner = ? AND seq > ?
       UNION ALL SELECT seq, row FROM outbox_earlier WHERE partner = ? AND seq > ?
       ORDER BY seq LIMIT ?
     )`,
  );
  const from = (start: string) => `WITH RECURSIVE found (local, type) AS (
      ${start}
      UNION SELECT r.local, r.type FROM found
      CROSS JOIN ref f ON f.local = found.local AND f.type = found.type
      CROSS JOIN record r ON r.row = f.row AND ${liveLatest} AND r.class <> 0
    )
    SELECT ${listOf("row")} FROM (
      SELECT r.row FROM found
      CROSS JOIN record r ON r.local = found.local AND r.type = found.type AND ${liveLatest}
    )`;
  const ofObject = db.prepare(from("VALUES (?, ?)"));
  const ofWithdrawn = db.prepare(from("SELECT local, type FROM withdrawal"));

  return {
    inventory(afterRow, limit) {
      const lists = page.get(afterRow, limit) as Record<(typeof columns)[number], string>;
      const read = (column: (typeof columns)[number]) => JSON.parse(lists[column]) as number[];
      const [release, kind, label, originator] = (
        ["class", "kind", "label", "originator"] as const
      ).map(read) as [number[], number[], number[], number[]];
      const known = new Map<string, number>();
      const groups: InventoryGroup[] = [];
      const group = Int32Array.from(release, (number, index) => {
        const key = `${number} ${kind[index]} ${label[index]} ${originator[index]}`;
        const found = known.get(key);
        if (found !== undefined) return found;
        known.set(key, groups.length);
        return (
          groups.push({
            class: number,
            kind: names.text(kind[index]!) ?? "",
            label: names.text(label[index]!) ?? "",
            originator: names.text(originator[index]!) ?? "",
          }) - 1
        );
      });
      return {
        row: Int32Array.from(read("row")),
        group,
        created: Float64Array.from(read("created")),
        oldest: Float64Array.from(read("oldest")),
        groups,
      };
    },
    openRows(partner, afterSeq, limit) {
      const number = names.number(partner);
      if (number === null) return { rows: new Int32Array(0), last: afterSeq };
      const found = open.get(number, afterSeq, number, afterSeq, limit) as {
        row: string;
        last: number | null;
      };
      const rows = Int32Array.from(JSON.parse(found.row) as number[]);
      return { rows, last: found.last ?? afterSeq };
    },
    dependents(ids) {
      if (ids === "withdrawn") return [rowsOf(ofWithdrawn.get())];
      return ids.map((id) => {
        const { type, local } = objectKey(id);
        const number = names.number(type);
        return number === null ? [] : rowsOf(ofObject.get(local, number));
      });
    },
  };
}

function rowsOf(found: unknown): number[] {
  return JSON.parse((found as { row: string }).row) as number[];
}
