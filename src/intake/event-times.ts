import { parseStixTime, stixTime } from "../domain/time.ts";
import type { TableRow } from "./table.ts";

/**
 * The cells at, until and recorded_at as STIX timestamps (UTC). Nothing is written down before it began, or before
 * the end that it tells of.
 */
export function eventTimes(row: TableRow): {
  at: string;
  until: string | null;
  recordedAt: string;
} {
  const at = timeCell(row, "at");
  const until = row.cell("until") === "" ? null : timeCell(row, "until");
  const recordedAt = timeCell(row, "recorded_at");
  if (until !== null && until < at)
    row.wrong("until", { ar: "تقع قبل البداية", en: "it lies before the beginning" });
  if (recordedAt < (until ?? at))
    row.wrong("recorded_at", { ar: "تقع قبل الحدث", en: "it lies before what it tells of" });
  return {
    at: stixTime(at),
    until: until === null ? null : stixTime(until),
    recordedAt: stixTime(recordedAt),
  };
}

function timeCell(row: TableRow, column: string): number {
  return (
    parseStixTime(row.cell(column)) ??
    row.wrong(column, {
      ar: "يُكتب هكذا 2015-03-11T00:00:00.000Z",
      en: "write it like 2015-03-11T00:00:00.000Z",
    })
  );
}
