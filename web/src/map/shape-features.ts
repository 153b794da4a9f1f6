import type { FeatureCollection, Geometry } from "geojson";
import type { ListedRecord } from "../api/shapes.ts";
import { recordExtension } from "../format/record.ts";

export interface ShapeFeature {
  id: string;
  ar: string;
  en: string;
  kind: string;
  colour: string;
}

/** The lines and areas of these records; `colour` gives an originator's. */
export function shapeFeatures(
  records: readonly ListedRecord[],
  colour: (originator: string | null) => string,
): FeatureCollection<Geometry, ShapeFeature> {
  return {
    type: "FeatureCollection",
    features: records.flatMap(({ id, kind, name, originator, record }) => {
      const own = record.extensions?.[recordExtension] as { geometry?: Geometry } | undefined;
      const geometry = own?.geometry ?? (record["geometry"] as Geometry | undefined);
      if (!geometry || geometry.type.endsWith("Point")) return [];
      const properties = {
        id,
        kind,
        ar: name.ar ?? "",
        en: name.en ?? "",
        colour: colour(originator),
      };
      return [{ type: "Feature" as const, properties, geometry }];
    }),
  };
}
