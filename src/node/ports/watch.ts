import type { Desk } from "../../desk/desk.ts";
import { handOver, listHandovers, takeOver } from "../../desk/watch/hand-over.ts";
import { searchJournal } from "../../desk/watch/search-journal.ts";
import { closePoint, openPoint } from "../../desk/watch/watch-points.ts";
import { correctEntry, writeEntry } from "../../desk/watch/write-entry.ts";
import type { WatchPort } from "../../http/ports/watch.ts";

/** The watch as the API sees it. */
export function watchPort(desk: Desk): WatchPort {
  return {
    searchJournal: (person, search) => searchJournal(desk, person, search),
    writeEntry: (person, draft) => writeEntry(desk, person, draft),
    correctEntry: (person, reference, text) => correctEntry(desk, person, reference, text),
    listHandovers: (person, query) => listHandovers(desk, person, query),
    handOver: (person, draft) => handOver(desk, person, draft),
    takeOver: (person, id) => takeOver(desk, person, id),
    openPoint: (person, draft) => openPoint(desk, person, draft),
    closePoint: (person, id, note) => closePoint(desk, person, id, note),
  };
}
