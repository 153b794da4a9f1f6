import { foldLetters } from "../../domain/search-words.ts";

/** One word of a text, where it stands, and in the form in which it is compared. */
export interface Word {
  /** UTF-16 units into the text. */
  start: number;
  end: number;
  text: string;
  /** Letters folded as in search, apostrophes dropped; particles and endings are still there. */
  folded: string;
  /** What stands between the word before and this one. */
  gap: string;
}

/** Letters and digits with what writers put within a word: marks, tatweel, zero-width and bidi controls, apostrophes. */
const pattern =
  /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}\u0640\u200b-\u200f\u061c\u2060-\u2069'’ʼʿʾ]*[\p{L}\p{M}\p{N}\u0640])?/gu;
const apostrophes = /['’ʼʿʾ]/g;

/** The words of a text in order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let last = 0;
  for (const { 0: found, index } of text.matchAll(pattern)) {
    const possessive = /['’]s$/i.exec(found);
    const own = possessive ? found.slice(0, -2) : found;
    words.push({
      start: index,
      end: index + own.length,
      text: own,
      folded: foldLetters(own.replace(apostrophes, "")),
      gap: text.slice(last, index),
    });
    last = index + own.length;
  }
  return words;
}

/** Whether nothing but spaces or hyphens stands before the word: it goes on what was begun. */
export function goesOn(word: Word | undefined): boolean {
  return word !== undefined && /^[ \t\u00a0\-‐‑–]*$/.test(word.gap);
}

/** Whether the word begins a sentence or a part of one that stands between punctuation marks. */
export function begins(words: readonly Word[], index: number): boolean {
  return index === 0 || /[^\s\-‐‑\u200b-\u200f"“”«»']|\n/.test(words[index]!.gap);
}

/** A word without the particles that Arabic writes onto the next one. */
export interface Stem {
  stem: string;
  /** "", or what was taken off: "و", "ب", "وب", "لل" … */
  particles: string;
}

/** و, ف and then ب, ل, ك; in talk ع and ه before the article too. At least three letters must remain. */
const particles = /^([وف]?(?:[بلك]|ع|ه(?=ال))|[وف])([\u0621-\u064a]{3,})$/;
const swallowedAlef = /^([وف]?)لل([\u0621-\u064a]{3,})$/;

/** How an Arabic word may be read, the least taken off first. */
export function stemsOf(folded: string): Stem[] {
  const stems: Stem[] = [{ stem: folded, particles: "" }];
  const swallowed = swallowedAlef.exec(folded);
  if (swallowed) stems.push({ stem: `ال${swallowed[2]}`, particles: `${swallowed[1]}ل` });
  const conjunction = /^([وف])([\u0621-\u064a]{3,})$/.exec(folded);
  if (conjunction) stems.push({ stem: conjunction[2]!, particles: conjunction[1]! });
  const taken = particles.exec(folded);
  if (taken && taken[1] !== conjunction?.[1]) stems.push({ stem: taken[2]!, particles: taken[1]! });
  return stems;
}

/** Whether a set has the word in any way in which it may be read. */
export function isAmong(set: ReadonlySet<string>, folded: string): boolean {
  return stemsOf(folded).some(({ stem }) => set.has(stem));
}

/** Without a conjunction written onto it. */
export function withoutConjunction(folded: string): string {
  return folded.replace(/^[وف](?=[\u0621-\u064a]{2})/, "");
}
