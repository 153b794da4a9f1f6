import { clears, isFull } from "../../domain/clearance.ts";
import {
  type JournalKind,
  labelOfSeries,
  type LocalLabel,
  readReference,
  type Reference,
  seriesOf,
} from "../../domain/journal.ts";
import type { PartnerId } from "../../domain/partner.ts";
import { lookupWords } from "../../domain/search-words.ts";
import type { StixId } from "../../domain/stix.ts";
import { AppError } from "../../errors.ts";
import type { JournalLine } from "../../store/port.ts";
import type { Desk } from "../desk.ts";
import {
  kindMark,
  listed,
  type ListedEntry,
  partnerMark,
  personMark,
  type Written,
} from "./journal-entry.ts";
import { seenOf, type Viewer } from "../viewer.ts";

export interface JournalSearch {
  q?: string;
  record?: StixId;
  partner?: PartnerId;
  person?: string;
  kind?: JournalKind;
  /** ms UTC, inclusive. */
  from?: number;
  /** ms UTC, exclusive. */
  until?: number;
  /** `next` of the page before. */
  before?: string;
  limit: number;
}

/** What this person may see of the journal, newest first. Errors: cursor-unknown. */
export async function searchJournal(
  desk: Desk,
  viewer: Viewer,
  { q, record, partner, person, kind, from, until, before, limit }: JournalSearch,
): Promise<{ entries: ListedEntry[]; next: string | null }> {
  const words = q === undefined ? [] : lookupWords(q);
  if (q !== undefined && q.trim() !== "" && words.length === 0) return { entries: [], next: null };
  const marks = [
    ...(record === undefined ? [] : [record]),
    ...(partner === undefined ? [] : [partnerMark(partner)]),
    ...(person === undefined ? [] : [personMark(person)]),
    ...(kind === undefined ? [] : [kindMark(kind)]),
  ];
  const query = {
    series: (await desk.store.journalSeries()).filter((series) => isCleared(viewer, series)),
    ...{ words, marks, limit: limit + 1 },
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  };
  let behind = before === undefined ? undefined : await cursorOf(desk, viewer, before);
  const found: ListedEntry[] = [];
  for (;;) {
    const lines = await desk.store.journal({ ...query, ...(behind && { behind }) });
    found.push(...(await seen(desk, viewer, lines)).map(listed));
    behind = lines.at(-1);
    if (found.length > limit || lines.length <= limit) break;
  }
  const entries = found.slice(0, limit);
  return { entries, next: found.length > limit ? entries.at(-1)!.reference : null };
}

/** Whether a person may see a text under this label that links these records. */
export async function seesLocal(
  desk: Desk,
  viewer: Viewer,
  label: LocalLabel,
  records: readonly StixId[],
): Promise<boolean> {
  if (isFull(viewer.clearance)) return true;
  if (!clears(viewer.clearance, label)) return false;
  return (await seenOf(desk, viewer, records)).size === new Set(records).size;
}

/** An entry that this person may see. Error: journal-entry-unknown, the same for what is not here. */
export async function visibleEntry(
  desk: Desk,
  viewer: Viewer,
  text: string,
): Promise<Reference & { written: Written }> {
  const reference = readReference(text);
  const unknown = new AppError("journal-entry-unknown", { reference: text.slice(0, 200) });
  if (!reference || !clears(viewer.clearance, reference.label)) throw unknown;
  const line = await desk.store.journalEntry(seriesOf(reference.label), reference.number);
  const [visible] = line ? await seen(desk, viewer, [line]) : [];
  if (!visible) throw unknown;
  return { ...reference, written: JSON.parse(visible.value) as Written };
}

/** Of an entry that this person cannot see, not even its place in time is told. */
async function cursorOf(desk: Desk, viewer: Viewer, text: string) {
  const entry = await visibleEntry(desk, viewer, text).catch(() => null);
  if (!entry) throw new AppError("cursor-unknown");
  return { series: seriesOf(entry.label), number: entry.number };
}

/** Those lines whose links this person may see, all of them. */
async function seen(
  desk: Desk,
  viewer: Viewer,
  lines: readonly JournalLine[],
): Promise<JournalLine[]> {
  // What a link names may be gone, after a restore.
  if (isFull(viewer.clearance)) return [...lines];
  const links = lines.map(({ value }) => (JSON.parse(value) as Written).records);
  const visible = await seenOf(desk, viewer, [...new Set(links.flat())]);
  return lines.filter((_, index) => links[index]!.every((id) => visible.has(id)));
}

function isCleared({ clearance }: Viewer, series: string): boolean {
  return clears(clearance, labelOfSeries(series));
}
