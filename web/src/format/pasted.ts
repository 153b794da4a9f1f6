import type {
  DateCandidate,
  Lang,
  PlaceCandidate,
  SpeakerCandidate,
  TextProposal,
} from "../api/shapes.ts";
import { type ChosenPlace, chosenPlace, withPlace } from "./chosen-place.ts";
import type { ReportFields } from "./report-fields.ts";

/** What a person confirmed in a text that was pasted. */
export interface Confirmed {
  /** In the order in which they were confirmed. */
  places: PlaceCandidate[];
  date: DateCandidate | null;
  speaker: SpeakerCandidate | null;
  /** Goes into the source register, not into the record. */
  source: string | null;
}

export const nothingConfirmed: Confirmed = { places: [], date: null, speaker: null, source: null };

/** One thing that a text names, as often as it does. */
export interface Item {
  kind: TextProposal["kind"];
  text: string;
  certainty: TextProposal["certainty"];
  candidates: TextProposal["candidates"];
  /** Indices of its proposals. */
  mentions: number[];
}

/** Proposals with the same candidates together, in the order of their first one. */
export function itemsOf(proposals: readonly TextProposal[]): Item[] {
  const items = new Map<string, Item>();
  for (const [index, { kind, text, certainty, candidates }] of proposals.entries()) {
    const key = `${kind} ${JSON.stringify(candidates.map(keyOf))}`;
    const item = items.get(key);
    if (item) item.mentions.push(index);
    else items.set(key, { kind, text, certainty, candidates, mentions: [index] });
  }
  return [...items.values()];
}

/** Tells candidates apart, whatever else is known of them. */
export function keyOf(candidate: PlaceCandidate | DateCandidate | SpeakerCandidate): string {
  if ("extent" in candidate) return candidate.id;
  if ("precision" in candidate) return [candidate.at, candidate.until, candidate.precision].join();
  return [candidate.name, candidate.office].join();
}

export function placeOf({ places }: Confirmed): ChosenPlace | null {
  return places.map(chosenPlace).reduce<ChosenPlace | null>(withPlace, null);
}

/**
 * The form with the text as its description in the text's own language, and with what was confirmed; what was not stays as it is.
 * Only a report has a speaker, so one makes it a report.
 */
export function withPasted(
  fields: ReportFields,
  text: string,
  lang: Lang,
  confirmed: Confirmed,
): ReportFields {
  const { date, speaker, source } = confirmed;
  const place = placeOf(confirmed);
  const others = fields.languages.filter(
    (other) => other !== lang && (fields.name[other].trim() || fields.description[other].trim()),
  );
  return {
    ...fields,
    languages: [lang, ...others],
    description: { ...fields.description, [lang]: text },
    ...(place && { place, position: place.positions[0] ?? null }),
    ...(date && {
      at: date.at.slice(0, 16),
      until: date.until?.slice(0, 16) ?? "",
      precision: date.precision,
    }),
    ...(speaker && {
      kind: "report",
      speaker: speaker.name,
      speakerClass: speaker.identityClass === "organization" ? "organization" : "individual",
      office: speaker.office ?? "",
    }),
    ...(source !== null && { source }),
  };
}
