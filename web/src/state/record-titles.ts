import { placesOf, versionAt } from "../picture-state/chart.ts";
import { own } from "../text/text.svelte.ts";
import { picture } from "./picture.svelte.ts";
import { textsOf } from "./record-texts.svelte.ts";

/** By record, the latest version (id@modified) that is in the picture here. */
export function latestVersions(ids: readonly string[]): Map<string, string> {
  return new Map(
    placesOf(picture.chart, new Set(ids)).map((place) => {
      const version = versionAt(picture.chart, place);
      return [version.slice(0, version.indexOf("@")), version];
    }),
  );
}

/** Its name, where its text is here; else "". `version`: undefined for what is not in the picture. */
export function nameOf(version: string | undefined): string {
  return own(textsOf(version ?? "")?.name);
}
