import type { Lang, Text } from "../../../domain/bilingual.ts";
import { isContentKind } from "../../../domain/kinds.ts";
import type { LocalLabel } from "../../../domain/journal.ts";
import { clears } from "../../../domain/clearance.ts";
import type { PartnerId } from "../../../domain/partner.ts";
import { maxSources } from "../../../domain/report-draft.ts";
import type { StixId } from "../../../domain/stix.ts";
import { AppError } from "../../../errors.ts";
import type { StoredRecord } from "../../../store/port.ts";
import type { Desk } from "../../desk.ts";
import { listed, type ListedRecord } from "../../list-records.ts";
import type { LinkWord } from "../../list-partners.ts";
import { sees, type Viewer } from "../../viewer.ts";
import { type Telling, tellingFor } from "./telling.ts";
import { type Words, words } from "./words.ts";

/** What somebody asks a situation report to tell of. */
export interface Scope {
  lang: Lang;
  /** ms UTC, inclusive and exclusive. */
  from: number;
  until: number;
  /** It tells of nothing above this. */
  label: LocalLabel;
  /** Of nothing with which it might not go to each of these partners now. */
  releasableTo: readonly PartnerId[];
  /** Row of the last record when the report before was made: what came later and happened before `from` came late. */
  afterRow: number;
}

/** What the sections of a situation report are made from: all of it within its label. */
export interface Facts extends Scope {
  desk: Desk;
  /** Sees as far as the label says. */
  viewer: Viewer;
  links: ReadonlyMap<PartnerId, LinkWord>;
  /** By time. */
  records: ListedRecord[];
  late: ReadonlySet<StixId>;
  words: Words;
  mayTell: Telling;
  /** A partner's name in the language of the report. */
  partner(id: PartnerId | null): string;
  /** Of a text that people wrote, the language of the report or the other. */
  text(text: Text): string;
}

/** Before the period, so far back is looked for what arrived late. */
const lateMs = 7 * 24 * 3600_000;

/**
 * Everything within the scope that happened in the period or came late. What is given is written down as read by `person`.
 * Errors: situation-report-too-large.
 */
export async function collectFacts(
  desk: Desk,
  person: Viewer,
  scope: Scope,
  links: ReadonlyMap<PartnerId, LinkWord>,
): Promise<Facts> {
  const { lang, label } = scope;
  const clearance = { upTo: label.classification, caveats: label.caveats };
  const viewer = { name: person.name, clearance };
  const mayTell = tellingFor(desk, scope);
  const { happened, late } = await within(desk, viewer, scope, mayTell);
  const stored = [...late, ...happened];
  if (stored.length > maxSources) throw tooLarge();
  const records = await listed(desk, viewer, stored, "reported");
  return {
    ...scope,
    ...{ desk, viewer, links, records, mayTell, words: words[lang] },
    late: new Set(late.map(({ id }) => id)),
    partner: (id) => (id === null ? "?" : (nameOf(desk, id)?.[lang] ?? id)),
    text: ({ ar, en }) => (lang === "ar" ? (ar ?? en) : (en ?? ar)) ?? words[lang].unnamed,
  };
}

async function within(
  desk: Desk,
  viewer: Viewer,
  { from, until, afterRow }: Scope,
  mayTell: Telling,
): Promise<{ happened: StoredRecord[]; late: StoredRecord[] }> {
  const label = (id: string) => clears(viewer.clearance, desk.labels.get(id));
  const between = (start: number, end: number) => {
    const found = desk.picture.query({ from: start, to: end, label, limit: mostCandidates });
    return found.map(({ row }) => row).reverse();
  };
  const read = async (rows: readonly number[]) => {
    if (rows.length >= mostCandidates) throw tooLarge();
    const stored = (await desk.store.byRows(rows)).filter(
      (record) => isContentKind(record.kind) && sees(desk, viewer, record),
    );
    return mayTell(stored);
  };
  const earlier = afterRow === 0 ? [] : between(from - lateMs, from);
  return {
    happened: await read(between(from, until)),
    late: await read(earlier.filter((row) => row > afterRow)),
  };
}

/** So many records of a period are looked at. */
const mostCandidates = 5000;

function tooLarge(): AppError {
  return new AppError("situation-report-too-large", { limit: maxSources });
}

function nameOf(desk: Desk, id: PartnerId) {
  if (id === desk.self.id) return desk.self.name;
  return (desk.partners.get(id) ?? desk.introduced.get(id))?.name;
}
