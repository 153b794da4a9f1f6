import type { Bilingual } from "../../../domain/bilingual.ts";
import type { PartnerId } from "../../../domain/partner.ts";
import type { ReportDraft } from "../../../domain/report-draft.ts";
import { maxSources } from "../../../domain/report-draft.ts";
import type { ReshareScope } from "../../../domain/label.ts";
import type { StixId } from "../../../domain/stix.ts";
import { stixTime } from "../../../domain/time.ts";
import { AppError } from "../../../errors.ts";
import type { Change } from "../../../store/port.ts";
import { deriveReport } from "../../derive-report.ts";
import { derivedAhead } from "../../derived-ahead.ts";
import type { Desk } from "../../desk.ts";
import { put, type SituationReport } from "../../documents.ts";
import { explainDraft } from "../../explain-draft.ts";
import type { ReleaseState } from "../../explain-record.ts";
import { type Submitted, submitReport } from "../../submit-report.ts";
import { tellOfEntry } from "../journal-entry.ts";
import { watchTurn } from "../watch-points.ts";
import { mustRead, type Reader, reportEntry } from "./keep-report.ts";

/** What a person is told whose report goes to nobody. */
export const reachesNobody: Bilingual = {
  ar: "حُفظ التقرير عندنا ولا يصل إلى أي جهة: لا جهة يجوز أن يصلها كل ما يستند إليه. أعدّ تقريراً لجهات محدّدة (releasableTo).",
  en: "The report is stored here and goes to nobody: no partner may have all that it rests on. Make one for chosen partners (releasableTo).",
};

/** How a report is to go, as in ReportDraft; what is left out is as there. */
export interface SituationRelease {
  /** The one that the person read. */
  version: number;
  topics?: readonly string[];
  reshare?: ReshareScope;
  releasableTo?: readonly PartnerId[];
}

/**
 * Makes a record of the sections that are to be released: a report that rests on all that it was made from, and goes only
 * where all of that may go; or, where it rests on nothing, a plain one. Errors: those of deriveReport and mustRead,
 * situation-report-changed, -released, -source-gone, -too-large, request-invalid.
 */
export async function releaseSituationReport(
  desk: Desk,
  person: Reader,
  id: string,
  { version, topics, ...how }: SituationRelease,
): Promise<Submitted> {
  return desk.turns.whole(watchTurn, async () => {
    const report = await mustRead(desk, person, id);
    if (report.released) throw new AppError("situation-report-released");
    if (report.version !== version) throw new AppError("situation-report-changed");
    const sources = await sourcesOf(desk, report);
    const draft: ReportDraft = {
      ...draftOf(report),
      topics: topics ?? (await topicsOf(desk, sources)),
      ...how,
    };
    const alongside = {
      about: [desk.self.identity],
      also: (record: StixId): Change[] => {
        const released = { by: person.name, at: desk.clock(), id: record };
        const done = { ...report, released };
        return [put("situation-report", id, done), reportEntry(person.name, done)];
      },
    };
    const submitted = await (sources.length === 0
      ? submitReport(desk, draft, person.name, alongside)
      : deriveReport(desk, { ...draft, derivedFrom: sources }, person.name, alongside));
    tellOfEntry(desk, report.label, []);
    return submitted;
  });
}

/**
 * Who would get a report, as it was saved last, if it were released now, and why the others not. Errors: those of
 * releaseSituationReport.
 */
export async function situationReportAhead(
  desk: Desk,
  person: Reader,
  id: string,
): Promise<{ partners: ReleaseState[] }> {
  const report = await mustRead(desk, person, id);
  if (report.released) throw new AppError("situation-report-released");
  const [first, ...rest] = await sourcesOf(desk, report);
  const { kind, classification, caveats } = draftOf(report);
  const choice = { classification, caveats };
  if (first === undefined) return explainDraft(desk, { kind, topics: [], ...choice });
  return { partners: await derivedAhead(desk, choice, [first, ...rest]) };
}

async function sourcesOf(desk: Desk, { sources, sections }: SituationReport): Promise<StixId[]> {
  const released = sections.filter((section) => section.released === true);
  const all = [...new Set([...sources, ...released.flatMap((section) => section.sources)])];
  if (all.length > maxSources)
    throw new AppError("situation-report-too-large", { limit: maxSources });
  const heads = await desk.store.heads(all);
  if (all.some((source) => !heads.get(source)?.live))
    throw new AppError("situation-report-source-gone");
  return all;
}

/** Without a topic, a grant that is limited to topics would not cover it. */
async function topicsOf(desk: Desk, sources: readonly StixId[]): Promise<string[]> {
  const heads = await desk.store.heads(sources);
  const members = [...heads.values()].flatMap((head) => desk.classes.members(head.class));
  const topics = members.flatMap(({ labelId }) => desk.labels.get(labelId)?.topics ?? []);
  return [...new Set(topics)].sort();
}

function draftOf({ title, lang, sections, from, until, label }: SituationReport) {
  const said = sections.filter(({ released, text }) => released === true && text.trim() !== "");
  if (said.length === 0) {
    throw new AppError("request-invalid", {
      reason: "no section is to be released",
      reason_ar: "لم يُحدَّد قسم للإجازة",
    });
  }
  const text = said.map((section) => `${section.heading}\n${section.text}`).join("\n\n");
  return {
    kind: "report" as const,
    ...{ name: { [lang]: title }, description: { [lang]: text }, lang },
    ...{ at: stixTime(from), until: stixTime(until) },
    ...{ classification: label.classification, caveats: label.caveats },
  };
}
