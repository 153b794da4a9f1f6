import type { OutboxQuery } from "../port.ts";
import type { EntryRow } from "./outbox-entry.ts";

/** Chooses versions of ONE object; takes all that the partner may be served, oldest first. */
export function versionFilter<Row extends Pick<EntryRow, "modified">>(
  versions: OutboxQuery["versions"] = ["last"],
): (offered: Row[]) => Row[] {
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
