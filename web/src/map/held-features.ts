import type { FeatureCollection, Point } from "geojson";
import type { Held } from "../picture-state/control-at.ts";

export interface HeldFeature {
  /** Place in the list of settlements. */
  nth: number;
  /** Name of its image: the state and its holders. */
  icon: string;
}

/** The name of the image of a settlement. */
export function heldIcon({ state, holders }: Pick<Held, "state" | "holders">): string {
  return `held/${state}/${holders.map(({ id }) => id).join("+")}`;
}

/** Settlements as points for the map. */
export function heldFeatures(held: readonly Held[]): FeatureCollection<Point, HeldFeature> {
  return {
    type: "FeatureCollection",
    features: held.map((one, nth) => ({
      type: "Feature",
      properties: { nth, icon: heldIcon(one) },
      geometry: { type: "Point", coordinates: one.position },
    })),
  };
}
