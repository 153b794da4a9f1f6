import type { Text } from "../../domain/bilingual.ts";
import {
  type JournalKind,
  labelOfSeries,
  type LocalLabel,
  referenceText,
  seriesOf,
} from "../../domain/journal.ts";
import type { PartnerId } from "../../domain/partner.ts";
import { lookupWords } from "../../domain/search-words.ts";
import type { StixId } from "../../domain/stix.ts";
import { stixTime } from "../../domain/time.ts";
import type { Change, JournalEntry, JournalLine } from "../../store/port.ts";
import type { Desk } from "../desk.ts";
import { personKey } from "../people.ts";

/** What stands in the journal besides label, number and time. */
export interface Written {
  kind: JournalKind;
  /** null: the node itself. */
  person: string | null;
  text: Text;
  records: StixId[];
  partners: PartnerId[];
}

/** An entry as people read it. Times RFC 3339, UTC. */
export interface ListedEntry extends Written, LocalLabel {
  reference: string;
  at: string;
  corrects: string | null;
  correctedBy: string[];
}

type EntryChange = Extract<Change, { do: "journal" }>;

/** The change that writes an entry, to go into the commit of what it tells of. */
export function entryChange(
  at: number,
  label: LocalLabel,
  written: Written,
  corrects?: number,
): EntryChange {
  const value = JSON.stringify(written);
  return {
    do: "journal",
    entry: {
      ...{ series: seriesOf(label), at, value, ...indexOf(written) },
      ...(corrects !== undefined && { corrects }),
    },
  };
}

/** By what an entry is found. */
export function indexOf({
  kind,
  person,
  text,
  records,
  partners,
}: Written): Pick<JournalEntry, "words" | "marks"> {
  const words = lookupWords([text.ar, text.en].filter((one) => one !== undefined).join(" "));
  const marks = [...records, ...partners.map(partnerMark), kindMark(kind)];
  if (person !== null) marks.push(personMark(person));
  return { words: [...new Set(words)].join(" "), marks };
}

/** Writes an entry in one commit with what it tells of, and tells people that it is there. */
export async function commitEntry(
  desk: Desk,
  change: EntryChange,
  others: readonly Change[] = [],
): Promise<ListedEntry> {
  const group = [...others, change];
  const { journal } = await desk.store.commit({ priority: "interactive", groups: [group] });
  const [number] = journal as [number];
  const { corrects = null, ...line } = change.entry;
  const entry = listed({ ...line, number, corrects, correctedBy: [] });
  tellOfEntry(desk, entry, entry.records);
  return entry;
}

/** Tells those who may see an entry that there is one more. */
export function tellOfEntry(
  desk: Desk,
  { classification, caveats }: LocalLabel,
  links: StixId[],
): void {
  const about = { local: { classification, caveats }, links };
  desk.events.emit({ type: "journal", data: {}, about });
}

export function listed({
  series,
  number,
  at,
  corrects,
  correctedBy,
  value,
}: JournalLine): ListedEntry {
  const label = labelOfSeries(series);
  const named = (one: number) => referenceText({ label, number: one });
  return {
    ...{ reference: named(number), at: stixTime(at), ...label },
    ...(JSON.parse(value) as Written),
    corrects: corrects === null ? null : named(corrects),
    correctedBy: correctedBy.map(named),
  };
}

export function partnerMark(partner: PartnerId): string {
  return `partner:${partner}`;
}

export function kindMark(kind: JournalKind): string {
  return `kind:${kind}`;
}

/** Without the spaces that a name may have. */
export function personMark(person: string): string {
  return `person:${encodeURIComponent(personKey(person))}`;
}
