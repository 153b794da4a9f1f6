import type { Facts } from "./facts.ts";
import { fill } from "./words.ts";

/** Of what one section tells, more than a report can hold; what is left out is counted. */
const most = 50;
/** Of what is told by one section, so many are looked through. */
export const lookedThrough = 1000;

/** A line for each, or for the first of them and how many more there are. */
export function linesOf<T>(
  { words }: Facts,
  all: readonly T[],
  lineOf: (one: T) => string,
): string[] {
  const lines = all.slice(0, most).map(lineOf);
  return all.length > most ? [...lines, fill(words.more, { count: all.length - most })] : lines;
}
