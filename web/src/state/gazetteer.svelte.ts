import { api } from "../api/calls.ts";
import type { FoundPlace } from "../api/shapes.ts";
import { whenForgotten } from "./forget.ts";

let kept: readonly FoundPlace[] = $state.raw([]);
let asked: Promise<readonly FoundPlace[]> | null = null;
// The places are everybody's; an answer on its way does not come any more.
whenForgotten(() => (asked = null));

/** Every place of the gazetteer, asked for once; none where the node does not answer. */
export function loadGazetteer(): Promise<readonly FoundPlace[]> {
  asked ??= api.placesWithin([-180, -90, 180, 90]).then(
    ({ places }) => (kept = places),
    () => ((asked = null), []),
  );
  return asked;
}

/** The settlement that lies nearest to a position, as far as the gazetteer is loaded. */
export function nearestPlace([longitude, latitude]: readonly [number, number]): FoundPlace | null {
  const narrow = Math.cos((latitude * Math.PI) / 180);
  let nearest: FoundPlace | null = null;
  let least = Infinity;
  for (const place of kept) {
    // What is an area or a line has a name and no position that anything lies near.
    if (place.extent !== "point") continue;
    const [east, north] = [(place.position[0] - longitude) * narrow, place.position[1] - latitude];
    const apart = east * east + north * north;
    if (apart < least) [least, nearest] = [apart, place];
  }
  return nearest;
}
