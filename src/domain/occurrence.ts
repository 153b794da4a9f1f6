import { positionOf, timeOf, untilOf } from "./areas.ts";
import { extensionOf } from "./extensions.ts";
import type { Occurrence } from "./likeness.ts";
import type { Precision } from "./report-draft.ts";
import type { StixObject } from "./stix.ts";

const hour = 3_600_000;
const lasts: Record<Precision, number> = {
  instant: 0,
  day: 24 * hour,
  month: 31 * 24 * hour,
  year: 366 * 24 * hour,
};

/** ms UTC up to which a time is meant that is known to its day, month or year. */
export function meantUntil(at: number, precision: Precision = "instant"): number {
  return at + lasts[precision];
}

/** An incident or report with its translation, null: there is none; null where it says nothing of when. */
export function occurrenceOf(
  object: StixObject,
  translation: StixObject | null,
): Occurrence | null {
  const at = timeOf(object);
  if (at === null) return null;
  const precision = extensionOf(object, "record")?.["precision"] as Precision | undefined;
  const until = Math.max(untilOf(object) ?? at, meantUntil(at, precision));
  const texts: Occurrence["texts"] = {
    [object.lang === "ar" ? "ar" : "en"]: textIn({ ...object }),
  };
  const contents = (translation?.["contents"] ?? {}) as Record<string, Record<string, unknown>>;
  for (const lang of ["ar", "en"] as const)
    if (contents[lang] && texts[lang] === undefined) texts[lang] = textIn(contents[lang]);
  return { position: positionOf(object), at, until, texts };
}

function textIn(said: Record<string, unknown>): string {
  return [said["name"], said["description"]].filter((text) => typeof text === "string").join(" ");
}
