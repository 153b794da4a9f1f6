import type { Lang, ListedRecord, StixObject, Text } from "../api/shapes.ts";
import type { Precision } from "./time.ts";
import { precedences, type Precedence } from "./vocabulary.ts";

/** Id of our extension that carries a record's time, place and grade. */
export const recordExtension = "extension-definition--94a3c5f8-f30d-4683-b1b4-402fdc2a5177";

/** What the page shows of a record's own extension. */
export interface Particulars {
  precision: Precision;
  /** When it ended, RFC 3339. */
  until: string | null;
  place: Text | null;
  mode: "demonstration" | "exercise" | null;
  sourceType: string | null;
  /** Of a warning: of what it warns. */
  danger: string | null;
  precedence: Precedence;
  control: ControlChange | null;
  /** A line, an area or several points; GeoJSON. */
  geometry: { type: string; coordinates: unknown } | null;
  images: RecordImage[];
}

/** An image that a record shows. */
export interface RecordImage {
  /** STIX id of the artifact. */
  ref: string;
  caption: Text;
}

/** A change of control as the record's extension has it. */
export interface ControlChange {
  from: { id: string; name: Text }[];
  to: { id: string; name: Text }[];
  state: "held" | "contested" | "divided" | "unknown";
}

/** Reads our extension of a STIX object; what is not there is null, an unknown precision is an instant. */
export function particulars(object: StixObject): Particulars {
  const own = (object.extensions?.[recordExtension] ?? {}) as Record<string, unknown>;
  const precision = own["precision"];
  const mode = own["mode"];
  const source = own["source"] as { type?: unknown } | undefined;
  return {
    precision:
      precision === "day" || precision === "month" || precision === "year" ? precision : "instant",
    until: textOf(own["stop_time"] ?? object["stop_time"]),
    place: (own["place"] as Text | undefined) ?? null,
    mode: mode === "demonstration" || mode === "exercise" ? mode : null,
    precedence: precedences.find((one) => one === own["precedence"]) ?? "routine",
    sourceType: textOf(source?.type),
    danger: textOf(object["danger"]),
    control: (own["control"] as ControlChange | undefined) ?? null,
    geometry:
      ((own["geometry"] ?? object["geometry"]) as Particulars["geometry"] | undefined) ?? null,
    images: ((own["images"] ?? []) as { image_ref: string; caption?: Text }[]).map(
      ({ image_ref: ref, caption = {} }) => ({ ref, caption }),
    ),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** Whether it warns of a danger that is over. `now`: ms UTC. */
export function isOver(
  { danger, until }: Pick<Particulars, "danger" | "until">,
  now: number,
): boolean {
  return danger !== null && until !== null && Date.parse(until) <= now;
}

/** Whether it is to be looked at before all else. */
export function isUrgent(record: Pick<ListedRecord, "kind" | "record">): boolean {
  const { precedence } = particulars(record.record);
  return record.kind === "warning" || precedence === "immediate" || precedence === "flash";
}

/** The label's letter and digit apart: "B2" → ["B", "2"]; F6 where nobody graded. */
export function gradeOf(record: Pick<ListedRecord, "grade">): [string, string] {
  const grade = record.grade ?? "F6";
  return [grade[0] ?? "F", grade[1] ?? "6"];
}

export interface RecordText {
  name: string;
  description: string;
}

/** Name and description of a record by language; a language in which nothing is said is left out. */
export function texts({ name, description }: ListedRecord): Partial<Record<Lang, RecordText>> {
  const said: Partial<Record<Lang, RecordText>> = {};
  for (const lang of ["ar", "en"] as const) {
    const text = { name: name[lang] ?? "", description: description[lang] ?? "" };
    if (text.name || text.description) said[lang] = text;
  }
  return said;
}

/** Which of a record's texts nobody put into the other language yet; null where all are, or nobody says which language is the original. */
export function untranslated(
  record: ListedRecord,
): { lang: Lang; texts: ("name" | "description")[] } | null {
  const original = record.record.lang;
  if ((original !== "ar" && original !== "en") || record.kind === "warning") return null;
  const lang: Lang = original === "ar" ? "en" : "ar";
  const missing = (["name", "description"] as const).filter(
    (text) => record[text][original] && !record[text][lang],
  );
  return missing.length > 0 ? { lang, texts: missing } : null;
}

/** Whether it is of a kind that other records may tell of the same event with, and was not taken back. */
export function tellsOfEvent({ kind, record }: Pick<ListedRecord, "kind" | "record">): boolean {
  return (kind === "incident" || kind === "report") && !record.revoked;
}

/** The STIX id of who made a statement: what a report refers to beside its place. */
export function speakerOf(object: StixObject): string | null {
  const refs = object.type === "report" ? object["object_refs"] : [];
  const ids: unknown[] = Array.isArray(refs) ? refs : [];
  return (
    ids.find((id): id is string => typeof id === "string" && id.startsWith("identity--")) ?? null
  );
}
