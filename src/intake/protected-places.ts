import type { Text } from "../domain/bilingual.ts";
import type { Geometry } from "../domain/geometry.ts";
import { draftFault } from "../domain/report-draft.ts";
import {
  type ProtectedPlaceDraft,
  type ProtectedPlaceKind,
  protectedPlaceKinds,
} from "../domain/protected-place.ts";
import { memberCell } from "./cells.ts";
import { readTable, type TableRow } from "./table.ts";

export const protectedColumns = ["name_ar", "name_en", "kind", "lon", "lat", "radius"] as const;

/**
 * Protected places of a CSV text with `protectedColumns` (radius in metres, may be empty; one of the names may be). Throws
 * AppError `table-invalid` that names row and column.
 */
export function readPlacesCsv(text: string, file: string): ProtectedPlaceDraft[] {
  return readTable(text, file, protectedColumns).map((row) => {
    const radius = row.cell("radius");
    return {
      name: nameOf(row),
      kind: memberCell(row, "kind", protectedPlaceKinds),
      geometry: { type: "Point", coordinates: [numberCell(row, "lon"), numberCell(row, "lat")] },
      ...(radius !== "" && { radius: numberCell(row, "radius") }),
    };
  });
}

/**
 * Protected places of a GeoJSON FeatureCollection (RFC 7946): properties `name_ar`, `name_en`, `kind` and, in metres,
 * `radius`. Throws AppError `draft-invalid` that names the feature. Geometries are checked where they are written down.
 */
export function readPlacesGeoJson(text: string, file: string): ProtectedPlaceDraft[] {
  const collection = parsed(text, file) as { type?: unknown; features?: unknown };
  if (collection?.type !== "FeatureCollection" || !Array.isArray(collection.features))
    draftFault(file, "it is no FeatureCollection", "ليس FeatureCollection");
  return (collection.features as unknown[]).map((feature, index) =>
    placeOf(feature, `${file}, features[${index}]`),
  );
}

function placeOf(feature: unknown, at: string): ProtectedPlaceDraft {
  const { geometry, properties } = (feature ?? {}) as Record<string, unknown>;
  const { name_ar, name_en, kind, radius } = (properties ?? {}) as Record<string, unknown>;
  const name: Text = {
    ...(isName(name_ar) && { ar: name_ar }),
    ...(isName(name_en) && { en: name_en }),
  };
  if (Object.keys(name).length === 0)
    draftFault(`${at}.properties`, "it has no name_ar and no name_en", "بلا name_ar ولا name_en");
  if (!protectedPlaceKinds.includes(kind as ProtectedPlaceKind))
    draftFault(
      `${at}.properties.kind`,
      `it must be one of ${protectedPlaceKinds.join(", ")}`,
      `القيم المقبولة: ${protectedPlaceKinds.join("، ")}`,
    );
  if (radius !== undefined && typeof radius !== "number")
    draftFault(`${at}.properties.radius`, "it is not a number of metres", "ليس عدداً من الأمتار");
  return {
    name,
    kind: kind as ProtectedPlaceKind,
    geometry: geometry as Geometry,
    ...(radius !== undefined && { radius }),
  };
}

function nameOf(row: TableRow): Text {
  const [ar, en] = [row.cell("name_ar"), row.cell("name_en")];
  if (ar === "" && en === "")
    row.wrong("name_ar", {
      ar: "لا اسم في أي من اللغتين",
      en: "there is no name in either language",
    });
  return { ...(ar !== "" && { ar }), ...(en !== "" && { en }) };
}

function numberCell(row: TableRow, column: string): number {
  const text = row.cell(column);
  const value = Number(text);
  if (text !== "" && Number.isFinite(value)) return value;
  return row.wrong(column, { ar: "ليس عدداً", en: `"${text}" is not a number` });
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "" && value.length <= 1024;
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return draftFault(file, "it is no JSON", "ليس JSON");
  }
}
