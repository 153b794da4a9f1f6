import type { FeatureCollection, Geometry } from "geojson";
import { boxOf, middleOf, type Shape, zoomFor } from "../format/area.ts";
import type { Overlay } from "../map/overlay.ts";
import { t } from "../text/text.svelte.ts";
import { whenForgotten } from "./forget.ts";
import { notify, offerUndo } from "./notices.svelte.ts";
import { picture } from "./picture.svelte.ts";
import { go } from "./place.svelte.ts";

class Overlays {
  /** Files of this person's own, and areas that it had shown; gone with the person and the page. */
  list: readonly Overlay[] = $state.raw([]);
  features: FeatureCollection = $derived({
    type: "FeatureCollection",
    features: this.list.flatMap(({ features }) => features.features),
  });
}

export const overlays = new Overlays();
whenForgotten(() => (overlays.list = []));

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
  const before = overlays.list;
  overlays.list = without(name);
  offerUndo(t("undo.overlay", { name }), () => (overlays.list = before));
}

const without = (name: string) => overlays.list.filter((overlay) => overlay.name !== name);

/** Goes to the picture, with the map there and the area drawn over it until the person takes it off, as a file of its own. */
export function showArea(name: string, shape: Shape): void {
  const box = boxOf(shape);
  if (!box) return;
  const features: FeatureCollection = {
    type: "FeatureCollection",
    features: [{ type: "Feature", properties: { name }, geometry: shape as Geometry }],
  };
  overlays.list = [...without(name), { name, features }];
  const [longitude, latitude] = middleOf(box);
  picture.wanted = { longitude, latitude, zoom: zoomFor(box) };
  go({ view: "picture", id: null });
}
