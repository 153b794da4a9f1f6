import type { FeatureCollection, Point } from "geojson";
import { type Chart, idAt } from "../picture-state/chart.ts";
import { type Cluster, positionOf } from "./clusters.ts";
import { ofSeveral } from "./partner-colours.ts";
import { symbolCodeAt } from "./symbol-codes.ts";

export interface ClusterFeature {
  /** Place in the list of clusters. */
  nth: number;
  count: number;
  text: string;
  /** Index into the colours of partners; −1: not known; `ofSeveral`. */
  colour: number;
  /** Name of the symbol of a record, or an event, that stands alone. */
  icon: string;
  /** How many records tell of the event; 0: no more than the one. */
  sources: number;
}

/** More than this at one place are a cluster, whatever they tell of: nobody asks what they have in common. */
export const mostOfEvent = 8;

/**
 * Clusters and single records as points for the map; what tells of one event stands there as one. `colours` by place in
 * `names.originator`; `eventWith`: all records of one event with this one, itself among them.
 * `written`: a number with the digits that are preferred.
 */
export function clusterFeatures(
  chart: Chart,
  clusters: readonly Cluster[],
  colours: readonly number[],
  eventWith: (id: string) => readonly string[],
  written: (number: string) => string = (number) => number,
): FeatureCollection<Point, ClusterFeature> {
  return {
    type: "FeatureCollection",
    features: clusters.map((cluster, nth) => {
      const { originator, places } = cluster;
      const sources = sourcesOf(chart, cluster, eventWith);
      const count = sources > 0 ? 1 : cluster.count;
      const colour = originator < 0 ? ofSeveral : (colours[originator] ?? -1);
      const icon = count === 1 ? symbolIcon(chart, places[0]!, colour) : "";
      return {
        type: "Feature",
        properties: { nth, count, text: written(shortly(count)), colour, icon, sources },
        geometry: { type: "Point", coordinates: positionOf(cluster) },
      };
    }),
  };
}

/** How many tell of the event that all of a cluster tells of; 0: they have none in common, or it has one source. */
function sourcesOf(
  chart: Chart,
  { count, places }: Cluster,
  eventWith: (id: string) => readonly string[],
): number {
  if (count > mostOfEvent) return 0;
  const event = eventWith(idAt(chart, places[0]!));
  const one = event.length > 1 && places.every((place) => event.includes(idAt(chart, place)));
  return one ? event.length : 0;
}

/** The name of the image of a record's symbol in a colour. */
export function symbolIcon(chart: Chart, place: number, colour: number): string {
  return `symbol/${symbolCodeAt(chart, place)}/${colour}`;
}

/** "999", "1.2k", "15k". */
export function shortly(count: number): string {
  if (count < 1000) return String(count);
  return `${count < 10_000 ? (count / 1000).toFixed(1) : Math.round(count / 1000)}k`;
}
