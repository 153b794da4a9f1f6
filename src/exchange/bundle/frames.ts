import { AppError } from "../../errors.ts";

/*
 * A bundle as a file: a first line that says what it is, then segments, each behind its length in four bytes (big-endian).
 * Everything else is sealed.
 */

export const firstLine = Buffer.from("tansiq-bundle/1\n");

/** A sealed segment has so many bytes at most: one object of the largest size that partners take, and its head. */
export const mostSealed = 16 * 1024 * 1024;

export function framed(sealed: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(sealed.length);
  return Buffer.concat([length, sealed]);
}

/**
 * The sealed segments of a file that comes in pieces of any size; no more than one of them is in memory at a time.
 * Error: bundle-damaged where the file is none of ours, or ends within a segment.
 */
export async function* segmentsIn(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let size = 0;
  let wanted = firstLine.length;
  let expects: "first line" | "length" | "segment" = "first line";

  for await (const piece of pieces) {
    held.push(piece);
    size += piece.length;
    while (size >= wanted) {
      const all = held.length === 1 ? held[0]! : Buffer.concat(held);
      const part = all.subarray(0, wanted);
      const rest = all.subarray(wanted);
      held = rest.length > 0 ? [rest] : [];
      size = rest.length;
      if (expects === "segment") {
        yield part;
        expects = "length";
        wanted = 4;
      } else if (expects === "length") {
        wanted = Buffer.from(part).readUInt32BE();
        expects = "segment";
        if (wanted === 0 || wanted > mostSealed) throw damaged("a length", "طول غير معقول");
      } else {
        if (!firstLine.equals(part)) throw damaged("its first line", "سطره الأول");
        expects = "length";
        wanted = 4;
      }
    }
  }
  if (expects !== "length" || size > 0) throw damaged("its end", "آخره مقطوع");
}

export function damaged(reason: string, inArabic: string): AppError {
  return new AppError("bundle-damaged", { reason, reason_ar: inArabic });
}
