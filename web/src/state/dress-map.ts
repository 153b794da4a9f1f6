import type { BaseMap } from "../map/base-map.ts";
import { t } from "../text/text.svelte.ts";
import { loadGazetteer } from "./gazetteer.svelte.ts";
import { notify } from "./notices.svelte.ts";
import { session } from "./session.svelte.ts";

/** Puts on a map what this node has for all of them: the operator's own map, and the names of places. */
export function dress(map: BaseMap): void {
  if (session.node?.basemap)
    void map.basemap("/api/basemap").then((drawn) => drawn || notify(t("map.basemapFault")));
  void loadGazetteer().then((places) => map.places(places));
}
