import type { DraftImage, Lang, ReportDraft, Text } from "../api/shapes.ts";

/** Of one report; octets of one image. The node refuses more. */
export const mostImages = 4;
export const mostOctets = 1024 * 1024;

/** An image in the report form. */
export interface FormImage {
  /** Of one that the report has already its STIX id; of a new one a name in this page, under which its octets are kept. */
  id: string;
  /** Of a new one. */
  octets: number | null;
  caption: Record<Lang, string>;
}

/** How a new image is named until it has been sent. */
export const newImage = "new-";

/** What stands in the form for the images of a report as it was written. */
export function formImages({ images = [], lang = "ar" }: ReportDraft): FormImage[] {
  return images.map(({ id = "", caption }) => {
    const { ar = "", en = "" } = textOf(caption, lang);
    return { id, octets: null, caption: { ar, en } };
  });
}

/** The images as a draft has them: new ones under their name in this page (see `withContents`). */
export function draftImages(
  images: readonly FormImage[],
  languages: readonly Lang[],
): DraftImage[] {
  return images.map(({ id, caption }) => {
    const text: Text = {};
    for (const lang of languages) if (caption[lang].trim()) text[lang] = caption[lang].trim();
    return { id, ...(Object.keys(text).length > 0 && { caption: text }) };
  });
}

/** The draft as it is sent: with the contents (base64) of the images that are new. */
export function withContents(draft: ReportDraft, contentOf: (id: string) => string): ReportDraft {
  if (!draft.images) return draft;
  const images = draft.images.map((image) => {
    if (image.id?.startsWith(newImage) !== true) return image;
    const { id, ...rest } = image;
    return { content: contentOf(id), ...rest };
  });
  return { ...draft, images };
}

/** Sides (pixels) and quality with which a large image is drawn until it is small enough, best first. */
export function* attempts(
  width: number,
  height: number,
): Generator<{ width: number; height: number; quality: number }> {
  const longest = Math.max(width, height);
  for (let side = Math.min(longest, 2560); side >= 1; side = Math.floor(side * 0.75)) {
    const size = {
      width: Math.max(1, Math.round((width * side) / longest)),
      height: Math.max(1, Math.round((height * side) / longest)),
    };
    for (const quality of [0.85, 0.7]) yield { ...size, quality };
  }
}

function textOf(text: string | Text | undefined, lang: Lang): Text {
  return typeof text === "string" ? { [lang]: text } : (text ?? {});
}
