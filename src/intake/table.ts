import { parse } from "csv-parse/sync";
import type { Bilingual } from "../domain/bilingual.ts";
import { AppError } from "../errors.ts";

/** One row of a CSV file, cells by column name. */
export interface TableRow {
  /** As a spreadsheet counts: the header is row 1. */
  number: number;
  /** Trimmed; "" where empty. */
  cell(column: string): string;
  /** The parts of a cell between `|`, empty ones left out. */
  list(column: string): string[];
  /** Throws AppError `table-invalid` that names file, row and column. */
  wrong(column: string, reason: Bilingual): never;
}

const maxRowLength = 100_000;

/**
 * Rows of a CSV text (RFC 4180, UTF-8) whose header has exactly `columns`, in any order. `file` is only for messages.
 * Throws AppError `table-invalid`.
 */
export function readTable(text: string, file: string, columns: readonly string[]): TableRow[] {
  const [header, ...rows] = cellsOf(text, file);
  const found = header ?? [];
  for (const column of columns)
    if (!found.includes(column))
      fault(file, 1, column, { ar: "هذا العمود ناقص", en: "this column is missing" });
  for (const [index, column] of found.entries()) {
    if (!columns.includes(column))
      fault(file, 1, column, { ar: "هذا العمود غير معروف", en: "this column is unknown" });
    if (found.indexOf(column) !== index)
      fault(file, 1, column, { ar: "هذا العمود مكرر", en: "this column stands twice" });
  }
  return rows.map((cells, index) => {
    const number = index + 2;
    const cell = (column: string) => cells[found.indexOf(column)]!.trim();
    return {
      number,
      cell,
      list: (column) => cell(column).split("|").map(trimmed).filter(Boolean),
      wrong: (column, reason) => fault(file, number, column, reason),
    };
  });
}

function cellsOf(text: string, file: string): string[][] {
  try {
    return parse(text, { bom: true, skipEmptyLines: true, maxRecordSize: maxRowLength });
  } catch (cause) {
    const { lines, message } = cause as { lines?: number; message: string };
    return fault(file, lines ?? 1, "", {
      ar: "ليس ملف CSV صحيحاً",
      en: `this is not CSV: ${message}`,
    });
  }
}

function trimmed(text: string): string {
  return text.trim();
}

function fault(file: string, row: number, column: string, { ar, en }: Bilingual): never {
  throw new AppError("table-invalid", { file, row, column, reason: en, reason_ar: ar });
}
