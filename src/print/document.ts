import type { Lang } from "../domain/bilingual.ts";

/** A document to be read and printed, in one language; every text is as people or the node wrote it. */
export interface PrintedDocument {
  lang: Lang;
  title: string;
  /** Stands at the top and the bottom of each page: how far it may be read. */
  mark: string;
  /** That it is for show or for practice; null: it is real. */
  standing: string | null;
  /** Something that a reader must know first; null: nothing. */
  warning: string | null;
  /** What it is, by name: node, period, who made it. */
  facts: { name: string; value: string }[];
  sections: { heading: string; lines: Line[] }[];
}

export interface Line {
  text: string;
  /** One of a list. */
  item: boolean;
  /** Of the whole line: letters of the document's language anywhere in it decide, not the first ones. */
  dir: "rtl" | "ltr";
}

/** The lines of a text; one that begins with "- " is an item, empty ones are left out. */
export function linesOf(text: string, lang: Lang): Line[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const item = /^[-•]\s+/.test(line);
      const said = item ? line.replace(/^[-•]\s+/, "") : line;
      return { text: said, item, dir: directionOf(said, lang) };
    });
}

/**
 * In which direction a line runs in a document of this language. A line with any letter of that language runs as the document
 * does, though it begin with a date-time group or a Latin name; one wholly in the other script runs in that.
 */
export function directionOf(text: string, lang: Lang): "rtl" | "ltr" {
  const arabic = /\p{Script=Arabic}/u.test(text);
  const latin = /\p{Script=Latin}/u.test(text);
  if (lang === "ar") return arabic || !latin ? "rtl" : "ltr";
  return latin || !arabic ? "ltr" : "rtl";
}
