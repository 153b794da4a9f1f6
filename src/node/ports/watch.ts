import type { Person } from "../../desk/people.ts";
import { handOver, listHandovers, takeOver } from "../../desk/watch/hand-over.ts";
import {
  listSituationReports,
  readSituationReport,
  saveSituationReport,
} from "../../desk/watch/situation/keep-report.ts";
import { makeSituationReport } from "../../desk/watch/situation/make-report.ts";
import {
  reachesNobody,
  releaseSituationReport,
  situationReportAhead,
} from "../../desk/watch/situation/release-report.ts";
import { searchJournal } from "../../desk/watch/search-journal.ts";
import { closePoint, openPoint } from "../../desk/watch/watch-points.ts";
import { correctEntry, writeEntry } from "../../desk/watch/write-entry.ts";
import type { WatchPort } from "../../http/ports/watch.ts";
import { htmlOf, htmlPolicy } from "../../print/html.ts";
import { pdfOf } from "../../print/pdf.ts";
import type { Node } from "../node.ts";
import { printedReport } from "./printed-report.ts";

/** The watch as the API sees it. */
export function watchPort({ desk, config, links }: Node): WatchPort {
  const printed = async (person: Person, id: string) =>
    printedReport(await readSituationReport(desk, person, id), config);
  return {
    searchJournal: (person, search) => searchJournal(desk, person, search),
    writeEntry: (person, draft) => writeEntry(desk, person, draft),
    correctEntry: (person, reference, text) => correctEntry(desk, person, reference, text),
    listHandovers: (person, query) => listHandovers(desk, person, query),
    handOver: (person, draft) => handOver(desk, person, draft),
    takeOver: (person, id) => takeOver(desk, person, id),
    openPoint: (person, draft) => openPoint(desk, person, draft),
    closePoint: (person, id, note) => closePoint(desk, person, id, note),
    listSituationReports: (person, query) => listSituationReports(desk, person, query),
    makeSituationReport: (person, order) => makeSituationReport(desk, person, order, links.reports),
    readSituationReport: (person, id, version) => readSituationReport(desk, person, id, version),
    saveSituationReport: (person, id, edit) => saveSituationReport(desk, person, id, edit),
    situationReportAhead: (person, id) => situationReportAhead(desk, person, id),
    async releaseSituationReport(person, id, release) {
      const released = await releaseSituationReport(desk, person, id, release);
      return {
        ...released,
        note: released.audience.length + released.held.length > 0 ? null : reachesNobody,
      };
    },
    situationReportHtml: async (person, id) => ({
      ...{ html: htmlOf(await printed(person, id)), policy: htmlPolicy },
    }),
    situationReportPdf: async (person, id) => pdfOf(await printed(person, id)),
  };
}
