import type { Certainty } from "../../domain/text-proposals.ts";
import type { Found } from "./places-in-text.ts";
import {
  adjectives,
  foods,
  headsAfter,
  headsBeforeOf,
  holding,
  latinArticles,
  masks,
  moreUncertain,
  mostUncertain,
  nameHeads,
  onlyHyphenated,
  personHeads,
  placeHeads,
  prepositions,
  uncertain,
} from "./place-words.ts";
import { begins, goesOn, isAmong, type Word, withoutConjunction } from "./words.ts";

export interface Judged {
  found: Found;
  certainty: Certainty;
}

/** Which of the names that were found are places here, by the words around them. */
export function judge(words: readonly Word[], found: readonly Found[]): Judged[] {
  // Who writes no capitals at all writes places without them too.
  const cased = words.some(({ text }) => /\p{Lu}/u.test(text));
  const cues = found.map((name) => (isOther(words, name, cased) ? null : cueOf(words, name)));
  const accepted = found.map((name, index) => suffices(words, name, cues[index]!));
  // "Haditha, Hit and Anah": one of a list speaks for those beside it.
  const pass = (index: number, beside: number) => {
    if (accepted[index] || cues[index] === null || !accepted[beside]) return;
    accepted[index] = isList(
      words,
      found[Math.min(index, beside)]!,
      found[Math.max(index, beside)]!,
    );
  };
  for (let index = 1; index < found.length; index++) pass(index, index - 1);
  for (let index = found.length - 2; index >= 0; index--) pass(index, index + 1);
  return found.flatMap((name, index) =>
    accepted[index] ? [{ found: name, certainty: certaintyOf(name, cues[index]!) }] : [],
  );
}

/** Words that belong to the name of a movement. */
export function masked(words: readonly Word[]): Set<number> {
  const hidden = new Set<number>();
  for (let index = 0; index < words.length; index++)
    for (const mask of masks)
      if (mask.every((part, step) => stripped(words[index + step], step) === part))
        mask.forEach((_, step) => hidden.add(index + step));
  return hidden;
}

function stripped(word: Word | undefined, step: number): string | undefined {
  return step === 0 ? word?.folded.replace(/^[وف]?[بلك]?(?=ال)/, "") : word?.folded;
}

/** none: nothing before it speaks of a place; some: a preposition; strong: a word that goes with places alone. */
type Cue = "none" | "some" | "in" | "strong";

function cueOf(words: readonly Word[], { first, last, particles }: Found): Cue {
  let at = first - 1;
  if (isArticle(words, at)) at--;
  const before = goesOn(words[at + 1]) ? words[at] : undefined;
  const word = before && withoutConjunction(before.folded);
  if (before && isAmong(placeHeads, before.folded)) return "strong";
  if (word === foldedOn && holding.has(words[at - 1]?.folded ?? "")) return "strong";
  if (word === "of" && headsBeforeOf.has(words[at - 1]?.folded ?? "")) return "strong";
  if (goesOn(words[last + 1]) && headsAfter.has(words[last + 1]!.folded)) return "strong";
  if (word === "في" || /[بع]$/.test(particles)) return "in";
  if (particles.endsWith("ل") || (word && prepositions.has(word) && word !== "of")) return "some";
  return "none";
}

/** "على", folded. */
const foldedOn = "علي";

/** Whether the word is the Latin article of the name that follows it. */
export function isArticle(words: readonly Word[], index: number): boolean {
  const word = words[index];
  const next = words[index + 1];
  if (!word || !latinArticles.has(word.folded) || !goesOn(next)) return false;
  return next!.gap.includes("-") || !onlyHyphenated.has(word.folded);
}

function suffices(words: readonly Word[], { name, last }: Found, cue: Cue | null): boolean {
  if (cue === null) return false;
  if (cue === "strong") return true;
  if (mostUncertain.has(name)) return false;
  // "in the role that …": what describes a word with the article has the article too.
  const described =
    isDefinite(name) && goesOn(words[last + 1]) && isDefinite(words[last + 1]!.folded);
  if (moreUncertain.has(name)) return cue === "in" && !described;
  if (uncertain.has(name)) return cue !== "none" && !described;
  return true;
}

function certaintyOf({ name }: Found, cue: Cue): Certainty {
  const doubtful = [uncertain, moreUncertain, mostUncertain].some((names) => names.has(name));
  return doubtful && cue !== "strong" ? "possible" : "likely";
}

/** A person, a newspaper, an adjective, a word in lower case: the same letters and something else. */
function isOther(words: readonly Word[], found: Found, cased: boolean): boolean {
  const { first, last, name, particles } = found;
  const raw = words[first]!.text;
  const doubtful = uncertain.has(name) || moreUncertain.has(name) || mostUncertain.has(name);
  if (/^\p{Ll}/u.test(raw) && (cased || doubtful)) return true;
  const before = goesOn(words[first]) ? words[first - 1] : undefined;
  const after = goesOn(words[last + 1]) ? words[last + 1] : undefined;
  if (name === "حمص" && [before, after].some((w) => w && foods.has(withoutConjunction(w.folded))))
    return true;
  if (name.startsWith("حما") && after && isDefinite(after.folded)) return true;
  // "عنه", of him: the town is written otherwise.
  if (raw.endsWith("عنه")) return true;
  if (before === undefined) return false;
  const word = withoutConjunction(before.folded);
  if (particles === "" && nameHeads.has(word)) return true;
  if (doubtful && particles === "" && personHeads.has(word)) return true;
  if (adjectives.has(name) && particles === "" && isDefinite(word)) return true;
  // "قوات سورية": what ends like a feminine noun without the article is described, not owned.
  if (/^سوريه$/.test(name) && /(?:ة|ات)$/.test(before.text) && !isDefinite(before.folded))
    return !placeHeads.has(word);
  // "Hit by shells", "Abu Bakr al-Baghdadi": English common words and surnames.
  if (doubtful && /^\p{Lu}/u.test(before.text) && !begins(words, first - 1))
    return !placeHeads.has(word) && !latinArticles.has(word);
  return false;
}

/** With the article; "إلى" only looks as if. */
function isDefinite(folded: string): boolean {
  return folded.startsWith("ال") && !prepositions.has(folded) && !placeHeads.has(folded);
}

/** Nothing between the two but a comma, "and", or و written onto the second. */
function isList(words: readonly Word[], left: Found, right: Found): boolean {
  const between = words.slice(left.last + 1, right.first);
  const others = between.filter(({ folded }) => folded !== "and" && !latinArticles.has(folded));
  if (others.length > 0) return false;
  const gaps = words
    .slice(left.last + 1, right.first + 1)
    .map(({ gap }) => gap)
    .join("");
  if (!/^[\s\-،,–/]*$/.test(gaps)) return false;
  return /[،,–/]/.test(gaps) || between.length > 0 || /^[وف]/.test(right.particles);
}
