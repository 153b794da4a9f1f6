import type { DatabaseSync } from "node:sqlite";
import type { VersionColumns } from "../port.ts";
import type { NameReader } from "./names.ts";
import { cellBytes } from "./picture-cell.ts";
import { columnIndexer } from "./read-picture.ts";
import { live } from "./stored-records.ts";

/** Rows per statement: what it answers is a few values of about 1 MB. */
const rowsAtOnce = 16_384;
const uuidBytes = 16;

interface Chunk {
  cells: Uint8Array | null;
  uuids: Uint8Array | null;
  row: string;
  modified: string;
  known: string;
  until: string;
  class: string;
  marks: string;
}

/** The versions of the objects of given rows, as columns. */
export function versionReader(
  db: DatabaseSync,
  names: NameReader,
): (rows: Int32Array) => VersionColumns {
  // The index on (local, type, modified) brings an object's versions oldest first. Only UUIDs have 16 bytes.
  const statement = db.prepare(
    `SELECT CAST(group_concat(cell, '') AS BLOB) AS cells, CAST(group_concat(local, '') AS BLOB) AS uuids,
       json_group_array(row) AS row, json_group_array(modified) AS modified, json_group_array(known) AS known,
       json_group_array(until) AS until, json_group_array(class) AS class, json_group_array(marks) AS marks
     FROM (
       SELECT r.row, r.cell, r.local, r.modified, r.known, r.until, r.class, r.marks
       FROM json_each(?) j CROSS JOIN record latest ON latest.row = j.value
       CROSS JOIN record r ON r.local = latest.local AND r.type = latest.type
       WHERE r.modified <= latest.modified AND ${live} AND r.cell IS NOT NULL AND typeof(r.local) = 'blob'
     )`,
  );
  return (rows) => {
    const chunks: Chunk[] = [];
    for (let from = 0; from < rows.length; from += rowsAtOnce)
      chunks.push(
        statement.get(`[${rows.subarray(from, from + rowsAtOnce).join()}]`) as unknown as Chunk,
      );
    return columnsOf(chunks, names);
  };
}

function columnsOf(chunks: readonly Chunk[], names: NameReader): VersionColumns {
  const length = chunks.reduce((sum, { uuids }) => sum + (uuids?.length ?? 0) / uuidBytes, 0);
  const columns = emptyColumns(length);
  const { row, uuid, at, until, modified, known, lon, lat, marks } = columns;
  const indexes = (["kind", "originator", "label", "grade"] as const).map((name) => ({
    column: columns[name],
    index: columnIndexer(names, columns.names[name]),
  }));
  let n = 0;
  for (const chunk of chunks) {
    if (!chunk.cells || !chunk.uuids) continue;
    uuid.set(chunk.uuids, n * uuidBytes);
    row.set(JSON.parse(chunk.row) as number[], n);
    modified.set(JSON.parse(chunk.modified) as number[], n);
    known.set(JSON.parse(chunk.known) as number[], n);
    until.set(
      (JSON.parse(chunk.until) as (number | null)[]).map((time) => time ?? NaN),
      n,
    );
    columns.class.set(JSON.parse(chunk.class) as number[], n);
    marks.set(JSON.parse(chunk.marks) as number[], n);
    const { buffer, byteOffset, byteLength } = chunk.cells;
    const cells = new DataView(buffer, byteOffset, byteLength);
    for (let start = 0; start < byteLength; start += cellBytes, n++) {
      lon[n] = cells.getInt32(start + 4, true);
      lat[n] = cells.getInt32(start + 8, true);
      at[n] = cells.getFloat64(start + 12, true);
      indexes.forEach(({ column, index }, place) => {
        column[n] = index(cells.getUint32(start + 20 + 4 * place, true));
      });
    }
  }
  return columns;
}

function emptyColumns(length: number): VersionColumns {
  const times = () => new Float64Array(length);
  const indexes = () => new Uint16Array(length);
  return {
    uuid: new Uint8Array(length * uuidBytes),
    ...{ at: times(), until: times(), modified: times(), known: times() },
    row: new Int32Array(length),
    ...{ lon: new Int32Array(length), lat: new Int32Array(length), class: new Int32Array(length) },
    ...{ kind: indexes(), originator: indexes(), label: indexes(), grade: indexes() },
    marks: new Uint8Array(length),
    names: { kind: [], originator: [], label: [], grade: [] },
  };
}
