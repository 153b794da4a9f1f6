/**
 * The words by which a text is found, in order, repetitions included. The same function serves documents and queries:
 * it folds what Arabic writers use freely (hamza seats, final ya and ta marbuta, diacritics, tatweel, digits), strips the
 * particles و ف ب ك ل before the article and the last letter of names like سوريا, سورية, and lowers Latin letters
 * without accents.
 */
export function searchWords(text: string): string[] {
  if (ascii.test(text)) return text.toLowerCase().match(words) ?? [];
  const found = foldLetters(text).match(words) ?? [];
  return found.map((word) => withoutParticles(word).replace(openEnd, "$1"));
}

/** As searchWords, each without its article: who looks for «انبار» or «حدود» means «الأنبار» and «الحدود» too. */
export function lookupWords(text: string): string[] {
  return searchWords(text).map((word) => word.replace(article, ""));
}

/** Folds what writers use freely, and nothing else: every word keeps its particles and its ending. */
export function foldLetters(text: string): string {
  return text
    .normalize("NFKD")
    .replace(dropped, "")
    .replace(folds, (letter) => foldOf[letter]!)
    .toLowerCase();
}

const ascii = /^[\x00-\x7f]*$/;
const words = /[\p{L}\p{N}]+/gu;
/** Marks (after decomposition also hamza and madda), tatweel, zero-width and bidi controls. */
const dropped = /[\p{M}\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]/gu;
const folds = /[ٱىةیک٠-٩۰-۹]/g;
const foldOf: Record<string, string> = {
  ٱ: "ا",
  ى: "ي",
  ة: "ه",
  ی: "ي",
  ک: "ك",
  ...digits("٠"),
  ...digits("۰"),
};

/** "و", "ف" and then "ب", "ك" before the article, or "ل" that swallowed its alef; at least three letters must remain. */
const particled = /^(?:[وف]?[بك]?ال|[وف]?لل)(?=[\u0621-\u064a]{3})/;

/** The word for God is its own; of shorter ones it may be part. */
const article = /^ال(?!له$)(?=[\u0621-\u064a]{2})/;

/** Long words end in ا or ه as the writer likes. Dropped, not folded: what is found begins with the word, also half-typed. */
const openEnd = /^((?:ال|(?!ال))[\u0621-\u064a]{4,})[اه]$/;

function withoutParticles(word: string): string {
  return word.replace(particled, "ال");
}

function digits(zero: string): Record<string, string> {
  const base = zero.charCodeAt(0);
  return Object.fromEntries(
    Array.from({ length: 10 }, (_, value) => [String.fromCharCode(base + value), String(value)]),
  );
}
