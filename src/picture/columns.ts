import type { PictureColumns } from "../store/port.ts";

/** Marks an entry without a position. */
export const nowhere = 0x7fffffff;

/** What the picture keeps of each record, one typed array per property, indexed by slot. */
export interface Columns {
  length: number;
  row: Int32Array;
  at: Float64Array;
  lon: Int32Array;
  lat: Int32Array;
  kind: Uint16Array;
  originator: Uint16Array;
  label: Uint16Array;
  grade: Uint16Array;
  alive: Uint8Array;
}

export function columnsFrom(loaded: PictureColumns): Columns {
  const { row, at, lon, lat, kind, originator, label, grade } = loaded;
  const alive = new Uint8Array(row.length).fill(1);
  return { length: row.length, row, at, lon, lat, kind, originator, label, grade, alive };
}

/** Makes room for `more` further slots; grows by a quarter so that a million records stay small. */
export function reserve(columns: Columns, more: number): void {
  const needed = columns.length + more;
  if (needed <= columns.row.length) return;
  const size = Math.max(1024, needed, Math.ceil(columns.row.length * 1.25));
  columns.row = grown(columns.row, new Int32Array(size));
  columns.at = grown(columns.at, new Float64Array(size));
  columns.lon = grown(columns.lon, new Int32Array(size));
  columns.lat = grown(columns.lat, new Int32Array(size));
  columns.kind = grown(columns.kind, new Uint16Array(size));
  columns.originator = grown(columns.originator, new Uint16Array(size));
  columns.label = grown(columns.label, new Uint16Array(size));
  columns.grade = grown(columns.grade, new Uint16Array(size));
  columns.alive = grown(columns.alive, new Uint8Array(size));
}

/** `larger` with the content of `from` at its start. */
export function grown<T extends Int32Array | Float64Array | Uint16Array | Uint8Array>(
  from: T,
  larger: T,
): T {
  larger.set(from);
  return larger;
}
