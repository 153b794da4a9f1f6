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
