import { lookupWords } from "./search-words.ts";

/** A report as far as it says where, when and what. */
export interface Occurrence {
  /** [longitude, latitude], degrees; null: nowhere. */
  position: readonly [number, number] | null;
  /** ms UTC. */
  at: number;
  /** ms UTC, when it ended, or up to when the time is meant that is known to the day, month or year. Not before `at`. */
  until: number;
  /** Its texts by language, title and description together. */
  texts: { ar?: string; en?: string };
}

/** How near two reports are to each other. */
export interface Likeness {
  /** 0 to 1: at 1 they could not be nearer. */
  score: number;
  /** null: one of them says nothing of where. */
  km: number | null;
  hours: number;
  /** Share of the shorter text's words that the other one has too, 0 to 1; null: they have no language in common. */
  words: number | null;
}

/** Further apart than this, two reports are not of one event. */
export const furthest = { km: 30, hours: 72 };

/** What a report needs to be proposed. */
const least = { words: 0.25, score: 0.55, wordsAlone: 0.5, withoutWords: 0.8 };

/**
 * How likely it is that two reports tell of one event: near in space, in time and by their words, as search folds them. Null
 * where it is not worth a person's time. Where they have no language in common, place and time alone have to be nearer.
 */
export function likeness(one: Occurrence, other: Occurrence): Likeness | null {
  const hours = gap(one, other) / 3_600_000;
  const km = one.position && other.position ? kilometres(one.position, other.position) : null;
  if (hours > furthest.hours || (km !== null && km > furthest.km)) return null;
  const soon = 1 - hours / furthest.hours;
  const words = sharedWords(one.texts, other.texts);
  const given = { km, hours, words };
  if (km === null) {
    if (words === null || words < least.wordsAlone) return null;
    return { score: 0.7 * words + 0.3 * soon, ...given };
  }
  const near = 1 - km / furthest.km;
  if (words === null) {
    const score = (near + soon) / 2;
    return Math.min(near, soon) < least.withoutWords ? null : { score: score * 0.75, ...given };
  }
  const score = 0.3 * near + 0.25 * soon + 0.45 * words;
  return words < least.words || score < least.score ? null : { score, ...given };
}

/** ms between two stretches of time; 0 where they meet. */
function gap(one: Occurrence, other: Occurrence): number {
  return Math.max(0, one.at - other.until, other.at - one.until);
}

/** By the haversine, on a sphere of the Earth's mean radius. Positions: [longitude, latitude], degrees. */
export function kilometres(one: readonly [number, number], other: readonly [number, number]) {
  const [lon, lat, lon2, lat2] = [...one, ...other].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
    number,
  ];
  const h =
    Math.sin((lat2 - lat) / 2) ** 2 +
    Math.cos(lat) * Math.cos(lat2) * Math.sin((lon2 - lon) / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Of the language in which they share most. */
function sharedWords(one: Occurrence["texts"], other: Occurrence["texts"]): number | null {
  let most: number | null = null;
  for (const lang of ["ar", "en"] as const) {
    const [first, second] = [one[lang], other[lang]];
    if (!first || !second) continue;
    const [ours, theirs] = [stems(first), stems(second)];
    const shared = [...ours].filter((stem) => theirs.has(stem)).length;
    // Of a text of one or two words anything could be told.
    const of = Math.max(3, Math.min(ours.size, theirs.size));
    most = Math.max(most ?? 0, shared / of);
  }
  return most;
}

/** As many words as tell what a report is about; a long one goes on to other things. */
const mostWords = 60;
/** What follows is mostly an ending: plural, gender, tense. */
const stemLength = 5;

function stems(text: string): Set<string> {
  const found = new Set<string>();
  for (const word of lookupWords(text.slice(0, 4000))) {
    if (found.size === mostWords) break;
    if (word.length > 1 && !common.has(word)) found.add(word.slice(0, stemLength));
  }
  return found;
}

/** Words that tell nothing of what a text is about. */
const common = new Set(
  lookupWords(
    `the of in on at to and or a an by for from with was were is are be been has have had that this it its as near after
    before no not than said says according about between into over under up out all two one
    في من على إلى عن أن إن ما لا لم لن هذا هذه ذلك تلك التي الذي الذين مع بعد قبل عند كان كانت قد ثم أو بين حتى منذ كما
    أي كل بعض غير نحو قرب حول خلال دون فيها منه منها عليه عليها له لها هو هي تم وقد وفي ومن وعلى وكان`,
  ),
);
