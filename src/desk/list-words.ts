import type { PartnerId } from "../domain/partner.ts";
import { clears } from "../domain/clearance.ts";
import type { Desk } from "./desk.ts";
import type { Viewer } from "./viewer.ts";

/** What the records of the picture are of: by these words a search finds something. */
export interface ListedWords {
  kinds: string[];
  topics: string[];
  partners: PartnerId[];
}

/** Costs as much as there are words, whatever the number of records. */
export function listWords(desk: Desk, { clearance }: Viewer): ListedWords {
  const { kind, originator, label } = desk.picture.present((id) =>
    clears(clearance, desk.labels.get(id)),
  );
  const topics = label.flatMap((id) => desk.labels.get(id)?.topics ?? []);
  return {
    kinds: kind.toSorted(),
    topics: [...new Set(topics)].sort(),
    partners: originator.filter((id) => id !== "").sort(),
  };
}
