import type { Lang, ListedRecord, StixObject, Text } from "../api/shapes.ts";
import type { Precision } from "./time.ts";

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
    until: typeof own["stop_time"] === "string" ? own["stop_time"] : null,
    place: (own["place"] as Text | undefined) ?? null,
    mode: mode === "demonstration" || mode === "exercise" ? mode : null,
    sourceType: typeof source?.type === "string" ? source.type : null,
  };
}

/** The label's letter and digit apart: "B2" → ["B", "2"]; F6 where nobody graded. */
export function gradeOf(record: ListedRecord): [string, string] {
  const grade = record.grade ?? "F6";
  return [grade[0] ?? "F", grade[1] ?? "6"];
}

export interface RecordText {
  name: string;
  description: string;
}

/** The texts of a record by language: what the list names in both, and the description in the record's own language. */
export function texts(record: ListedRecord): Partial<Record<Lang, RecordText>> {
  const { record: object, name } = record;
  const description = typeof object["description"] === "string" ? object["description"] : "";
  const own: Lang = object.lang === "en" || object.lang === "ar" ? object.lang : guess(description);
  const said: Partial<Record<Lang, RecordText>> = {};
  for (const lang of ["ar", "en"] as const) {
    const translated = record.description?.[lang] ?? "";
    const text = { name: name[lang] ?? "", description: lang === own ? description : translated };
    if (text.name || text.description) said[lang] = text;
  }
  return said;
}

/** The language of a text whose record does not say it: Arabic where it has an Arabic letter. */
function guess(text: string): Lang {
  return /\p{Script=Arabic}/u.test(text) ? "ar" : "en";
}
