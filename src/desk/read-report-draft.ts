import { draftOfReport } from "../domain/draft-of-report.ts";
import type { ReportDraft } from "../domain/report-draft.ts";
import { tellsOfEvent } from "../domain/same-event.ts";
import type { StixId } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import { AppError } from "../errors.ts";
import type { Desk } from "./desk.ts";
import { read } from "./documents.ts";
import { handlingOf } from "./handled-as.ts";
import { readRecord } from "./read-record.ts";
import { familyOf } from "./report-family.ts";
import type { Viewer } from "./viewer.ts";

/**
 * An own report as a person would write it, and the `modified` (RFC 3339) of this version, with its named sources and listed recipients: what a new version is made from. For
 * people of this node who may report. Errors: record-not-found, also for what is no report; record-not-own, record-recalled.
 */
export async function readReportDraft(
  desk: Desk,
  viewer: Viewer,
  id: StixId,
): Promise<{ report: ReportDraft; version: string }> {
  const { originator } = await readRecord(desk, viewer, id);
  const stored = await desk.store.record(id);
  if (!stored || !tellsOfEvent(id)) throw new AppError("record-not-found", { id });
  if (originator !== desk.self.id)
    throw new AppError("record-not-own", { id, originator: originator ?? "?" });
  const { label, recipients } = await handlingOf(desk, stored);
  const named = await read(desk.store, "source", id);
  const report = draftOfReport(await familyOf(desk, id), {
    label,
    ...(recipients && { recipients }),
    ...(named?.name !== undefined && { source: named.name }),
    ...(named?.confirmedBy !== undefined && { confirmedBy: named.confirmedBy }),
  });
  return { report, version: stixTime(stored.modified) };
}
