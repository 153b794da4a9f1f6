import type { Chart } from "../desk/chart-records.ts";

/**
 * A chart in one piece, little-endian, so that the page reads 100,000 records without parsing them:
 * the length of the head (uint32), the head as JSON (`length`, `more`, `names`) with spaces up to a multiple of 8, then the
 * columns one behind the other: `at`, `until`, `modified`, `known`, `replaced` (float64), `lon`, `lat` (int32), `kind`,
 * `originator`, `label`, `grade` (uint16), `marks` (uint8), `uuid` (16 bytes each).
 */
export function chartBytes({ columns, names, more }: Chart): Buffer {
  const length = columns.at.length;
  const head = Buffer.from(JSON.stringify({ length, more, names }));
  const padded = Math.ceil((head.length + 4) / 8) * 8 - 4;
  const size = Buffer.alloc(4);
  size.writeUInt32LE(padded);
  const { at, until, modified, known, replaced, lon, lat } = columns;
  const { kind, originator, label, grade, marks, uuid } = columns;
  const parts = [
    ...[at, until, modified, known, replaced, lon, lat],
    ...[kind, originator, label, grade, marks, uuid],
  ];
  return Buffer.concat([
    size,
    head,
    Buffer.alloc(padded - head.length, " "),
    ...parts.map(({ buffer, byteOffset, byteLength }) =>
      Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength),
    ),
  ]);
}
