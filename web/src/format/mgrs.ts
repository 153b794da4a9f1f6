import { forward, toPoint } from "mgrs/dist/mgrs.esm.js";

/** Military grid reference to 1 m of [longitude, latitude], "38S LC 12345 67890"; the same in both languages. Empty beyond 80° S and 84° N. */
export function gridReference([longitude, latitude]: readonly [number, number]): string {
  if (latitude < -80 || latitude > 84) return "";
  const [, zone, square, digits] = /^(\d+[A-Z])([A-Z]{2})(\d+)$/.exec(
    forward([longitude, latitude], 5),
  )!;
  const half = digits!.length / 2;
  return `${zone} ${square} ${digits!.slice(0, half)} ${digits!.slice(half)}`;
}

/** The middle of the square that a reference names, [longitude, latitude]; null where it is none. Spaces and small letters do not matter. */
export function parseGridReference(text: string): [number, number] | null {
  const reference = text.replaceAll(/\s/g, "").toUpperCase();
  const match = /^\d{1,2}[C-HJ-NP-X][A-HJ-NP-Z]{2}(\d{2,10})$/.exec(reference);
  if (!match || match[1]!.length % 2 === 1) return null;
  try {
    const [longitude, latitude] = toPoint(reference);
    return Number.isFinite(longitude) && Number.isFinite(latitude) ? [longitude, latitude] : null;
  } catch {
    return null;
  }
}
