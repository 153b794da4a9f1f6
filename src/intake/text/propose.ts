import { langOf, type Lang } from "../../domain/bilingual.ts";
import {
  maxProposals,
  type TextProposal,
  type TextProposals,
} from "../../domain/text-proposals.ts";
import type { Day } from "./calendar.ts";
import { datesIn } from "./dates-in-text.ts";
import type { PlaceNames } from "./place-names.ts";
import { placesIn } from "./places-in-text.ts";
import { speakersIn } from "./speakers-in-text.ts";
import { wordsOf } from "./words.ts";

/**
 * What a text of at most `maxPastedLength` says of where, when and by whom, for a person to confirm. `day`: midnight UTC of the
 * calendar day on which it was written, from which "yesterday" counts; dates that are proposed are calendar days, kept as UTC like
 * those of records. The work grows in step with the text.
 */
export function proposalsIn(text: string, day: Day, names: PlaceNames): TextProposals {
  const words = wordsOf(text);
  const places = placesIn(text, words, names);
  const all: TextProposal[] = [
    ...places,
    ...datesIn(text, words, day),
    ...speakersIn(text, words, places),
  ];
  all.sort((a, b) => a.start - b.start || b.end - a.end);
  return {
    lang: mostlyIn(text),
    day: new Date(day).toISOString().slice(0, 10),
    proposals: all.slice(0, maxProposals),
    more: all.length > maxProposals,
  };
}

/** A name in the other script makes no text of the other language. */
function mostlyIn(text: string): Lang {
  const arabic = text.match(/\p{Script=Arabic}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return arabic === latin ? langOf(text) : arabic > latin ? "ar" : "en";
}
