import type { Bilingual, Lang } from "./bilingual.ts";
import type { Position } from "./geometry.ts";
import type { SpeakerClass } from "./report-draft.ts";

/** Longest text in which proposals are looked for, in UTF-16 units. */
export const maxPastedLength = 20_000;
/** Of one text; the first ones in its order. */
export const maxProposals = 500;

/** likely: nothing speaks against it; possible: the words have another common meaning, or something had to be supplied. */
export type Certainty = "likely" | "possible";

/** What a span of a text may stand for. A person chooses a candidate, or none: nothing follows from a proposal by itself. */
interface Proposed<K extends string, C> {
  kind: K;
  /** UTF-16 units into the text as it was given; `end` is exclusive. */
  start: number;
  end: number;
  /** The words themselves. */
  text: string;
  certainty: Certainty;
  /** Best first, at least one. */
  candidates: C[];
}

export interface PlaceCandidate {
  id: string;
  name: Bilingual;
  /** area, line: nothing that happened there may be pinned to `position`. */
  extent: "point" | "area" | "line";
  /** Kind in the gazetteer: city, governorate … */
  kind: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** [longitude, latitude], degrees, WGS 84. Of an area or a line: where its name is drawn, and nothing more. */
  position: Position;
  reason: Bilingual;
}

export interface DateCandidate {
  /** As a record has them: beginning of the first day, month or year, and of the last one where there are several. UTC. */
  at: string;
  until: string | null;
  precision: "day" | "month" | "year";
  /** End of the last one, exclusive. UTC. */
  end: string;
  reason: Bilingual;
}

export interface SpeakerCandidate {
  /** In the text's own words. */
  name: string;
  /** null: none is named. */
  office: string | null;
  /** unnamed: "a source", "residents": nobody who could stand in a record. */
  identityClass: SpeakerClass | "unnamed";
  /** The word that shows that this is who said it. */
  verb: string;
  reason: Bilingual;
}

export type TextProposal =
  | Proposed<"place", PlaceCandidate>
  | Proposed<"date", DateCandidate>
  | Proposed<"speaker", SpeakerCandidate>;

export interface TextProposals {
  /** That most of its letters are in. */
  lang: Lang;
  /** The day from which relative dates were counted, YYYY-MM-DD. */
  day: string;
  /** By where they begin; a speaker may hold a place. */
  proposals: TextProposal[];
  /** There were more than `maxProposals`. */
  more: boolean;
}
