import type { OutboxQuery } from "../port.ts";

/** A row of an outbox page before its numbers become names. */
export interface EntryRow {
  seq: number;
  row: number;
  added: number;
  control: number;
  class: number;
  /** As `localAsText` gives it. */
  local: string;
  type: number;
  modified: number;
  kind: number;
}

/** Chooses versions of ONE object; takes all that the partner may be served, oldest first. */
export function versionFilter(
  versions: OutboxQuery["versions"] = ["last"],
): (offered: EntryRow[]) => EntryRow[] {
  const wanted = new Set(versions);
  if (wanted.has("all")) return (offered) => offered;
  return (offered) =>
    offered.filter(
      (row, index) =>
        (wanted.has("first") && index === 0) ||
        (wanted.has("last") && index === offered.length - 1) ||
        wanted.has(row.modified),
    );
}
