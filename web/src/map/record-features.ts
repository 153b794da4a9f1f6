import type { Feature, FeatureCollection, Point } from "geojson";
import type { ListedRecord } from "../api/shapes.ts";

export interface RecordFeature {
  id: string;
  /** Index into the list of colours. */
  colour: number;
}

/** The records that have a position, as points for the map; `colourIndex` gives a partner's place in the list of colours. */
export function recordFeatures(
  records: readonly ListedRecord[],
  colourIndex: (originator: string | null) => number,
): FeatureCollection<Point, RecordFeature> {
  const features = records.flatMap((record): Feature<Point, RecordFeature>[] =>
    record.position
      ? [
          {
            type: "Feature",
            geometry: { type: "Point", coordinates: record.position },
            properties: { id: record.id, colour: colourIndex(record.originator) },
          },
        ]
      : [],
  );
  return { type: "FeatureCollection", features };
}
