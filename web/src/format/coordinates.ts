import { parseGridReference } from "./mgrs.ts";

/** "33.4260° N, 43.2990° E" of [longitude, latitude]; the same in both languages. */
export function coordinates([longitude, latitude]: readonly [number, number]): string {
  const part = (value: number, positive: string, negative: string) =>
    `${Math.abs(value).toFixed(4)}° ${value < 0 ? negative : positive}`;
  return `${part(latitude, "N", "S")}, ${part(longitude, "E", "W")}`;
}

const easternDigits = /[٠-٩۰-۹]/g;

/**
 * Reads what a person typed as "latitude, longitude" in decimal degrees, in Western or Eastern
 * digits, with or without N/S/E/W, or as a military grid reference. Gives [longitude, latitude]; null where it is not that.
 */
export function parseCoordinates(text: string): [number, number] | null {
  const western = text
    .replace(easternDigits, (digit) => String(digit.charCodeAt(0) % 16))
    .replaceAll("٫", ".")
    .replaceAll("،", ",")
    .replaceAll("−", "-");
  const match =
    /^\s*([+-]?\d{1,2}(?:\.\d+)?)\s*°?\s*([NS]?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*([EW]?)\s*$/i.exec(
      western,
    );
  if (!match) return parseGridReference(western);
  const latitude = Number(match[1]) * (/s/i.test(match[2]!) ? -1 : 1);
  const longitude = Number(match[3]) * (/w/i.test(match[4]!) ? -1 : 1);
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? [longitude, latitude] : null;
}
