import type { Bilingual, Lang } from "../../../domain/bilingual.ts";
import type { LocalLabel } from "../../../domain/journal.ts";
import type { PartnerId } from "../../../domain/partner.ts";
import type { StixId } from "../../../domain/stix.ts";
import { stixTime } from "../../../domain/time.ts";
import { uuid4 } from "../../../domain/uuid.ts";
import { AppError } from "../../../errors.ts";
import type { Change } from "../../../store/port.ts";
import type { Desk } from "../../desk.ts";
import {
  type Documents,
  put,
  read,
  readLast,
  type Role,
  type SituationReport,
  type SituationSection,
} from "../../documents.ts";
import { noteRead } from "../../read-log.ts";
import type { Viewer } from "../../viewer.ts";
import { commitEntry, entryChange } from "../journal-entry.ts";
import { seesLocal } from "../search-journal.ts";
import { watchTurn } from "../watch-points.ts";
import { checkedText } from "../write-entry.ts";

/** Who reads or writes a situation report. */
export interface Reader extends Viewer {
  role: Role;
}

/** A situation report as lists show it. Times RFC 3339, UTC. */
export interface SituationHead extends LocalLabel {
  id: string;
  title: string;
  lang: Lang;
  from: string;
  until: string;
  version: number;
  made: { by: string; at: string };
  saved: { by: string; at: string };
  state: "draft" | "released";
  released: { by: string; at: string; id: StixId } | null;
}

export interface ListedSituationReport extends SituationHead {
  releasableTo: PartnerId[];
  sections: Omit<SituationSection, "sources">[];
  sources: StixId[];
  /** Those of the sources that were taken back since it was made. */
  gone: StixId[];
}

export interface SituationEdit {
  /** The one that the person changed. */
  version: number;
  title: string;
  /** In order. Without an id: a person's own. */
  sections: readonly { id?: string; heading: string; text: string; released?: boolean }[];
}

const maxTitle = 500;
const maxSection = 40_000;

/** What this person may see, newest first. */
export async function listSituationReports(
  desk: Desk,
  reader: Reader,
  { limit, before }: { limit: number; before?: string },
): Promise<{ reports: SituationHead[]; next: string | null }> {
  const found: SituationHead[] = [];
  for (let key = before; found.length <= limit;) {
    const page = await readLast(desk.store, "situation-report", limit + 1, key);
    for (const [id, report] of page) {
      if (await maySee(desk, reader, report)) found.push(head(id, report));
    }
    if (page.length <= limit) break;
    key = page.at(-1)![0];
  }
  const reports = found.slice(0, limit);
  return { reports, next: found.length > limit ? reports.at(-1)!.id : null };
}

/** Written down as read, with all that it rests on. `version`: an earlier one. Error: situation-report-unknown. */
export async function readSituationReport(
  desk: Desk,
  reader: Reader,
  id: string,
  version?: number,
): Promise<ListedSituationReport> {
  const latest = await mustRead(desk, reader, id);
  if (version === undefined || version === latest.version) return shown(desk, reader, id, latest);
  const earlier = await read(desk.store, "situation-report-before", keyOf(id, version));
  if (!earlier) throw new AppError("situation-report-unknown", { id: `${id} ${version}` });
  return shown(desk, reader, id, earlier);
}

/** A new version with a person's words. Errors: situation-report-unknown, -changed, -released, request-invalid. */
export async function saveSituationReport(
  desk: Desk,
  reader: Reader,
  id: string,
  { version, title, sections }: SituationEdit,
): Promise<ListedSituationReport> {
  checkedText(title, maxTitle);
  return desk.turns.whole(watchTurn, async () => {
    const report = await mustRead(desk, reader, id);
    if (report.released) throw new AppError("situation-report-released");
    if (report.version !== version) throw new AppError("situation-report-changed");
    const edited = sections.map((section) => editedSection(desk, report, section));
    // What this person was not shown stays as it is.
    const unseen = report.sections.filter((section) => !isFor(reader, section));
    const next: SituationReport = {
      ...{ ...report, title, version: version + 1, sections: [...edited, ...unseen] },
      saved: { by: reader.name, at: desk.clock() },
    };
    await commitReport(desk, reader, id, next, [
      put("situation-report-before", keyOf(id, version), report),
    ]);
    return shown(desk, reader, id, next);
  });
}

/** Error: situation-report-unknown, the same for what is not here. */
export async function mustRead(desk: Desk, reader: Reader, id: string): Promise<SituationReport> {
  const report = await read(desk.store, "situation-report", id);
  if (!report || !(await maySee(desk, reader, report)))
    throw new AppError("situation-report-unknown", { id });
  return report;
}

/** With an entry in the journal. */
export async function commitReport(
  desk: Desk,
  { name }: Viewer,
  id: string,
  report: SituationReport,
  more: readonly Change[] = [],
): Promise<void> {
  await commitEntry(desk, reportEntry(name, report), [
    ...more,
    put("situation-report", id, report),
  ]);
}

/** What the journal says of a report that was made, saved or released. */
export function reportEntry(
  person: string,
  { label, title, version, saved, released }: SituationReport,
) {
  const text: Bilingual = released
    ? { ar: `أُجيز تقرير الموقف: ${title}`, en: `Situation report released: ${title}` }
    : version === 1
      ? { ar: `أُعدّ تقرير موقف: ${title}`, en: `Situation report made: ${title}` }
      : {
          ar: `عُدّل تقرير الموقف (نسخة ${version}): ${title}`,
          en: `Situation report changed (version ${version}): ${title}`,
        };
  const written = { kind: "system" as const, person, text, records: [], partners: [] };
  return entryChange((released ?? saved).at, label, written);
}

export async function shown(
  desk: Desk,
  reader: Viewer & { role?: Role },
  id: string,
  report: SituationReport,
): Promise<ListedSituationReport> {
  const { releasableTo, sections, sources } = report;
  const all = allSources(report);
  const heads = await desk.store.heads(all);
  const versions = all.flatMap((source) => {
    const modified = heads.get(source)?.modified;
    return modified === undefined ? [] : [{ id: source, modified }];
  });
  const query = JSON.stringify({ situationReport: id });
  await noteRead(desk, reader, { how: "reported", versions, query });
  return {
    ...head(id, report),
    ...{ releasableTo, sources },
    sections: sections
      .filter((section) => isFor(reader, section))
      .map(({ id, heading, text, released }) => ({ id, heading, text, released })),
    gone: sources.filter((source) => !heads.get(source)?.live),
  };
}

/** All that any section of it rests on. */
export function allSources({ sources, sections }: SituationReport): StixId[] {
  return [...new Set([...sources, ...sections.flatMap((section) => section.sources)])];
}

async function maySee(desk: Desk, reader: Viewer, report: SituationReport): Promise<boolean> {
  return seesLocal(desk, reader, report.label, allSources(report));
}

/** Agreements are for those who may report. */
function isFor({ role }: { role?: Role }, { id }: SituationSection): boolean {
  return role !== "reader" || id !== "agreements";
}

function editedSection(
  desk: Desk,
  { sections }: SituationReport,
  { id, heading, text, released = false }: SituationEdit["sections"][number],
): SituationSection {
  checkedText(heading, maxTitle);
  if (text !== "") checkedText(text, maxSection);
  const known = sections.find((section) => section.id === id);
  if (known)
    return { ...known, heading, text, released: known.released === "never" ? "never" : released };
  return { id: uuid4(desk.random), heading, text, released, sources: [] };
}

function head(id: string, report: SituationReport): SituationHead {
  const { title, lang, from, until, label, version, made, saved, released } = report;
  const said = ({ by, at }: Documents["situation-report"]["made"]) => ({ by, at: stixTime(at) });
  return {
    ...{ id, title, lang, from: stixTime(from), until: stixTime(until), ...label, version },
    ...{ made: said(made), saved: said(saved) },
    state: released ? "released" : "draft",
    released: released && { ...said(released), id: released.id },
  };
}

function keyOf(id: string, version: number): string {
  return `${id} ${String(version).padStart(6, "0")}`;
}
