import type { Lang, ListedRecord } from "../api/shapes.ts";
import { coordinates } from "../format/coordinates.ts";
import { particulars, recordExtension, texts } from "../format/record.ts";

/** A GeoJSON geometry; positions are [longitude, latitude], degrees. */
export interface Shape {
  type: string;
  coordinates: unknown;
}

type Pair = readonly [number, number];

/** What is said beside the records themselves, in the reader's language. */
export interface KmlWords {
  lang: Lang;
  /** Of the whole. */
  title: string;
  classification(id: string): string;
  /** That it is not real. */
  mode(mode: "demonstration" | "exercise"): string;
}

/** Records with a place as KML 2.2, in the order in which they are given: whatever else shows them shows their label and grade too. */
export function kml(records: readonly ListedRecord[], words: KmlWords): string {
  const marks = records.flatMap((record) => {
    const shape = geometryOf(record);
    return shape ? [placemark(record, shape, words)] : [];
  });
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>' +
    `<name>${xml(words.title)}</name>\n${marks.join("\n")}</Document></kml>\n`
  );
}

/** Its line or area, or else its point. */
export function geometryOf({ record, position }: ListedRecord): Shape | null {
  const own = record.extensions?.[recordExtension] as { geometry?: Shape } | undefined;
  const geometry = own?.geometry ?? (record["geometry"] as Shape | undefined);
  return geometry ?? (position && { type: "Point", coordinates: position });
}

function placemark(record: ListedRecord, shape: Shape, words: KmlWords): string {
  const said = texts(record);
  const text = said[words.lang] ?? said[words.lang === "ar" ? "en" : "ar"];
  const { mode } = particulars(record.record);
  const about = [
    mode && words.mode(mode),
    record.label && words.classification(record.label.classification),
    record.grade ?? "F6",
    record.position && coordinates(record.position),
    text?.description,
  ];
  return (
    `<Placemark id="${xml(record.id)}"><name>${xml(text?.name ?? "")}</name>` +
    `<description>${xml(about.filter(Boolean).join("\n"))}</description>` +
    (record.at ? `<TimeStamp><when>${xml(record.at)}</when></TimeStamp>` : "") +
    `${drawn(shape)}</Placemark>`
  );
}

function drawn({ type, coordinates: all }: Shape): string {
  const several = /^Multi(.+)$/.exec(type)?.[1];
  if (several) {
    const parts = (all as unknown[]).map((one) => drawn({ type: several, coordinates: one }));
    return `<MultiGeometry>${parts.join("")}</MultiGeometry>`;
  }
  if (type === "Point") return `<Point>${line([all as Pair])}</Point>`;
  if (type === "LineString") return `<LineString>${line(all as Pair[])}</LineString>`;
  const rings = (all as Pair[][]).map((ring, nth) => {
    const side = nth === 0 ? "outerBoundaryIs" : "innerBoundaryIs";
    return `<${side}><LinearRing>${line(ring)}</LinearRing></${side}>`;
  });
  return `<Polygon>${rings.join("")}</Polygon>`;
}

/** Six decimals are a tenth of a metre. */
function line(points: readonly Pair[]): string {
  const rounded = (degrees: number) => Number(degrees.toFixed(6));
  const text = points.map(([longitude, latitude]) => [longitude, latitude].map(rounded).join());
  return `<coordinates>${text.join(" ")}</coordinates>`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function xml(text: string): string {
  // XML has no place for control characters, however they are written.
  // eslint-disable-next-line no-control-regex
  return text
    .replace(/[&<>"]/g, (sign) => entities[sign]!)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");
}
