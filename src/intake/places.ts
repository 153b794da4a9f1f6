import type { Bilingual } from "../domain/bilingual.ts";
import type { Position } from "../domain/geometry.ts";
import { bilingualCell, idCell, memberCell, requiredCell } from "./cells.ts";
import { readTable, type TableRow } from "./table.ts";

export const placeKinds = [
  "country",
  "governorate",
  "city",
  "town",
  "village",
  "camp",
  "crossing",
  "dam",
  "airport",
  "facility",
  "junction",
  "road",
  "mountain",
] as const;
export type PlaceKind = (typeof placeKinds)[number];

export interface Place {
  id: string;
  kind: PlaceKind;
  name: Bilingual;
  aliases: { ar: string[]; en: string[] };
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** Id of the governorate's own row; null where it has none. */
  admin1: string | null;
  /** [longitude, latitude], degrees, WGS 84. Of an area or a road: where its name is drawn, and nothing more. */
  position: Position;
  sourceNote: string;
}

export const placeColumns = [
  "id",
  "kind",
  "name_ar",
  "name_en",
  "aliases_ar",
  "aliases_en",
  "country",
  "admin1",
  "lon",
  "lat",
  "source_note",
] as const;

/** A country or governorate is an area: nothing that happened may be pinned to its `position`. */
export function isAreaPlace({ kind }: Pick<Place, "kind">): boolean {
  return kind === "country" || kind === "governorate";
}

/** Only what happened at a point may be pinned. */
export function extentOf(place: Pick<Place, "kind">): "point" | "area" | "line" {
  return isAreaPlace(place) ? "area" : place.kind === "road" ? "line" : "point";
}

/** Places of a CSV text with `placeColumns`. Throws AppError `table-invalid` that names row and column. */
export function readPlaces(csv: string, file = "places.csv"): Place[] {
  const rows = readTable(csv, file, placeColumns);
  const ids = new Set<string>();
  const places = rows.map((row) => placeOf(row, ids));
  const governorates = new Set(places.filter((p) => p.kind === "governorate").map((p) => p.id));
  for (const [index, { admin1 }] of places.entries())
    if (admin1 !== null && !governorates.has(admin1))
      rows[index]!.wrong("admin1", {
        ar: "لا محافظة بهذا المعرّف",
        en: `no governorate has the id "${admin1}"`,
      });
  return places;
}

function placeOf(row: TableRow, ids: Set<string>): Place {
  const country = row.cell("country");
  if (!/^[A-Z]{2}$/.test(country))
    row.wrong("country", {
      ar: "حرفان لاتينيان كبيران (ISO 3166-1)",
      en: "write two capital letters (ISO 3166-1)",
    });
  return {
    id: idCell(row, ids),
    kind: memberCell(row, "kind", placeKinds),
    name: bilingualCell(row, "name"),
    aliases: { ar: row.list("aliases_ar"), en: row.list("aliases_en") },
    country,
    admin1: row.cell("admin1") || null,
    position: [degrees(row, "lon", 180), degrees(row, "lat", 90)],
    sourceNote: requiredCell(row, "source_note"),
  };
}

function degrees(row: TableRow, column: string, limit: number): number {
  const text = requiredCell(row, column);
  if (!/^-?\d{1,3}(\.\d{1,7})?$/.test(text) || Math.abs(Number(text)) > limit)
    row.wrong(column, {
      ar: `درجات عشرية بين -${limit} و${limit}`,
      en: `write decimal degrees between -${limit} and ${limit}`,
    });
  return Number(text);
}
