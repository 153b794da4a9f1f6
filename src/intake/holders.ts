import type { Holder } from "../domain/control-change.ts";
import { bilingualCell, idCell } from "./cells.ts";
import { readTable } from "./table.ts";

/** Holders of a CSV text with the columns id, name_ar, name_en. Throws AppError `table-invalid`. */
export function readHolders(csv: string, file = "holders.csv"): Holder[] {
  const ids = new Set<string>();
  return readTable(csv, file, ["id", "name_ar", "name_en"]).map((row) => ({
    id: idCell(row, ids),
    name: bilingualCell(row, "name"),
  }));
}
