import type { Bilingual } from "../bilingual.ts";

/** Why octets are no image that is taken, in words that follow "the image: ". */
export class ImageFault extends Error {
  readonly reason: Bilingual;

  constructor(en: string, ar: string) {
    super(en);
    this.reason = { ar, en };
  }
}

/** Its parts do not fit together, or it ends too early. */
export function broken(): ImageFault {
  return new ImageFault("it is broken or cut off", "تالفة أو ناقصة");
}

/** A piece of it; throws ImageFault where it ends before. */
export function piece(bytes: Uint8Array, from: number, to: number): Uint8Array {
  if (to < from || to > bytes.length) throw broken();
  return bytes.subarray(from, to);
}
