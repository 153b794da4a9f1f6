import type { Words } from "../format/clause.ts";
import { timeInWords } from "../format/time.ts";
import { lang, t, tCount, tOf } from "../text/text.svelte.ts";
import { partnerNames } from "./partners.svelte.ts";

/** What clauses are put into words with, in the language of the page. */
export const words: Words = {
  t,
  count: tCount,
  of: tOf,
  names: partnerNames,
  date: (iso) => timeInWords(iso, lang(), "day"),
};
