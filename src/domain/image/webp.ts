import { broken, ImageFault, piece } from "./image-fault.ts";
import type { Stripped } from "./stripped.ts";

/* WebP (RFC 9649): a RIFF file of chunks, each with its type, its length and, where that is odd, an octet of filling. */

type Size = Pick<Stripped, "width" | "height">;

const headOctets = 12;
const alphaFlag = 0x10;

/** Throws ImageFault. */
export function strippedWebp(bytes: Uint8Array): Stripped {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const riff = piece(bytes, 0, 8 + view.getUint32(4, true));
  const pieces: Uint8Array[] = [];
  let canvas: Size | null = null;
  let size: Size | null = null;
  let hasAlpha = false;
  for (let at = headOctets; at < riff.length;) {
    piece(riff, at, at + 8);
    const type = Buffer.from(riff.subarray(at, at + 4)).toString("latin1");
    const length = view.getUint32(at + 4, true);
    const content = piece(riff, at + 8, at + 8 + length);
    if (type === "VP8X") {
      if (at !== headOctets || length !== 10) throw broken();
      canvas = { width: u24(content, 4) + 1, height: u24(content, 7) + 1 };
      pieces.push(chunk(type, extendedHead(content)));
    } else if (type === "ALPH") {
      if (canvas === null || hasAlpha || size) throw broken();
      hasAlpha = true;
      pieces.push(chunk(type, content));
    } else if (type === "VP8 " || type === "VP8L") {
      if (size) throw broken();
      size = type === "VP8 " ? sizeOfLossy(content) : sizeOfLossless(content);
      pieces.push(chunk(type, content));
    } else if (type === "ANIM" || type === "ANMF") {
      throw new ImageFault("it moves: take one image of it", "متحرّكة: التقط منها صورة واحدة");
    }
    at += 8 + length + (length % 2);
  }
  if (!size) throw broken();
  if (canvas && (canvas.width !== size.width || canvas.height !== size.height)) throw broken();
  const head = Buffer.from(bytes.subarray(0, headOctets));
  head.writeUInt32LE(
    pieces.reduce((sum, { length }) => sum + length, 4),
    4,
  );
  return { bytes: Buffer.concat([head, ...pieces]), ...size };
}

/** Of what it may announce only that there is transparency: no profile, EXIF, XMP or animation. */
function extendedHead(content: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from([content[0]! & alphaFlag, 0, 0, 0]), content.subarray(4, 10)]);
}

/** RFC 6386, section 9.1: a key frame. */
function sizeOfLossy(content: Uint8Array): Size {
  const [tag, , , ...code] = piece(content, 0, 6);
  if (tag! % 2 !== 0 || Buffer.from(code).toString("hex") !== "9d012a") throw broken();
  const [w0, w1, h0, h1] = piece(content, 6, 10);
  return { width: w0! + ((w1! & 0x3f) << 8), height: h0! + ((h1! & 0x3f) << 8) };
}

/** RFC 9649, section 3.4: 14 bits each, less one. */
function sizeOfLossless(content: Uint8Array): Size {
  const [signature, ...bits] = piece(content, 0, 5);
  if (signature !== 0x2f) throw broken();
  const value = Buffer.from(bits).readUInt32LE();
  return { width: (value & 0x3fff) + 1, height: ((value >>> 14) & 0x3fff) + 1 };
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8);
  head.write(type, "latin1");
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

function u24(bytes: Uint8Array, at: number): number {
  return bytes[at]! + (bytes[at + 1]! << 8) + (bytes[at + 2]! << 16);
}
