import { api } from "../api/calls.ts";
import { exchangeApi, type LedgerLine } from "../api/exchange.ts";
import type { ListedRecord } from "../api/shapes.ts";
import { csvText } from "../format/csv.ts";
import { texts } from "../format/record.ts";
import { isContent, versionOf } from "../views/exchange/ledger-line.ts";
import { saveFile } from "./save-file.ts";
import { session } from "./session.svelte.ts";

/** More at once is for the command line (`tansiq ledger show`). */
export const mostExported = 5000;
const atOnce = 100;

const columns = [
  ...(["served_at", "partner", "id", "modified", "kind", "name_ar", "name_en"] as const),
  ...(["classification", "caveats", "clauses", "state", "sha256"] as const),
] as const;

/**
 * Saves what a partner was served in a period as a file. The node writes down that its records were taken out, before it gives
 * their names. Gives how many lines; null: too many, and nothing was saved.
 */
export async function exportLedger(
  partner: string,
  period: URLSearchParams,
): Promise<number | null> {
  const lines: LedgerLine[] = [];
  for (let after: string | null = ""; after !== null;) {
    const query = new URLSearchParams([...period, ["limit", "1000"]]);
    if (after) query.set("after", after);
    const page = await exchangeApi.ledgerOf(partner, query);
    lines.push(...page.lines);
    if (lines.length > mostExported) return null;
    after = page.next;
  }
  const versions = lines.filter(isContent).map(versionOf);
  const records = new Map<string, ListedRecord>();
  for (let from = 0; from < versions.length; from += atOnce)
    for (const record of (await api.pictureRecords(versions.slice(from, from + atOnce), true))
      .records)
      records.set(versionOf(record), record);
  const rows = lines.map((line) => rowOf(partner, line, records.get(versionOf(line))));
  const day = new Date().toISOString().slice(0, 10);
  const name = `${session.node?.id ?? "node"}-ledger-${partner}-${day}.csv`;
  saveFile(name, csvText(columns, rows), "text/csv");
  return lines.length;
}

function rowOf(
  partner: string,
  line: LedgerLine,
  record: ListedRecord | undefined,
): Record<(typeof columns)[number], string> {
  const said = record && texts(record);
  return {
    ...{ served_at: line.at, partner, id: line.id, modified: line.modified, kind: line.kind },
    ...{ name_ar: said?.ar?.name ?? "", name_en: said?.en?.name ?? "" },
    classification: record?.label?.classification ?? "",
    caveats: record?.label?.caveats.join(" ") ?? "",
    ...{ clauses: line.decidedBy.join(" "), state: line.state, sha256: line.sha256 },
  };
}
