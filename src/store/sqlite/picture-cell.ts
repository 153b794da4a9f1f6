/**
 * What the picture needs of one record, packed (little-endian): SQLite then concatenates a million of them
 * without making a value of each column.
 *
 * | byte | value |
 * |---|---|
 * | 0 | row, int32 |
 * | 4 | longitude, int32, 1e-7 degrees |
 * | 8 | latitude, int32, 1e-7 degrees |
 * | 12 | time, float64, ms UTC |
 * | 20, 24, 28, 32 | kind, originator, label, grade: uint32, numbers of `name` |
 */
export const cellBytes = 36;

/** Stands for "no position". */
export const nowhere = 0x7fffffff;

export interface Cell {
  row: number;
  at: number;
  position: [number, number] | null;
  kind: number;
  originator: number;
  label: number;
  grade: number;
}

const view = new DataView(new ArrayBuffer(cellBytes));
const packed = new Uint8Array(view.buffer);

/** Packs a cell. The bytes are overwritten by the next call: bind them at once. */
export function packCell(cell: Cell): Uint8Array {
  view.setInt32(0, cell.row, true);
  view.setInt32(4, cell.position ? Math.round(cell.position[0] * 1e7) : nowhere, true);
  view.setInt32(8, cell.position ? Math.round(cell.position[1] * 1e7) : nowhere, true);
  view.setFloat64(12, cell.at, true);
  view.setUint32(20, cell.kind, true);
  view.setUint32(24, cell.originator, true);
  view.setUint32(28, cell.label, true);
  view.setUint32(32, cell.grade, true);
  return packed;
}
