import { attempts, mostOctets, newImage } from "../format/form-images.ts";
import { whenForgotten } from "./forget.ts";

/** New images of the report form: nowhere but in this page until they are sent. */
const attached = new Map<string, { content: string; url: string }>();
let count = 0;
whenForgotten(forgetAttached);

/**
 * Draws an image anew, turned as its camera says and small enough, so that nothing of the file goes but what is seen; keeps it under
 * a name. null: it is no image that this browser can draw.
 */
export async function attach(file: Blob): Promise<{ id: string; octets: number } | null> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(
    () => null,
  );
  const drawn = bitmap && (await smallEnough(bitmap, file.type === "image/png"));
  bitmap?.close();
  if (!drawn) return null;
  // Never again the name of one that a reload took: a kept draft may still have it.
  const id = `${newImage}${Date.now().toString(36)}-${++count}`;
  attached.set(id, { content: await base64(drawn), url: URL.createObjectURL(drawn) });
  return { id, octets: drawn.size };
}

/** Base64 of a new image; empty where it is not here any more. */
export function contentOf(id: string): string {
  return attached.get(id)?.content ?? "";
}

/** Where it can be shown from in this page; null: it is not here. */
export function urlOfNew(id: string): string | null {
  return attached.get(id)?.url ?? null;
}

/** Forgets new images: these, or all. */
export function forgetAttached(ids: readonly string[] = [...attached.keys()]): void {
  for (const id of ids) {
    const { url } = attached.get(id) ?? {};
    if (url !== undefined) URL.revokeObjectURL(url);
    attached.delete(id);
  }
}

/** Sharp lines (a PNG) stay sharp where they fit. */
async function smallEnough(bitmap: ImageBitmap, sharp: boolean): Promise<Blob | null> {
  for (const { width, height, quality } of attempts(bitmap.width, bitmap.height)) {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d");
    if (!context) return null;
    if (sharp) {
      context.drawImage(bitmap, 0, 0, width, height);
      const png = await canvas.convertToBlob({ type: "image/png" });
      if (png.size <= mostOctets) return png;
    }
    // A JPEG has no transparency.
    context.globalCompositeOperation = "destination-over";
    context.fillStyle = "#fff";
    if (!sharp) context.drawImage(bitmap, 0, 0, width, height);
    context.fillRect(0, 0, width, height);
    const jpeg = await canvas.convertToBlob({ type: "image/jpeg", quality });
    if (jpeg.size <= mostOctets) return jpeg;
  }
  return null;
}

function base64(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(reader.error!);
    reader.readAsDataURL(blob);
  });
}
