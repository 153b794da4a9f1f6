import type { Lang } from "../api/shapes.ts";

const arabic: Record<string, string> = { m: "م", km: "كم", mil: "مِل" };

/** What was measured ("12.4 km", "045° (0800 mil)") with its units in the language of the page; the numbers stay as they are. */
export function inUnitsOf(lang: Lang, measured: string): string {
  if (lang === "en") return measured;
  return measured.replace(/(?<=\d )(m|km|mil)\b/g, (unit) => arabic[unit]!);
}
