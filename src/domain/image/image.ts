import { ImageFault } from "./image-fault.ts";
import type { Stripped } from "./stripped.ts";
import { strippedJpeg } from "./jpeg.ts";
import { strippedPng } from "./png.ts";
import { strippedWebp } from "./webp.ts";

export const imageTypes = ["image/jpeg", "image/png", "image/webp"] as const;
/** Media types of images that are attached to reports. */
export type ImageType = (typeof imageTypes)[number];

/** Octets of one image, at most. */
export const maxImageOctets = 1024 * 1024;
/** What a browser still draws without trouble, four at a time: a few octets may claim to be any size. */
const maxPixels = 25_000_000;

export interface Image extends Stripped {
  type: ImageType;
}

/**
 * The image without what is not seen: where, when and with what it was taken, comments, thumbnails, colour profiles, whatever
 * stands behind its end. What it is is told by its first octets. The drawing itself is not decoded or changed.
 * Throws ImageFault: another kind, broken, moving, too large. Takes time in proportion to its length.
 */
export function strippedImage(bytes: Uint8Array): Image {
  if (bytes.length > maxImageOctets)
    throw new ImageFault("it is larger than 1 MiB", "أكبر من 1 ميبيبايت");
  const [type, strip] = formatOf(bytes);
  const { width, height, ...rest } = strip(bytes);
  if (width === 0 || height === 0 || width * height > maxPixels)
    throw new ImageFault("its width or height is not taken", "عرضها أو ارتفاعها غير مقبول");
  return { type, width, height, ...rest };
}

function formatOf(bytes: Uint8Array): [ImageType, (bytes: Uint8Array) => Stripped] {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(12, bytes.length));
  const text = start.toString("latin1");
  if (text.startsWith("\xff\xd8\xff")) return ["image/jpeg", strippedJpeg];
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return ["image/png", strippedPng];
  if (text.startsWith("RIFF") && text.endsWith("WEBP") && text.length === 12)
    return ["image/webp", strippedWebp];
  throw new ImageFault(
    "it is neither a JPEG, PNG nor WebP image",
    "ليست صورة من نوع JPEG أو PNG أو WebP",
  );
}
