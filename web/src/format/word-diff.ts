import { diffArrays } from "diff";

/** A run of words that stands in both texts, or in one of them. */
export interface Run {
  text: string;
  change: "same" | "added" | "removed";
}

/** Texts with more differences than this are shown one after the other instead. */
const mostDifferences = 1500;

/** What became of a text, word by word; spaces and signs count as words of their own, so that all of both texts is there. */
export function wordDiff(before: string, after: string): Run[] {
  const found = diffArrays(wordsOf(before), wordsOf(after), { maxEditLength: mostDifferences });
  if (!found)
    return [
      { text: before, change: "removed" },
      { text: after, change: "added" },
    ];
  return found.map(({ value, added, removed }) => ({
    text: value.join(""),
    change: added ? "added" : removed ? "removed" : "same",
  }));
}

/** A word keeps its marks of vowels; numbers stay whole. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}ـ]+|\s+|[^\p{L}\p{M}\p{N}\sـ]/gu) ?? [];
}
