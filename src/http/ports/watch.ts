import type { Reach } from "../../desk/submit-report.ts";
import type { Bilingual } from "../../domain/bilingual.ts";
import type { HandoverDraft, ListedHandover, listHandovers } from "../../desk/watch/hand-over.ts";
import type { ListedEntry } from "../../desk/watch/journal-entry.ts";
import type { Person } from "../../desk/people.ts";
import type { JournalSearch } from "../../desk/watch/search-journal.ts";
import type { ListedPoint, PointDraft } from "../../desk/watch/watch-points.ts";
import type { EntryDraft } from "../../desk/watch/write-entry.ts";
import type { ReleaseState } from "../../desk/explain-record.ts";
import type { SituationOrder } from "../../desk/watch/situation/make-report.ts";
import type {
  listSituationReports,
  ListedSituationReport,
  SituationEdit,
} from "../../desk/watch/situation/keep-report.ts";
import type { SituationRelease } from "../../desk/watch/situation/release-report.ts";
import type { StixObject } from "../../domain/stix.ts";
import type { Text } from "../../domain/bilingual.ts";

/** What the API needs of the desk for the watch; as in DeskPort. */
export interface WatchPort {
  searchJournal(
    person: Person,
    search: JournalSearch,
  ): Promise<{ entries: ListedEntry[]; next: string | null }>;
  writeEntry(person: Person, draft: EntryDraft): Promise<ListedEntry>;
  /** AppError journal-entry-unknown. */
  correctEntry(person: Person, reference: string, text: string | Text): Promise<ListedEntry>;

  listHandovers(
    person: Person,
    query: { limit: number; before?: string },
  ): ReturnType<typeof listHandovers>;
  /** AppError handover-person-unfit. */
  handOver(person: Person, draft: HandoverDraft): Promise<ListedHandover>;
  /** AppError handover-unknown, handover-not-yours, handover-settled. */
  takeOver(person: Person, id: string): Promise<ListedHandover>;
  openPoint(person: Person, draft: PointDraft): Promise<ListedPoint>;
  /** AppError handover-unknown, handover-settled. */
  closePoint(person: Person, id: string, note?: string | Text): Promise<ListedPoint>;

  listSituationReports(
    person: Person,
    query: { limit: number; before?: string },
  ): ReturnType<typeof listSituationReports>;
  /** AppError situation-report-too-large. */
  makeSituationReport(person: Person, order: SituationOrder): Promise<ListedSituationReport>;
  /** `version`: an earlier one. AppError situation-report-unknown, as all below. */
  readSituationReport(person: Person, id: string, version?: number): Promise<ListedSituationReport>;
  /** AppError situation-report-changed, situation-report-released. */
  saveSituationReport(
    person: Person,
    id: string,
    edit: SituationEdit,
  ): Promise<ListedSituationReport>;
  /** AppError situation-report-released, situation-report-source-gone, situation-report-too-large. */
  situationReportAhead(person: Person, id: string): Promise<{ partners: ReleaseState[] }>;
  /** AppError situation-report-changed, situation-report-released, situation-report-source-gone. */
  releaseSituationReport(
    person: Person,
    id: string,
    release: SituationRelease,
  ): Promise<{ record: StixObject; note: Bilingual | null } & Reach>;
  /** `policy`: the content security policy that the page needs. */
  situationReportHtml(person: Person, id: string): Promise<{ html: string; policy: string }>;
  situationReportPdf(person: Person, id: string): Promise<Uint8Array>;
}
