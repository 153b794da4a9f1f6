import type { Lang } from "../api/shapes.ts";
import { localeOf } from "./locale.ts";

const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A number of bytes in its largest unit (of 1000), with one decimal from a megabyte on. */
export function sizeInWords(bytes: number, lang: Lang): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(localeOf(lang), {
    style: "unit",
    unit: units[power]!,
    unitDisplay: lang === "ar" ? "long" : "short",
    maximumFractionDigits: power < 2 ? 0 : 1,
  }).format(bytes / 1000 ** power);
}
