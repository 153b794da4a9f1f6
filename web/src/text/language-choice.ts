import type { Lang } from "../api/shapes.ts";

const key = (person: string | null) => (person ? `tansiq.lang.${person}` : "tansiq.lang");

/** The language this person chose on this machine; otherwise the machine's last one, otherwise the browser's, otherwise Arabic. */
export function readChoice(person: string | null): Lang {
  const saved = localStorage.getItem(key(person)) ?? localStorage.getItem(key(null));
  if (saved === "ar" || saved === "en") return saved;
  const wanted = navigator.languages.find((tag) => /^(ar|en)\b/.test(tag));
  return wanted?.startsWith("en") ? "en" : "ar";
}

/** Remembers it for the person and for the next sign-in page. */
export function writeChoice(person: string | null, lang: Lang): void {
  localStorage.setItem(key(null), lang);
  if (person) localStorage.setItem(key(person), lang);
}
