import type { SpeakerCandidate, TextProposal } from "../../domain/text-proposals.ts";
import { arabicSpeakers, type Speaker } from "./speakers-arabic.ts";
import { englishSpeakers } from "./speakers-english.ts";
import type { Word } from "./words.ts";

type SpeakerProposal = Extract<TextProposal, { kind: "speaker" }>;

/** Who is named as having said something, in the order of the text. `places`: where places are named. */
export function speakersIn(
  text: string,
  words: readonly Word[],
  places: readonly { start: number; end: number }[],
): SpeakerProposal[] {
  const within = wordsWithin(words, places);
  const found = [...arabicSpeakers(words, within), ...englishSpeakers(words)];
  let upTo = -1;
  return found
    .sort((a, b) => a.first - b.first || b.last - a.last)
    .filter(({ first, last }) => first > upTo && ((upTo = last), true))
    .map((speaker) => proposalOf(text, words, speaker));
}

/** Both ascend. */
function wordsWithin(
  words: readonly Word[],
  places: readonly { start: number; end: number }[],
): Set<number> {
  const within = new Set<number>();
  let next = 0;
  for (const [index, { start, end }] of words.entries()) {
    while (next < places.length && places[next]!.end <= start) next++;
    if (next < places.length && end > places[next]!.start) within.add(index);
  }
  return within;
}

function proposalOf(text: string, words: readonly Word[], speaker: Speaker): SpeakerProposal {
  const { start } = words[speaker.first]!;
  const { end } = words[speaker.last]!;
  const named = speaker.identityClass !== "individual" || speaker.nameAt !== null;
  return {
    ...{ kind: "speaker", start, end, text: text.slice(start, end) },
    certainty: named ? "likely" : "possible",
    candidates: [candidateOf(text, words, speaker)],
  };
}

function candidateOf(text: string, words: readonly Word[], speaker: Speaker): SpeakerCandidate {
  const { first, last, nameAt, identityClass, verb } = speaker;
  const cut = (from: number, to: number) => text.slice(words[from]!.start, words[to]!.end);
  const whole = cut(first, last);
  const reason = { ar: `يدلّ عليه «${verb}»`, en: `shown by “${verb}”` };
  if (identityClass !== "individual")
    return { name: whole, office: null, identityClass, verb, reason };
  if (nameAt === null) return { name: whole, office: whole, identityClass, verb, reason };
  const office = nameAt > first ? cut(first, nameAt - 1) : null;
  return { name: cut(nameAt, last), office, identityClass, verb, reason };
}
