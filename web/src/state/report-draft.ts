import { newImage } from "../format/form-images.ts";
import type { ReportFields } from "../format/report-fields.ts";
import { contentOf } from "./attached-images.ts";

const key = "tansiq.report-draft";

/** `id`: of the report of which it is a new version; null: of none. */
function keyOf(id: string | null): string {
  return id === null ? key : `${key}.${id}`;
}

/**
 * Keeps what is typed in the report form over a reload of this tab, but for the named source, which is nowhere but at the node,
 * and new images, which are too large for that.
 */
export function keepDraft(fields: ReportFields, id: string | null = null): void {
  const { name, description } = fields;
  const texts = [name.ar, name.en, description.ar, description.en];
  const typed = fields.images.length > 0 || texts.some((text) => text.trim());
  const kept = { ...fields, source: "", confirmedBy: "" };
  if (typed) sessionStorage.setItem(keyOf(id), JSON.stringify(kept));
  else dropDraft(id);
}

/** What was typed and not saved; null where there is nothing. */
export function keptDraft(id: string | null = null): ReportFields | null {
  const kept = sessionStorage.getItem(keyOf(id));
  if (kept === null) return null;
  const fields = JSON.parse(kept) as ReportFields;
  return { ...fields, images: (fields.images ?? []).filter((image) => isHere(image.id)) };
}

/** Whether new images of what was typed went with a reload. */
export function lostImages(id: string | null = null): boolean {
  const { images = [] } = JSON.parse(
    sessionStorage.getItem(keyOf(id)) ?? "{}",
  ) as Partial<ReportFields>;
  return images.some((image) => !isHere(image.id));
}

function isHere(image: string): boolean {
  return !image.startsWith(newImage) || contentOf(image) !== "";
}

export function dropDraft(id: string | null = null): void {
  sessionStorage.removeItem(keyOf(id));
}
