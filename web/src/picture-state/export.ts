import type { ListedRecord } from "../api/shapes.ts";
import { csvText } from "../format/csv.ts";
import { gridReference } from "../format/mgrs.ts";
import { particulars, texts } from "../format/record.ts";
import { geometryOf, kml, type KmlWords } from "./kml.ts";

/** Forms in which records are taken out. */
export const exportForms = ["csv", "geojson", "kml"] as const;
export type ExportForm = (typeof exportForms)[number];

export const mediaTypes: Record<ExportForm, string> = {
  csv: "text/csv",
  geojson: "application/geo+json",
  kml: "application/vnd.google-earth.kml+xml",
};

/** Each with its label and grade, so that they go where it goes. */
export function exportAs(
  form: ExportForm,
  records: readonly ListedRecord[],
  words: KmlWords,
): string {
  if (form === "csv") return csv(records);
  return form === "geojson" ? geojson(records) : kml(records, words);
}

function row(record: ListedRecord) {
  const { ar, en } = texts(record);
  const { until, precision, precedence, mode } = particulars(record.record);
  const { label, position } = record;
  return {
    ...{ id: record.id, modified: record.modified, kind: record.kind },
    originator: record.originator ?? "",
    ...{ at: record.at ?? "", until: until ?? "", precision, mode: mode ?? "" },
    precedence,
    classification: label?.classification ?? "",
    caveats: label?.caveats.join(" ") ?? "",
    topics: label?.topics.join(" ") ?? "",
    grade: record.grade ?? "F6",
    latitude: position ? degrees(position[1]) : "",
    longitude: position ? degrees(position[0]) : "",
    mgrs: position ? gridReference(position) : "",
    ...{ name_ar: ar?.name ?? "", name_en: en?.name ?? "" },
    ...{ description_ar: ar?.description ?? "", description_en: en?.description ?? "" },
  };
}

/** Six decimals are a tenth of a metre. */
function degrees(value: number): string {
  return String(Number(value.toFixed(6)));
}

function csv(records: readonly ListedRecord[]): string {
  const columns = Object.keys(row(nothing)) as (keyof ReturnType<typeof row>)[];
  return csvText(columns, records.map(row));
}

function geojson(records: readonly ListedRecord[]): string {
  const features = records.map((record) => ({
    type: "Feature",
    id: record.id,
    geometry: geometryOf(record),
    properties: row(record),
  }));
  return JSON.stringify({ type: "FeatureCollection", features }, null, 1);
}

const nothing: ListedRecord = {
  ...{ id: "incident--", modified: "", kind: "", originator: null, label: null, grade: null },
  ...{ name: {}, description: {}, translatedBy: null, at: null, position: null },
  record: { type: "incident", id: "incident--", spec_version: "2.1" },
};
