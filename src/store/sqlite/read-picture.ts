import type { DatabaseSync } from "node:sqlite";
import type { PictureColumns } from "../port.ts";
import type { NameReader } from "./names.ts";
import { cellBytes } from "./picture-cell.ts";
import { liveLatest } from "./stored-records.ts";

/** Rows per statement: their cells are one value of about 1 MB. */
const rowsAtOnce = 32_768;

/** The columns of all live latest records with a time. */
export function pictureReader(db: DatabaseSync, names: NameReader): () => PictureColumns {
  const bounds = db.prepare("SELECT coalesce(max(row), 0) AS highest FROM record");
  const cells = db.prepare(
    `SELECT CAST(group_concat(r.cell, '') AS BLOB) AS cells FROM record r
     WHERE r.row > ? AND r.row <= ? AND ${liveLatest} AND r.cell IS NOT NULL`,
  );
  return () => {
    // One read transaction: a record replaced meanwhile would be seen twice or never.
    db.exec("BEGIN");
    try {
      const { highest } = bounds.get() as { highest: number };
      const filling = columnsFor(highest, names);
      for (let from = 0; from < highest; from += rowsAtOnce) {
        const chunk = cells.get(from, from + rowsAtOnce) as { cells: Uint8Array | null };
        if (chunk.cells) filling.add(chunk.cells);
      }
      return filling.columns();
    } finally {
      db.exec("COMMIT");
    }
  };
}

/** Columns with room for `most` entries, cut to length at the end. */
function columnsFor(most: number, names: NameReader) {
  const lists = { kind: [], originator: [], label: [], grade: [] };
  const row = new Int32Array(most);
  const at = new Float64Array(most);
  const lon = new Int32Array(most);
  const lat = new Int32Array(most);
  const kind = new Uint16Array(most);
  const originator = new Uint16Array(most);
  const label = new Uint16Array(most);
  const grade = new Uint16Array(most);
  const kindOf = columnIndexer(names, lists.kind);
  const originatorOf = columnIndexer(names, lists.originator);
  const labelOf = columnIndexer(names, lists.label);
  const gradeOf = columnIndexer(names, lists.grade);
  let n = 0;
  return {
    add(cells: Uint8Array): void {
      const view = new DataView(cells.buffer, cells.byteOffset, cells.byteLength);
      for (let start = 0; start < cells.byteLength; start += cellBytes, n++) {
        row[n] = view.getInt32(start, true);
        lon[n] = view.getInt32(start + 4, true);
        lat[n] = view.getInt32(start + 8, true);
        at[n] = view.getFloat64(start + 12, true);
        kind[n] = kindOf(view.getUint32(start + 20, true));
        originator[n] = originatorOf(view.getUint32(start + 24, true));
        label[n] = labelOf(view.getUint32(start + 28, true));
        grade[n] = gradeOf(view.getUint32(start + 32, true));
      }
    },
    columns: (): PictureColumns => ({
      row: new Int32Array(row.buffer.transfer(n * 4)),
      at: new Float64Array(at.buffer.transfer(n * 8)),
      lon: new Int32Array(lon.buffer.transfer(n * 4)),
      lat: new Int32Array(lat.buffer.transfer(n * 4)),
      kind: new Uint16Array(kind.buffer.transfer(n * 2)),
      originator: new Uint16Array(originator.buffer.transfer(n * 2)),
      label: new Uint16Array(label.buffer.transfer(n * 2)),
      grade: new Uint16Array(grade.buffer.transfer(n * 2)),
      names: lists,
    }),
  };
}

/** Numbers of `name` to positions in a list of its own, which grows as they are met. */
export function columnIndexer(names: NameReader, list: string[]): (number: number) => number {
  const places: number[] = [];
  return (number) => {
    let place = places[number];
    if (place === undefined) {
      place = places[number] = list.length;
      list.push(names.text(number) ?? "");
    }
    return place;
  };
}
