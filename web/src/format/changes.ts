import type { ListedRecord, ReportDraft, Text } from "../api/shapes.ts";
import { coordinates } from "./coordinates.ts";
import { gradeOf, particulars, type RecordImage } from "./record.ts";

/** What one version says under each field; a field that says nothing is left out. Words of vocabularies by their ids, several apart by spaces; `control` and `images` as JSON. */
export type Told = Partial<Record<Field, string>>;

/** In the order in which they are shown. */
export const fields = [
  "name-ar",
  "name-en",
  "description-ar",
  "description-en",
  "at",
  "until",
  "precision",
  "precedence",
  "place-ar",
  "place-en",
  "position",
  "shape",
  "images",
  "control",
  "speaker",
  "office",
  "reliability",
  "credibility",
  "sourceType",
  "source",
  "confirmedBy",
  "classification",
  "topics",
  "caveats",
  "reshare",
  "originatorControl",
  "releasableTo",
  "revoked",
] as const;
export type Field = (typeof fields)[number];

export interface Change {
  field: Field;
  /** Empty: nothing. */
  before: string;
  after: string;
}

/** Field by field what became of a report. */
export function changesBetween(before: Told, after: Told): Change[] {
  return fields.flatMap((field) => {
    const change = { field, before: before[field] ?? "", after: after[field] ?? "" };
    return change.before === change.after ? [] : [change];
  });
}

/** Whether a field holds sentences, which are compared word by word. */
export function isText(field: Field): boolean {
  return /^(name|description)-/.test(field) || field === "source" || field === "confirmedBy";
}

/** What a draft says. */
export function toldByDraft(draft: ReportDraft): Told {
  const lang = draft.lang ?? "ar";
  const text = (given: string | Text | undefined): Text =>
    typeof given === "string" ? { [lang]: given } : (given ?? {});
  const one = (given: string | Text | undefined) => Object.values(text(given)).join(" · ");
  const { control, geometry, position, releasableTo, speaker } = draft;
  return told({
    ...inBoth("name", text(draft.name)),
    ...inBoth("description", text(draft.description)),
    ...inBoth("place", text(draft.place)),
    at: iso(draft.at),
    until: iso(draft.until),
    precision: draft.precision === "instant" ? "" : draft.precision,
    precedence: draft.precedence ?? "routine",
    position: position && coordinates(position),
    shape: geometry && shape(geometry),
    images: shown(
      (draft.images ?? []).map(({ id, caption }) => ({ ref: id ?? "", caption: text(caption) })),
    ),
    control: control && JSON.stringify(control),
    speaker: one(speaker?.name),
    office: one(speaker?.office),
    reliability: draft.reliability ?? "F",
    credibility: String(draft.credibility ?? "6"),
    sourceType: draft.sourceType,
    source: draft.source,
    confirmedBy: draft.confirmedBy,
    ...handled({ ...draft, reshare: draft.reshare ?? "none", caveats: draft.caveats ?? [] }),
    releasableTo: releasableTo && (releasableTo.length > 0 ? words(releasableTo) : "nobody"),
  });
}

/** What a version of a record says, as far as it can be read here. */
export function toldByRecord(record: ListedRecord): Told {
  const { until, precision, precedence, place, sourceType, control, geometry, images } =
    particulars(record.record);
  const [reliability, credibility] = gradeOf(record);
  const release = record.label?.release ?? "agreements";
  return told({
    ...inBoth("name", record.name),
    ...inBoth("description", record.description),
    ...inBoth("place", place ?? {}),
    at: iso(record.at),
    until: iso(until),
    precision: precision === "instant" ? "" : precision,
    precedence,
    position: record.position && coordinates(record.position),
    shape: geometry && shape(geometry),
    images: shown(images),
    control: control && JSON.stringify(control),
    ...{ reliability, credibility, sourceType },
    ...(record.label && handled(record.label)),
    releasableTo: release === "agreements" ? "" : release === "none" ? "nobody" : "listed",
    revoked: record.record.revoked ? "yes" : "",
  });
}

function told(all: Partial<Record<Field, string | null | undefined>>): Told {
  return Object.fromEntries(Object.entries(all).filter(([, said]) => said)) as Told;
}

function inBoth(field: "name" | "description" | "place", { ar, en }: Text) {
  return { [`${field}-ar`]: ar, [`${field}-en`]: en } as Told;
}

interface Handled {
  classification: string;
  topics: readonly string[];
  caveats: readonly string[];
  reshare: string;
  originatorControl?: boolean;
}

function handled({ classification, topics, caveats, reshare, originatorControl }: Handled): Told {
  return {
    ...{ classification, topics: words(topics), caveats: words(caveats), reshare },
    originatorControl: originatorControl ? "yes" : "",
  };
}

const words = (all: readonly string[]) => all.toSorted().join(" ");

/** The same moment is the same text. */
function iso(time: string | null | undefined): string {
  return time ? new Date(time).toISOString() : "";
}

/** Images by their ids, each with what it is said to show. JSON. */
function shown(images: readonly RecordImage[]): string {
  const all = images.map(({ ref, caption: { ar, en } }) => ({ ref, caption: { ar, en } }));
  return all.length > 0 ? JSON.stringify(all) : "";
}

/** Enough to see that a line or an area is another one. */
function shape({ type, coordinates: all }: { type: string; coordinates: unknown }): string {
  return `${type} ${JSON.stringify(all)}`;
}
