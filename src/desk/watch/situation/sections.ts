import type { StixId } from "../../../domain/stix.ts";
import { agreementsSection } from "./agreements.ts";
import { clashesSection } from "./clashes.ts";
import { controlSection } from "./control.ts";
import { eventsSection } from "./events.ts";
import type { Facts } from "./facts.ts";
import { recallsSection } from "./recalls.ts";
import { requestsSection } from "./requests.ts";
import { summarySection } from "./summary.ts";
import { tasksSection } from "./tasks.ts";
import { unknownSection } from "./unknown.ts";
import type { SectionId } from "./words.ts";

/** What a section says, and what it rests on besides the records of the period. */
export interface Said {
  lines: string[];
  sources?: StixId[];
}

export interface SectionMaker {
  id: SectionId;
  /** Whether it goes along when the report is released, unless a person says otherwise; "never": it tells of what has no label. */
  released: boolean | "never";
  say(facts: Facts): Said | Promise<Said>;
}

/** The sections of a situation report, in order: one more is added here. */
export const sectionMakers: readonly SectionMaker[] = [
  summarySection,
  eventsSection,
  controlSection,
  tasksSection,
  clashesSection,
  requestsSection,
  agreementsSection,
  recallsSection,
  unknownSection,
];
