import type { Lang, ListedRecord } from "../api/shapes.ts";
import { csvText } from "../format/csv.ts";
import { coordinates } from "../format/coordinates.ts";
import { gridReference } from "../format/mgrs.ts";
import { particulars, recordExtension, texts } from "../format/record.ts";

/** Forms in which records are taken out. */
export const exportForms = ["csv", "geojson", "kml"] as const;
export type ExportForm = (typeof exportForms)[number];

export const mediaTypes: Record<ExportForm, string> = {
  csv: "text/csv",
  geojson: "application/geo+json",
  kml: "application/vnd.google-earth.kml+xml",
};

/** Each with its label and grade, so that they go where it goes. */
export function exportAs(form: ExportForm, records: readonly ListedRecord[], lang: Lang): string {
  if (form === "csv") return csv(records);
  return form === "geojson" ? geojson(records) : kml(records, lang);
}

function row(record: ListedRecord) {
  const { ar, en } = texts(record);
  const { until, precision, mode } = particulars(record.record);
  const { label, position } = record;
  return {
    ...{ id: record.id, modified: record.modified, kind: record.kind },
    originator: record.originator ?? "",
    ...{ at: record.at ?? "", until: until ?? "", precision, mode: mode ?? "" },
    classification: label?.classification ?? "",
    caveats: label?.caveats.join(" ") ?? "",
    topics: label?.topics.join(" ") ?? "",
    grade: record.grade ?? "F6",
    latitude: position ? String(position[1]) : "",
    longitude: position ? String(position[0]) : "",
    mgrs: position ? gridReference(position) : "",
    ...{ name_ar: ar?.name ?? "", name_en: en?.name ?? "" },
    ...{ description_ar: ar?.description ?? "", description_en: en?.description ?? "" },
  };
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

interface Shape {
  type: string;
  coordinates: unknown;
}

function geometryOf({ record, position }: ListedRecord): Shape | null {
  const own = record.extensions?.[recordExtension] as { geometry?: Shape } | undefined;
  const geometry = own?.geometry ?? (record["geometry"] as Shape | undefined);
  return geometry ?? (position && { type: "Point", coordinates: position });
}

/** KML has points only here: other programs lay them over their own maps. */
function kml(records: readonly ListedRecord[], lang: Lang): string {
  const marks = records.flatMap((record) => {
    if (!record.position) return [];
    const said = texts(record);
    const text = said[lang] ?? said[lang === "ar" ? "en" : "ar"];
    const { classification, grade } = row(record);
    const about = [classification, grade, coordinates(record.position), text?.description];
    return [
      `<Placemark id="${xml(record.id)}"><name>${xml(text?.name ?? "")}</name>` +
        `<description>${xml(about.filter(Boolean).join("\n"))}</description>` +
        (record.at ? `<TimeStamp><when>${xml(record.at)}</when></TimeStamp>` : "") +
        `<Point><coordinates>${record.position.join()}</coordinates></Point></Placemark>`,
    ];
  });
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>' +
    `${marks.join("\n")}</Document></kml>\n`
  );
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function xml(text: string): string {
  // XML has no place for control characters, however they are written.
  // eslint-disable-next-line no-control-regex
  return text
    .replace(/[&<>"]/g, (sign) => entities[sign]!)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");
}

const nothing: ListedRecord = {
  ...{ id: "incident--", modified: "", kind: "", originator: null, label: null, grade: null },
  ...{ name: {}, description: {}, translatedBy: null, at: null, position: null },
  record: { type: "incident", id: "incident--", spec_version: "2.1" },
};
