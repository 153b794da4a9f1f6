import { hash } from "node:crypto";
import { asText, isTextOrAbsent, type Lang, type Text } from "./bilingual.ts";
import { extensionIds, extensionOf } from "./extensions.ts";
import { type Image, type ImageType, maxImageOctets, strippedImage } from "./image/image.ts";
import { ImageFault } from "./image/image-fault.ts";
import type { StixId, StixObject } from "./stix.ts";

/** Of one report. */
export const maxImages = 4;
export const maxCaptionLength = 1024;
/** Of an image as it is sent: base64 has four characters for three octets. */
export const maxImageText = 4 * Math.ceil(maxImageOctets / 3);

/** An image as a person attaches it to a report. */
export interface DraftImage {
  /** A new one: base64 (RFC 4648, section 4) of a JPEG, PNG or WebP file. */
  content?: string;
  /** Instead: the id of one that the report has already. */
  id?: StixId;
  /** What it shows, for those who do not see it too. */
  caption?: string | Text;
}

/** How a report names an image of its own: in its record extension. */
export interface AttachedImage {
  image_ref: StixId;
  caption?: Text;
}

/** The images that a report names. */
export function imagesOf(report: StixObject): readonly AttachedImage[] {
  return (extensionOf(report, "record")?.["images"] as AttachedImage[] | undefined) ?? [];
}

/** Reads and strips what was sent as base64. Throws ImageFault. */
export function readImage(content: string): Image {
  const bytes = Buffer.from(content, "base64");
  if (bytes.toString("base64") !== content)
    throw new ImageFault("it is not base64", "ترميزها ليس base64");
  return strippedImage(bytes);
}

/** The properties of an artifact (STIX 2.1 section 6.1) that is an image. */
export function imageProperties({ type, bytes }: Image): Record<string, unknown> {
  return {
    mime_type: type,
    payload_bin: Buffer.from(bytes).toString("base64"),
    hashes: { "SHA-256": hash("sha256", bytes) },
    // An artifact has no dates and no creator of its own.
    extensions: {
      [extensionIds.artifact]: { extension_type: "toplevel-property-extension" },
    },
  };
}

/** What an artifact holds, as it was checked when it came or was made when it was written. */
export function imageIn(artifact: StixObject): { type: ImageType; bytes: Uint8Array } {
  const { mime_type: type, payload_bin: content } = artifact;
  return { type: type as ImageType, bytes: Buffer.from(content as string, "base64") };
}

/**
 * Refuses an artifact that is not an image as `readImage` and `imageProperties` make it: of another kind than it says, with
 * another hash, with anything in it that is not seen. Throws ImageFault.
 */
export function checkImage(artifact: StixObject): void {
  const content = artifact["payload_bin"] as string;
  const image = readImage(content);
  const made = imageProperties(image);
  if (made["mime_type"] !== artifact["mime_type"])
    throw new ImageFault("it is of another type than it says", "نوعها غير النوع المذكور");
  if (made["payload_bin"] !== content)
    throw new ImageFault("there is more in it than is seen", "فيها أكثر مما يُرى");
  const { "SHA-256": said } = artifact["hashes"] as Record<string, string>;
  if (said !== hash("sha256", image.bytes))
    throw new ImageFault("its hash is another", "بصمتها لا تطابق محتواها");
}

/** What is wrong with the form of a draft's images; null: nothing. Whether they are images is seen when they are read. */
export function imagesFault(images: unknown): [field: string, en: string, ar: string] | null {
  if (!Array.isArray(images) || images.length > maxImages)
    return ["images", `at most ${maxImages} can be attached`, `${maxImages} صور على الأكثر`];
  const ids = new Set<unknown>();
  for (const [index, image] of images.entries()) {
    const field = `images.${index}`;
    const { content, id, caption } = Object(image) as Record<string, unknown>;
    const given = [content, id].filter((one) => one !== undefined);
    if (given.length !== 1 || typeof given[0] !== "string" || (id && ids.has(id)))
      return [
        field,
        "give its content, or the id of one that is there, once",
        "أرسل محتواها، أو معرّف صورة مرفقة من قبل دون تكرار",
      ];
    ids.add(id);
    if (!isTextOrAbsent(caption)) return [field, "its caption is not a text", "شرحها ليس نصاً"];
  }
  return null;
}

/** As the report names it. */
export function attached(id: StixId, { caption }: DraftImage, lang?: Lang): AttachedImage {
  return { image_ref: id, ...(caption !== undefined && { caption: asText(caption, lang) }) };
}
