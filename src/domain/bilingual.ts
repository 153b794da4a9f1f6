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

/** A text in one language, given as a plain string or already apart. */
export function asText(text: string | Text, lang?: Lang): Text {
  return typeof text === "string" ? { [lang ?? langOf(text)]: text } : text;
}
