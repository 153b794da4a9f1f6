import type { Text } from "../domain/bilingual.ts";

/** A reason that a person typed without naming its language: Arabic where it has an Arabic letter. */
export function asText(given: string | Text): Text {
  if (typeof given !== "string") return given;
  return /\p{Script=Arabic}/u.test(given) ? { ar: given } : { en: given };
}
