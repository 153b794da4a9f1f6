import type { ListedEntry } from "../../desk/journal-entry.ts";
import type { Person } from "../../desk/people.ts";
import type { JournalSearch } from "../../desk/search-journal.ts";
import type { EntryDraft } from "../../desk/write-entry.ts";
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
}
