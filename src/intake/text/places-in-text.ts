import type { PlaceCandidate, TextProposal } from "../../domain/text-proposals.ts";
import { extentOf, type Place } from "../places.ts";
import { isArticle, judge, masked } from "./place-context.ts";
import type { PlaceName, PlaceNames } from "./place-names.ts";
import { latinArticles, regionHeads } from "./place-words.ts";
import { goesOn, isAmong, stemsOf, type Word } from "./words.ts";

/** A name that stands in a text: words `first` to `last`. */
export interface Found {
  first: number;
  last: number;
  /** As the gazetteer writes it, folded, with spaces. */
  name: string;
  particles: string;
  names: readonly PlaceName[];
}

type PlaceProposal = Extract<TextProposal, { kind: "place" }>;

const most = 5;

/** Where the gazetteer's places are named, in the order of the text, each with the places that may be meant. */
export function placesIn(text: string, words: readonly Word[], names: PlaceNames): PlaceProposal[] {
  const hidden = masked(words);
  const found: Found[] = [];
  for (let index = 0; index < words.length; index++) {
    if (hidden.has(index)) continue;
    const name = longestAt(words, index, names);
    if (name === null) continue;
    found.push(name);
    index = name.last;
  }
  return judge(words, found).map(({ found: name, certainty }) => {
    const start = startOf(words, name);
    const { end } = words[name.last]!;
    const candidates = ranked(words, name);
    const sure = certainty === "likely" && name.particles.at(-1) !== "ع";
    return {
      ...{ kind: "place", start, end, text: text.slice(start, end) },
      ...{ certainty: sure ? "likely" : "possible", candidates },
    };
  });
}

function longestAt(words: readonly Word[], index: number, names: PlaceNames): Found | null {
  let longest: Found | null = null;
  for (const { stem, particles } of stemsOf(words[index]!.folded)) {
    const found = longestOf(words, index, names.get(stem) ?? []);
    if (found && (longest === null || found.last > longest.last)) longest = { ...found, particles };
  }
  return longest;
}

/** All that are called by the most words that stand here. */
function longestOf(
  words: readonly Word[],
  first: number,
  names: readonly PlaceName[],
): Omit<Found, "particles"> | null {
  const ends = names.map((name) => endOf(words, first, name.words) ?? -1);
  const last = Math.max(-1, ...ends);
  const called = names.filter((_, at) => ends[at] === last);
  if (last < 0) return null;
  return { first, last, name: called[0]!.words.join(" "), names: called };
}

/** Index of the name's last word where all of it stands from `index` on; null: it does not. Latin articles within are passed over. */
function endOf(words: readonly Word[], index: number, name: readonly string[]): number | null {
  let at = index;
  for (const part of name.slice(1)) {
    at++;
    if (goesOn(words[at]) && words[at]!.folded !== part && latinArticles.has(words[at]!.folded))
      at++;
    if (!goesOn(words[at]) || words[at]!.folded !== part) return null;
  }
  return at;
}

/** With the Latin article before it, without the particles that were written onto it. */
function startOf(words: readonly Word[], { first, particles }: Found): number {
  if (isArticle(words, first - 1)) return words[first - 1]!.start;
  const { start, text } = words[first]!;
  // What swallowed the alef of the article cannot be parted from it.
  const letters =
    particles.endsWith("ل") && /ل[^\p{L}]*ل/u.test(text) ? particles.length - 1 : particles.length;
  return start + lengthOf(text, letters);
}

/** UTF-16 units of the first `letters` letters of a word with the marks that follow each. */
function lengthOf(text: string, letters: number): number {
  return new RegExp(`^(?:\\p{L}[^\\p{L}]*){${letters}}`, "u").exec(text)?.[0].length ?? 0;
}

const sizes: readonly Place["kind"][] = ["country", "city", "town", "village", "camp"];

function ranked(words: readonly Word[], { first, last, names }: Found): PlaceCandidate[] {
  const before = words[first - 1];
  const region =
    (before && goesOn(words[first]) && isAmong(regionHeads, before.folded)) ||
    (before?.folded === "of" && regionHeads.has(words[first - 2]?.folded ?? "")) ||
    (goesOn(words[last + 1]) && regionHeads.has(words[last + 1]!.folded));
  const rank = ({ place, shortened }: PlaceName) => {
    if (place.kind === "governorate" && (region || !shortened)) return region ? -1 : 0;
    const size = sizes.indexOf(place.kind);
    return (shortened ? 20 : 0) + (size < 0 ? 10 : size);
  };
  const places = [...names].sort((a, b) => rank(a) - rank(b)).map(({ place }) => place);
  const alone = new Set(places).size === 1;
  return [...new Set(places)].slice(0, most).map((place) => candidate(place, alone, region));
}

function candidate(place: Place, alone: boolean, region: boolean): PlaceCandidate {
  const { id, name, kind, country, position } = place;
  const extent = extentOf(place);
  return { id, name, extent, kind, country, position, reason: reasonFor(extent, alone, region) };
}

function reasonFor(extent: PlaceCandidate["extent"], alone: boolean, region: boolean) {
  if (alone)
    return {
      ar: "لا يحمل هذا الاسم غيره في المعجم الجغرافي",
      en: "the only one of this name in the gazetteer",
    };
  if (extent === "area" && region)
    return {
      ar: "الكلمة المجاورة تدلّ على المنطقة كلها",
      en: "the word beside it speaks of the whole region",
    };
  if (extent === "area")
    return { ar: "المنطقة التي تحمل الاسم نفسه", en: "the region of the same name" };
  return { ar: "يحمل هذا الاسم أكثر من مكان", en: "more than one place has this name" };
}
