export type Lang = "ar" | "en";

/** A text that exists in both languages: what the product itself says. */
export interface Bilingual {
  ar: string;
  en: string;
}

/** A text that a person gave in one language or both; at least one is present. */
export interface Text {
  ar?: string;
  en?: string;
}

/** The language that a text without a stated one is written in, by its letters. */
export function langOf(text: string): Lang {
  return /\p{Script=Arabic}/u.test(text) ? "ar" : "en";
}

/** Whether an unknown value is a text, plain or apart by language, or not there. */
export function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === "string" || isText(value);
}

/** Whether an unknown value is a text apart by language. */
export function isText(value: unknown): value is Text {
  if (typeof value !== "object" || value === null) return false;
  const { ar, en, ...rest } = value as Record<string, unknown>;
  const texts = [ar, en].every((part) => part === undefined || typeof part === "string");
  return texts && Object.keys(rest).length === 0;
}

/** A text in one language, given as a plain string or already apart. */
export function asText(text: string | Text, lang?: Lang): Text {
  return typeof text === "string" ? { [lang ?? langOf(text)]: text } : text;
}
