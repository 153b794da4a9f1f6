import { boxOf, middleOf, type Shape, wayFrom } from "../format/area.ts";
import { lang, number, t } from "../text/text.svelte.ts";
import { nearestPlace } from "./gazetteer.svelte.ts";

/** Where the middle of a shape is, by the settlement next to it, as far as the gazetteer is loaded; empty where nothing is known. */
export function whereInWords(shape: Shape): string {
  const box = boxOf(shape);
  const middle = box && middleOf(box);
  const place = middle && nearestPlace(middle);
  if (!place || !middle) return "";
  const { metres, direction } = wayFrom(place.position, middle);
  const named = place.name[lang()];
  if (metres < 2000) return t("area.at", { place: named });
  return t("area.from", {
    ...{ km: number(Math.round(metres / 1000)), place: named },
    direction: t(`direction.${direction}`),
  });
}
