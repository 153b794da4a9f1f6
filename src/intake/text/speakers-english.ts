import {
  englishEnds,
  englishOffices,
  englishUnnamed,
  englishVerbs,
  notBeforeVerb,
  papers,
  pronouns,
} from "./speech-words.ts";
import type { Speaker } from "./speakers-arabic.ts";
import { begins, goesOn, type Word } from "./words.ts";

const longest = 8;

export function englishSpeakers(words: readonly Word[]): Speaker[] {
  const speakers: Speaker[] = [];
  for (const [index, { folded, text }] of words.entries()) {
    if (folded === "according" && words[index + 1]?.folded === "to") {
      const named = namedAfter(words, index + 2);
      if (named) speakers.push({ ...named, verb: "according to" });
    } else if (englishVerbs.has(folded)) {
      const named =
        namedBefore(words, index) ?? (begins(words, index) ? namedAfter(words, index + 1) : null);
      if (named) speakers.push({ ...named, verb: text });
    }
  }
  return speakers;
}

type Named = Omit<Speaker, "verb">;

/** From where the clause begins to the verb; what stands between two commas before it describes who speaks. */
function namedBefore(words: readonly Word[], verb: number): Named | null {
  const last = verb - 1;
  if (last < 0 || notBeforeVerb.has(words[last]!.folded)) return null;
  if (words[verb]!.gap.includes(",")) {
    const opening = openingOf(words, last);
    if (opening > 0 && words[opening]!.gap.includes(",")) {
      const before = named(words, openingOf(words, opening - 1), opening - 1);
      if (before) return nameBetween(words, before, opening, last);
    }
  } else if (!goesOn(words[verb])) return null;
  return named(words, openingOf(words, last), last);
}

/** "The governor of Anbar, Karim al-Ani, said": between the commas stands the name, or what describes it. */
function nameBetween(words: readonly Word[], before: Named, opening: number, last: number): Named {
  const between = words.slice(opening, last + 1);
  const isName = between.every(({ text }) => /^(?:\p{Lu}|al$)/u.test(text));
  const office = before.identityClass === "individual" && before.nameAt === null;
  return office && isName ? { ...before, last, nameAt: opening } : before;
}

function openingOf(words: readonly Word[], last: number): number {
  let first = last;
  while (first > 0 && !begins(words, first) && !englishEnds.has(words[first - 1]!.folded)) first--;
  return first;
}

function namedAfter(words: readonly Word[], first: number): Named | null {
  if (words[first] === undefined || !goesOn(words[first])) return null;
  let last = first;
  while (words[last + 1] && !begins(words, last + 1) && !englishEnds.has(words[last + 1]!.folded))
    last++;
  return named(words, first, last);
}

/** "In October the coalition said": who speaks begins with the article, unless that belongs to what stands before it. */
function openingArticle(words: readonly Word[], from: number, last: number): number {
  let first = pronouns.has(words[from]!.folded) && from < last ? from + 1 : from;
  for (let at = first + 1; at < last; at++)
    if (/^(the|a|an)$/.test(words[at]!.folded) && !/^(of|and|for)$/.test(words[at - 1]!.folded))
      first = at;
  return first;
}

function named(words: readonly Word[], from: number, last: number): Named | null {
  const first = openingArticle(words, from, last);
  if (last - first >= longest || pronouns.has(words[first]!.folded)) return null;
  const own = words.slice(first, last + 1);
  if (own.some(({ folded }) => papers.has(folded))) return null;
  const capital = own.map(({ text }) => /^\p{Lu}/u.test(text));
  const article = /^(the|a|an)$/.test(own[0]!.folded);
  if (own.some(({ folded }) => englishUnnamed.has(folded)) || /^(a|an)$/.test(own[0]!.folded))
    return { first, last, nameAt: null, identityClass: "unnamed" };
  const office = own.findLastIndex(({ folded }) => englishOffices.has(folded));
  if (office >= 0) {
    const proper = own.slice(office + 1).every((_, step) => capital[office + 1 + step]);
    const nameAt = proper && office + 1 < own.length ? first + office + 1 : null;
    return { first, last, nameAt, identityClass: "individual" };
  }
  if (article || own.length === 1 || !capital.every(Boolean)) {
    if (!article && !capital[0]) return null;
    const person = !article && own.length === 1;
    return {
      first,
      last,
      nameAt: person ? first : null,
      identityClass: person ? "individual" : "organization",
    };
  }
  return { first, last, nameAt: first, identityClass: "individual" };
}
