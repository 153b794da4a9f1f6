import type { Lang } from "../api/shapes.ts";

export type Digits = "latn" | "arab";
let digits: Digits = "latn";

/** From now on numbers and dates in Arabic words are written with these digits; codes (times, coordinates, grades) never change theirs. */
export function writeDigits(next: Digits): void {
  digits = next;
}

/** Levantine month names come with ar-SY, the ones that Syria and Iraq use. English always has Latin digits. */
export function localeOf(lang: Lang): string {
  return lang === "ar" ? `ar-SY-u-nu-${digits}` : "en-GB";
}
