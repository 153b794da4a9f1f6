import type { ReportDraft } from "../../domain/report-draft.ts";
import type { StixId } from "../../domain/stix.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import { read } from "../documents.ts";
import { ownLinks } from "./own-links.ts";

/**
 * Who says that something is confirmed by other sources says by which: records of the same event, or sources by name. `id`: of
 * the report of which it is a new version. Error: sources-needed.
 */
export async function mustNameSources(
  desk: Desk,
  { credibility, sameEventAs = [], confirmedBy = "" }: ReportDraft,
  id?: StixId,
): Promise<void> {
  if (String(credibility) !== "1" || sameEventAs.length > 0 || confirmedBy.trim() !== "") return;
  const before = id === undefined ? null : await read(desk.store, "source", id);
  if (before?.confirmedBy !== undefined) return;
  if (id !== undefined && (await ownLinks(desk, id)).size > 0) return;
  throw new AppError("sources-needed");
}
