import type { Person } from "../../desk/people.ts";
import type { ListedSaid } from "../../desk/said/list-said.ts";
import type { NoteDraft, OpinionDraft } from "../../desk/said/write-said.ts";
import type { Reach } from "../../desk/submit-report.ts";
import type { StixId } from "../../domain/stix.ts";

/** What the API needs for opinions of records and notes on them. */
export interface SaidPort {
  /** AppError record-not-found. */
  listSaid(person: Person, about: StixId): Promise<ListedSaid[]>;
  /** A new opinion, or a new version of the one that this node has. AppError record-not-found. */
  writeOpinion(person: Person, about: StixId, draft: OpinionDraft): Promise<{ id: StixId } & Reach>;
  /** AppError record-not-found. */
  writeNoteOn(person: Person, about: StixId, draft: NoteDraft): Promise<{ id: StixId } & Reach>;
  /** AppError record-not-found, also for another's. */
  withdrawSaid(person: Person, about: StixId, said: StixId): Promise<Reach>;
}
