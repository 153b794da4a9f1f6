import { broken, ImageFault, piece } from "./image-fault.ts";
import type { Stripped } from "./stripped.ts";

/*
 * JPEG (ITU-T T.81): segments, each a marker and its length, then after "start of scan" the drawing up to the next marker.
 * Kept are tables, frame and scans, and what says how colours are meant: JFIF without its thumbnail, and Adobe.
 */

const marker = {
  ...{ frame: 0xc0, frameProgressive: 0xc2, huffman: 0xc4, quantization: 0xdb, restart: 0xdd },
  ...{ start: 0xd8, end: 0xd9, scan: 0xda, jfif: 0xe0, adobe: 0xee, comment: 0xfe },
};

/** Throws ImageFault. */
export function strippedJpeg(bytes: Uint8Array): Stripped {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let size: Pick<Stripped, "width" | "height"> | null = null;
  let scans = 0;
  for (let at = 2; ;) {
    const code = markerAt(bytes, at);
    at = code.behind;
    if (code.marker === marker.end) break;
    const length = u16(bytes, at);
    const content = piece(bytes, at + 2, at + length);
    at += length;
    if (isFrame(code.marker)) {
      if (size !== null || content.length < 6) throw broken();
      size = { height: u16(content, 1), width: u16(content, 3) };
    }
    const segment = rewritten(code.marker, content);
    if (segment) kept.push(head(code.marker, segment.length + 2), segment);
    if (code.marker === marker.scan) {
      if (size === null) throw broken();
      const end = endOfScan(bytes, at);
      kept.push(bytes.subarray(at, end));
      at = end;
      scans++;
    }
  }
  if (size === null || scans === 0) throw broken();
  kept.push(Buffer.from([0xff, marker.end]));
  return { bytes: Buffer.concat(kept), ...size };
}

/** Baseline, extended or progressive with Huffman codes: what browsers draw. */
function isFrame(code: number): boolean {
  return code >= marker.frame && code <= marker.frameProgressive;
}

/** What is kept of a segment; null: nothing. */
function rewritten(code: number, content: Uint8Array): Uint8Array | null {
  if (isFrame(code) || code === marker.scan) return content;
  if (code === marker.quantization) return tables(content, quantization);
  if (code === marker.huffman) return tables(content, huffman);
  if (code === marker.restart) {
    if (content.length !== 2) throw broken();
    return content;
  }
  if (code === marker.jfif) return jfif(content);
  if (code === marker.adobe) return startsWith(content, "Adobe") ? piece(content, 0, 12) : null;
  if (code > marker.jfif && code <= marker.comment) return null;
  throw new ImageFault("it is a JPEG of an uncommon kind", "صورة JPEG من نوع غير شائع");
}

/** Without the thumbnail behind; an extension of it is nothing but a thumbnail. */
function jfif(content: Uint8Array): Uint8Array | null {
  if (!startsWith(content, "JFIF\0")) return null;
  return Buffer.concat([piece(content, 0, 12), Buffer.from([0, 0])]);
}

/** Tables without a gap and nothing else. `length`: of the one that begins there. */
function tables(content: Uint8Array, length: (rest: Uint8Array) => number): Uint8Array {
  let at = 0;
  while (at < content.length) at += length(content.subarray(at));
  if (at !== content.length) throw broken();
  return content;
}

function quantization(rest: Uint8Array): number {
  return rest[0]! >> 4 === 0 ? 65 : 129;
}

function huffman(rest: Uint8Array): number {
  return piece(rest, 1, 17).reduce((sum, count) => sum + count, 17);
}

/** The marker at this place; fill octets before it are passed over. */
function markerAt(bytes: Uint8Array, at: number): { marker: number; behind: number } {
  if (bytes[at] !== 0xff) throw broken();
  let behind = at;
  while (bytes[behind] === 0xff) behind++;
  const code = bytes[behind];
  if (code === undefined || code < 0xc0 || isRestart(code) || code === marker.start) throw broken();
  return { marker: code, behind: behind + 1 };
}

/** Where the drawing ends: at a marker that is neither a stuffed octet nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff && !isRestart(next)) return at;
  }
  throw broken();
}

function isRestart(code: number): boolean {
  return code >= 0xd0 && code <= 0xd7;
}

function startsWith(content: Uint8Array, text: string): boolean {
  return Buffer.from(content.subarray(0, text.length)).toString("latin1") === text;
}

function u16(bytes: Uint8Array, at: number): number {
  const [high, low] = piece(bytes, at, at + 2);
  return high! * 256 + low!;
}

function head(code: number, length: number): Uint8Array {
  return Buffer.from([0xff, code, length >> 8, length & 0xff]);
}
