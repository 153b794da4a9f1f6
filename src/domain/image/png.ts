import { crc32 } from "node:zlib";
import { broken, ImageFault, piece } from "./image-fault.ts";
import type { Stripped } from "./stripped.ts";

/* PNG (ISO/IEC 15948): a signature, then chunks of length, type, content and CRC-32. */

/** Octets of each chunk that is kept; what moves (APNG), texts, times, profiles and all else that may be left out is not. */
const kept: Readonly<Record<string, (length: number) => boolean>> = {
  IHDR: (length) => length === 13,
  PLTE: (length) => length <= 768 && length % 3 === 0,
  IDAT: () => true,
  IEND: (length) => length === 0,
  tRNS: (length) => length <= 256,
  gAMA: (length) => length === 4,
  cHRM: (length) => length === 32,
  sRGB: (length) => length === 1,
};

const signatureOctets = 8;

/** Throws ImageFault. */
export function strippedPng(bytes: Uint8Array): Stripped {
  const pieces: Uint8Array[] = [bytes.subarray(0, signatureOctets)];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const seen = new Set<string>();
  for (let at = signatureOctets, type = ""; type !== "IEND";) {
    piece(bytes, at, at + 12);
    const length = view.getUint32(at);
    const end = at + 12 + length;
    const chunk = piece(bytes, at, end);
    type = Buffer.from(chunk.subarray(4, 8)).toString("latin1");
    if ((type === "IHDR") !== (at === signatureOctets)) throw broken();
    if (crc32(chunk.subarray(4, -4)) !== view.getUint32(end - 4)) throw broken();
    at = end;
    const fits = Object.hasOwn(kept, type) ? kept[type] : undefined;
    if (fits) {
      if (!fits(length) || (type !== "IDAT" && seen.has(type))) throw broken();
      seen.add(type);
      pieces.push(chunk);
    } else if (!isAncillary(type))
      throw new ImageFault("it is a PNG of an uncommon kind", "صورة PNG من نوع غير شائع");
  }
  if (!seen.has("IDAT")) throw broken();
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  return { bytes: Buffer.concat(pieces), ...size };
}

/** Whoever does not know a chunk whose name begins with a small letter may pass over it. */
function isAncillary(type: string): boolean {
  return /^[a-z][A-Za-z]{3}$/.test(type);
}
