import type { FeatureCollection } from "geojson";
import type { Overlay } from "../map/overlay.ts";
import { t } from "../text/text.svelte.ts";
import { notify } from "./notices.svelte.ts";

class Overlays {
  /** Files of this person's own; gone with the page. */
  list: readonly Overlay[] = $state.raw([]);
  features: FeatureCollection = $derived({
    type: "FeatureCollection",
    features: this.list.flatMap(({ features }) => features.features),
  });
}

export const overlays = new Overlays();

/** Draws what can be drawn of these files, and says of the others why not. */
export async function addOverlays(files: readonly File[]): Promise<void> {
  const { readOverlay } = await import("../map/overlay.ts");
  for (const file of files) {
    const read = await readOverlay(file);
    if (typeof read === "string") notify(t(`map.overlayFault.${read}`, { name: file.name }));
    else overlays.list = [...overlays.list.filter(({ name }) => name !== read.name), read];
  }
}

export function removeOverlay(name: string): void {
  overlays.list = overlays.list.filter((overlay) => overlay.name !== name);
}
