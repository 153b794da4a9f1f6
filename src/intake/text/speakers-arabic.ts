import type { SpeakerCandidate } from "../../domain/text-proposals.ts";
import {
  nameStarts,
  notSpeakers,
  nounsWithin,
  offices,
  organizations,
  ranks,
  relayVerbs,
  sayVerbs,
  sourceWords,
  speechEnds,
  tellVerbs,
  unnamed,
} from "./speech-words.ts";
import { begins, goesOn, type Word, withoutConjunction } from "./words.ts";

/** Words `first` to `last` name somebody who said something. */
export interface Speaker {
  first: number;
  last: number;
  /** First word of the name proper; null: an office or an organization alone. */
  nameAt: number | null;
  identityClass: SpeakerCandidate["identityClass"];
  verb: string;
}

/** Longest run of words that names somebody. */
const longest = 10;

/** `places`: the words that name places, which go on with an office: "the governor of Anbar". */
export function arabicSpeakers(words: readonly Word[], places: ReadonlySet<number>): Speaker[] {
  const speakers: Speaker[] = [];
  for (const [index, word] of words.entries()) {
    const verb = verbAt(words, index);
    if (verb === null) continue;
    const after = goesOn(words[index + 1])
      ? namedAt(words, index + 1, places, verb === "say")
      : null;
    if (after) speakers.push({ ...after, verb: word.text });
    else if (verb === "say") {
      const before = namedBefore(words, index, places);
      if (before) speakers.push({ ...before, verb: word.text });
    }
    if (!relayVerbs.has(bare(word))) continue;
    const beyond = words.slice(index + 1, index + 7).findIndex(({ folded }) => folded === "عن");
    const about = beyond < 0 ? -1 : index + 1 + beyond;
    const quoted =
      about < 0 || !goesOn(words[about + 1]) ? null : namedAt(words, about + 1, places, true);
    if (quoted) speakers.push({ ...quoted, verb: `${word.text} … ${words[about]!.text}` });
  }
  return speakers;
}

const bare = (word: Word) => withoutConjunction(word.folded);

function verbAt(words: readonly Word[], index: number): "say" | "tell" | null {
  const word = words[index]!;
  const either = [word.folded, bare(word)];
  if (either.some((form) => sayVerbs.has(form))) return "say";
  if (either.some((form) => tellVerbs.has(form))) return "tell";
  if (either.some((form) => sourceWords.has(form))) return "say";
  return null;
}

type Named = Omit<Speaker, "verb">;

function isEnd(words: readonly Word[], index: number): boolean {
  const word = words[index];
  return word === undefined || begins(words, index) || speechEnds.has(word.folded);
}

/** Who is named from this word on. `anybody`: a name without office will do. */
function namedAt(
  words: readonly Word[],
  first: number,
  places: ReadonlySet<number>,
  anybody: boolean,
): Named | null {
  const head = words[first]!.folded;
  if (speechEnds.has(head) || notSpeakers.has(head)) return null;
  if (unnamed.has(head)) {
    const last = head.startsWith("جار")
      ? nameEnd(words, first + 1)
      : describedEnd(words, first, places, 1);
    return { first, last: Math.max(first, last), nameAt: null, identityClass: "unnamed" };
  }
  if (organizations.has(head)) {
    const free = head.startsWith("ال") ? 0 : 1;
    const last = describedEnd(words, first, places, free);
    return { first, last, nameAt: null, identityClass: "organization" };
  }
  if (places.has(first)) {
    let last = first;
    while (places.has(last + 1) && goesOn(words[last + 1])) last++;
    return { first, last, nameAt: null, identityClass: "organization" };
  }
  if (offices.has(head)) {
    const office = describedEnd(words, first, places, 0);
    const last = nameEnd(words, office + 1);
    // One word more belongs to the office: "her minister".
    const named = last > office + 1;
    return { first, last, nameAt: named ? office + 1 : null, identityClass: "individual" };
  }
  if (!anybody || head.startsWith("ال")) return null;
  const last = nameEnd(words, first);
  return last > first ? { first, last, nameAt: first, identityClass: "individual" } : null;
}

/** In talk who speaks stands before the verb, from where the clause begins. */
function namedBefore(
  words: readonly Word[],
  verb: number,
  places: ReadonlySet<number>,
): Named | null {
  let first = verb;
  while (first > 0 && verb - first < 4 && goesOn(words[first]) && !begins(words, first)) first--;
  const named = first < verb ? namedAt(words, first, places, true) : null;
  return named !== null && named.last === verb - 1 ? named : null;
}

/** Last word of a noun with all that describes it; `free`: so many words without the article may follow it. */
function describedEnd(
  words: readonly Word[],
  first: number,
  places: ReadonlySet<number>,
  free: number,
): number {
  let last = first;
  let left = free;
  while (last - first < longest && !isEnd(words, last + 1)) {
    const { folded } = words[last + 1]!;
    const goes =
      folded.startsWith("ال") ||
      folded.startsWith("لل") ||
      places.has(last + 1) ||
      nounsWithin.has(folded) ||
      ranks.has(folded) ||
      /^لح?قوق$/.test(folded);
    if (!goes && left-- <= 0) break;
    // After a name that was allowed once, nothing without the article goes on.
    last++;
    if (!goes) break;
  }
  return last;
}

/** Last word of a person's name that begins here: two words, a third with the article; `first - 1`: there is none. */
function nameEnd(words: readonly Word[], first: number): number {
  let last = first - 1;
  for (let count = 0; count < 2 && !isEnd(words, last + 1); count++) {
    last++;
    if (nameStarts.has(words[last]!.folded) && !isEnd(words, last + 1)) last++;
  }
  const named = last >= first && nameStarts.has(words[first]!.folded) && last > first + 1;
  if (named && !words[last]!.folded.startsWith("ال")) return first + 1;
  const third = words[last + 1];
  const goes =
    last > first &&
    !isEnd(words, last + 1) &&
    third!.folded.startsWith("ال") &&
    !words[last]!.folded.match(/^ال.*ي$/);
  return goes ? last + 1 : last;
}
