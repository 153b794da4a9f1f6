import type { Place } from "../places.ts";
import { foldLetters } from "../../domain/search-words.ts";
import { latinArticles } from "./place-words.ts";
import { wordsOf } from "./words.ts";

/** One way to write a place, as folded words. */
export interface PlaceName {
  words: readonly string[];
  place: Place;
  /** A region called without the word that says so: a town of the same name comes first. */
  shortened: boolean;
}

/** Names by their first word. */
export type PlaceNames = ReadonlyMap<string, readonly PlaceName[]>;

const crossingWords = new Set(["معبر", "منفذ", "crossing"].map(foldLetters));
const regionWords = new Set(["محافظة", "governorate"].map(foldLetters));

/** All that the gazetteer's places are called, ready to be found in texts. */
export function placeNames(places: readonly Place[]): PlaceNames {
  const names = new Map<string, PlaceName[]>();
  const add = (words: readonly string[], place: Place, shortened: boolean) => {
    const [first] = words;
    if (first === undefined || words.join("").length < 3) return;
    const begun = names.get(first) ?? [];
    if (begun.some((name) => name.place === place && name.words.join(" ") === words.join(" ")))
      return;
    names.set(first, [...begun, { words, place, shortened }]);
  };
  for (const place of places) {
    const written = [place.name.ar, place.name.en, ...place.aliases.ar, ...place.aliases.en];
    for (const name of written) {
      const words = foldedName(name);
      add(words, place, false);
      const short = shortened(words, place);
      if (short) add(short, place, true);
      // Two words are often written as one.
      if (words.length === 2 && /[\u0621-\u064a]/.test(words[0]!))
        add([words.join("")], place, false);
    }
  }
  return names;
}

/** A region without the word for it; a crossing too, where what is left is more than the town beside it is called. */
function shortened(words: readonly string[], { kind }: Place): readonly string[] | null {
  const short = words.filter((word) => !regionWords.has(word) && !crossingWords.has(word));
  if (short.length === words.length) return null;
  return kind === "governorate" || (kind === "crossing" && short.length > 1) ? short : null;
}

/** The article of Latin names comes and goes, in many spellings. */
function foldedName(name: string): string[] {
  const words = wordsOf(name).map(({ folded }) => folded);
  const kept = words.filter((word) => !latinArticles.has(word));
  return kept.length > 0 ? kept : words;
}
