import type { HandoverDraft, ListedHandover, listHandovers } from "../../desk/watch/hand-over.ts";
import type { ListedEntry } from "../../desk/watch/journal-entry.ts";
import type { Person } from "../../desk/people.ts";
import type { JournalSearch } from "../../desk/watch/search-journal.ts";
import type { ListedPoint, PointDraft } from "../../desk/watch/watch-points.ts";
import type { EntryDraft } from "../../desk/watch/write-entry.ts";
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
}
