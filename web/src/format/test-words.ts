import type { Lang } from "../api/shapes.ts";
import { ar } from "../text/ar.ts";
import { en } from "../text/en.ts";
import { fill } from "../text/fill.ts";
import { plural } from "../text/plural.ts";
import type { Words } from "./clause.ts";

/** For tests: the catalogue of one language, with partners by their ids. */
export function wordsIn(lang: Lang): Words {
  const said = { ar, en }[lang];
  return {
    t: (key, values = {}) => fill(said[key], values),
    count: (key, count) => fill(plural(said[key], count, lang), { count }),
    of: (vocabulary, id) => said[`${vocabulary}.${id}` as keyof typeof said] ?? id,
    names: (ids) => ids.join(lang === "ar" ? " و" : " and "),
    date: (iso) => iso.slice(0, 10),
  };
}
