import type { ReportFields } from "../format/report-fields.ts";

const key = "tansiq.report-draft";

/** Keeps what is typed in the report form over a reload of this tab, but for the named source, which is nowhere but at the node. */
export function keepDraft(fields: ReportFields): void {
  const { name, description } = fields;
  const typed = [name.ar, name.en, description.ar, description.en].some((text) => text.trim());
  if (typed)
    sessionStorage.setItem(key, JSON.stringify({ ...fields, source: "", confirmedBy: "" }));
  else dropDraft();
}

/** What was typed and not saved; null where there is nothing. */
export function keptDraft(): ReportFields | null {
  const kept = sessionStorage.getItem(key);
  return kept === null ? null : (JSON.parse(kept) as ReportFields);
}

export function dropDraft(): void {
  sessionStorage.removeItem(key);
}
