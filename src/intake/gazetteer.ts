import { searchWords } from "../domain/search-words.ts";
import { type Place, readPlaces } from "./places.ts";

export interface Gazetteer {
  readonly all: readonly Place[];
  byId(id: string): Place | undefined;
  /** Candidates for a name in Arabic or English, best first, at most `limit`; a person chooses among them. */
  find(query: string, limit: number): Place[];
  /** Places whose position lies in [west, south, east, north] (degrees, edges included); areas count by their name's position. */
  inBox(box: readonly [number, number, number, number]): Place[];
}

/** The gazetteer of a CSV text (see `readPlaces`). Throws AppError `table-invalid`. */
export function readGazetteer(csv: string, file?: string): Gazetteer {
  const all = readPlaces(csv, file);
  const known = new Map(all.map((place) => [place.id, place]));
  const entries = all.map((place) => ({ place, names: namesOf(place) }));

  function ranked(words: readonly string[], limit: number): Place[] {
    return entries
      .map(({ place, names }) => ({ place, rank: Math.min(...names.map((n) => rankOf(n, words))) }))
      .filter(({ rank }) => rank < Infinity)
      .sort((a, b) => a.rank - b.rank)
      .slice(0, limit)
      .map(({ place }) => place);
  }

  return {
    all,
    byId: (id) => known.get(id),
    find(query, limit) {
      const words = searchWords(query).map(withoutArticle);
      if (words.length === 0) return [];
      const found = ranked(words, limit);
      return found.length === 0 && words.length > 1 && genericHeads.has(words[0]!)
        ? ranked(words.slice(1), limit)
        : found;
    },
    inBox: ([west, south, east, north]) =>
      all.filter(
        ({ position: [lon, lat] }) => lon >= west && lon <= east && lat >= south && lat <= north,
      ),
  };
}

/** Words that say what a place is and are no part of its name. */
const genericHeads = new Set(
  searchWords(
    "مدينة بلدة قضاء ناحية قرية مخيم محافظة معبر منفذ city town village camp governorate",
  ),
);

function namesOf({ name, aliases }: Place): string[][] {
  return [name.ar, name.en, ...aliases.ar, ...aliases.en].map((text) =>
    searchWords(text).map(withoutArticle),
  );
}

/** People type "رقة" and "qaim" as well as "الرقة" and "al-Qaim". */
function withoutArticle(word: string): string {
  return word.length >= 5 && word.startsWith("ال") ? word.slice(2) : word;
}

/** 0 the name itself, 1 its beginning, 2 each word begins some word of it; then shorter names first; Infinity: no match. */
function rankOf(name: readonly string[], words: readonly string[]): number {
  const starts = words.every((word, index) => name[index]?.startsWith(word));
  if (starts) return (words.join(" ") === name.join(" ") ? 0 : 1) + name.length / 100;
  const anywhere = words.every((word) => name.some((part) => part.startsWith(word)));
  return anywhere ? 2 + name.length / 100 : Infinity;
}
