import type { FeatureCollection, Point } from "geojson";
import type { Chart } from "../picture-state/chart.ts";
import { type Cluster, positionOf } from "./clusters.ts";
import { symbolCodeAt } from "./symbol-codes.ts";

export interface ClusterFeature {
  /** Place in the list of clusters. */
  nth: number;
  count: number;
  text: string;
  /** Index into the colours of partners; −1: not known, −2: of several. */
  colour: number;
  /** Name of the symbol of a record that stands alone. */
  icon: string;
}

/** Clusters and single records as points for the map; `colours` by place in `names.originator`. */
export function clusterFeatures(
  chart: Chart,
  clusters: readonly Cluster[],
  colours: readonly number[],
): FeatureCollection<Point, ClusterFeature> {
  return {
    type: "FeatureCollection",
    features: clusters.map((cluster, nth) => {
      const { count, originator, places } = cluster;
      const colour = originator < 0 ? -2 : (colours[originator] ?? -1);
      const icon = count === 1 ? symbolIcon(chart, places[0]!, colour) : "";
      return {
        type: "Feature",
        properties: { nth, count, text: shortly(count), colour, icon },
        geometry: { type: "Point", coordinates: positionOf(cluster) },
      };
    }),
  };
}

/** The name of the image of a record's symbol in a colour. */
export function symbolIcon(chart: Chart, place: number, colour: number): string {
  return `symbol/${symbolCodeAt(chart, place)}/${colour}`;
}

/** "999", "1.2k", "15k": the same in both languages. */
export function shortly(count: number): string {
  if (count < 1000) return String(count);
  return `${count < 10_000 ? (count / 1000).toFixed(1) : Math.round(count / 1000)}k`;
}
