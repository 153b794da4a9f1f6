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

const formats = new Map<string, Intl.NumberFormat>();

/** A whole number with its thousands apart. */
export function numberIn(lang: Lang, value: number): string {
  const locale = localeOf(lang);
  const known = formats.get(locale);
  // Made once: to make one costs a hundred times as much as to write a number with it.
  if (!known) formats.set(locale, new Intl.NumberFormat(locale));
  return (known ?? formats.get(locale)!).format(value);
}

const regions = new Map<Lang, Intl.DisplayNames>();

/** A country's name, of its code of two letters (ISO 3166); what is no such code is given back as it is. */
export function countryIn(lang: Lang, code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  const names = regions.get(lang) ?? new Intl.DisplayNames(lang, { type: "region" });
  regions.set(lang, names);
  return names.of(code) ?? code;
}

/** A number that is written already ("2015", "1.2k"), with the digits of the language. */
export function digitsIn(lang: Lang, text: string): string {
  if (lang !== "ar" || digits !== "arab") return text;
  return text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
}
