import type { DatabaseSync } from "node:sqlite";
import type { PictureColumns } from "../port.ts";
import type { NameReader } from "./names.ts";
import { cellBytes } from "./picture-cell.ts";
import { liveLatest } from "./stored-records.ts";

/** Rows per statement: their cells are one value of about 2 MB. */
const rowsAtOnce = 65_536;

type Named = "kind" | "originator" | "label" | "grade";

/** The columns of all live latest records with a time. */
export function pictureReader(db: DatabaseSync, names: NameReader): () => PictureColumns {
  const bounds = db.prepare("SELECT coalesce(max(row), 0) AS highest FROM record");
  const cells = db.prepare(
    `SELECT CAST(group_concat(r.cell, '') AS BLOB) AS cells FROM record r
     WHERE r.row > ? AND r.row <= ? AND ${liveLatest} AND r.cell IS NOT NULL`,
  );

  function read(): Uint8Array[] {
    const chunks: Uint8Array[] = [];
    db.exec("BEGIN");
    try {
      const { highest } = bounds.get() as { highest: number };
      for (let from = 0; from < highest; from += rowsAtOnce) {
        const chunk = cells.get(from, from + rowsAtOnce) as { cells: Uint8Array | null };
        if (chunk.cells) chunks.push(chunk.cells);
      }
    } finally {
      db.exec("COMMIT");
    }
    return chunks;
  }

  return () => {
    const chunks = read();
    const length = chunks.reduce((sum, chunk) => sum + chunk.byteLength / cellBytes, 0);
    const columns: PictureColumns = {
      row: new Int32Array(length),
      at: new Float64Array(length),
      lon: new Int32Array(length),
      lat: new Int32Array(length),
      kind: new Uint16Array(length),
      originator: new Uint16Array(length),
      label: new Uint16Array(length),
      grade: new Uint16Array(length),
      names: { kind: [], originator: [], label: [], grade: [] },
    };
    const index = {
      kind: indexer(names, columns.names.kind),
      originator: indexer(names, columns.names.originator),
      label: indexer(names, columns.names.label),
      grade: indexer(names, columns.names.grade),
    } satisfies Record<Named, (number: number) => number>;
    let n = 0;
    for (const chunk of chunks) {
      const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      for (let at = 0; at < chunk.byteLength; at += cellBytes, n++) {
        columns.row[n] = view.getInt32(at, true);
        columns.lon[n] = view.getInt32(at + 4, true);
        columns.lat[n] = view.getInt32(at + 8, true);
        columns.at[n] = view.getFloat64(at + 12, true);
        columns.kind[n] = index.kind(view.getUint32(at + 20, true));
        columns.originator[n] = index.originator(view.getUint32(at + 24, true));
        columns.label[n] = index.label(view.getUint32(at + 28, true));
        columns.grade[n] = index.grade(view.getUint32(at + 32, true));
      }
    }
    return columns;
  };
}

/** Numbers of `name` to positions in a list of its own, which grows as they are met. */
function indexer(names: NameReader, list: string[]): (number: number) => number {
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
