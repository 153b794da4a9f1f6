import type { Desk } from "../../desk/desk.ts";
import { searchJournal } from "../../desk/search-journal.ts";
import { correctEntry, writeEntry } from "../../desk/write-entry.ts";
import type { WatchPort } from "../../http/ports/watch.ts";

/** The watch as the API sees it. */
export function watchPort(desk: Desk): WatchPort {
  return {
    searchJournal: (person, search) => searchJournal(desk, person, search),
    writeEntry: (person, draft) => writeEntry(desk, person, draft),
    correctEntry: (person, reference, text) => correctEntry(desk, person, reference, text),
  };
}
