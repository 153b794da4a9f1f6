import type { PartnerId } from "../domain/partner.ts";
import type { Desk } from "./desk.ts";

/** What the records of the picture are of: by these words a search finds something. */
export interface ListedWords {
  kinds: string[];
  topics: string[];
  partners: PartnerId[];
}

/** Costs as much as there are words, whatever the number of records. */
export function listWords(desk: Desk): ListedWords {
  const { kind, originator, label } = desk.picture.present();
  const topics = label.flatMap((id) => desk.labels.get(id)?.topics ?? []);
  return {
    kinds: kind.toSorted(),
    topics: [...new Set(topics)].sort(),
    partners: originator.filter((id) => id !== "").sort(),
  };
}
