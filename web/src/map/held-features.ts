import type { FeatureCollection, Point } from "geojson";
import type { Held } from "../picture-state/control-at.ts";

export interface HeldFeature {
  /** Place in the list of settlements. */
  nth: number;
  /** Name of its image: the state and the colours of its holders. */
  icon: string;
}

/** Settlements as points for the map; `colour` gives a holder's. */
export function heldFeatures(
  held: readonly Held[],
  colour: (holder: string) => string,
): FeatureCollection<Point, HeldFeature> {
  return {
    type: "FeatureCollection",
    features: held.map(({ state, holders, position }, nth) => ({
      type: "Feature",
      properties: {
        nth,
        icon: `held/${state}/${holders.map(({ id }) => colour(id)).join("+")}`,
      },
      geometry: { type: "Point", coordinates: position },
    })),
  };
}
