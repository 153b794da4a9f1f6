import type { Person } from "../../desk/people.ts";
import type { AlikeRecord } from "../../desk/same-event/find-alike.ts";
import type { EventSources } from "../../desk/same-event/event-of.ts";
import type { Reach } from "../../desk/submit-report.ts";
import type { Bilingual, Text } from "../../domain/bilingual.ts";
import type { Precision } from "../../domain/report-draft.ts";
import type { StixId } from "../../domain/stix.ts";

/** As much of a report that is being written as says where, when and what. */
export interface AlikeDraft {
  name?: string | Text;
  description?: string | Text;
  lang?: keyof Bilingual;
  at: string;
  until?: string;
  precision?: Precision;
  position?: [number, number];
}

/** What the API needs for several records of one event. */
export interface SameEventPort {
  /** AppError record-not-found. */
  alikeTo(person: Person, id: StixId): Promise<AlikeRecord[]>;
  /** AppError draft-invalid. */
  alikeToDraft(person: Person, draft: AlikeDraft): Promise<AlikeRecord[]>;
  /** AppError record-not-found. */
  eventOf(person: Person, id: StixId): Promise<EventSources>;
  /** For each of them, itself first. */
  eventIds(person: Person, ids: readonly StixId[]): Promise<StixId[][]>;
  /** AppError record-not-found, draft-invalid. */
  linkSame(person: Person, id: StixId, other: StixId): Promise<{ id: StixId } & Reach>;
  /** AppError record-not-found, also for another's link. */
  unlinkSame(person: Person, id: StixId, link: StixId): Promise<void>;
}
